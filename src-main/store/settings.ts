import type { Database } from './database.ts';

/** Preferences as JSON by name; whoever reads parses them with the contract's schema. */
export interface SettingStore {
  /** Every stored preference. */
  all(): Record<string, unknown>;
  /** Undefined values are left out, null is a value. */
  set(values: Record<string, unknown>): void;
}

/** The preferences of a library. */
export function settingStore(database: Database): SettingStore {
  return {
    all() {
      const rows = database.all<{ name: string; value: string }>(
        'SELECT name, value FROM settings ORDER BY name',
      );
      return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]));
    },
    set: (values) =>
      database.write('store the settings', () => {
        for (const [name, value] of Object.entries(values)) {
          if (value !== undefined)
            database.run('REPLACE INTO settings VALUES (?, ?)', name, JSON.stringify(value));
        }
      }),
  };
}
