/** Preferences as JSON by name; whoever reads parses them with the contract's schema. */
export interface SettingStore {
  /** Every stored preference. */
  all(): Record<string, unknown>;
  /** Undefined values are left out, null is a value. */
  set(values: Record<string, unknown>): void;
}
