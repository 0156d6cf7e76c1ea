import type { RunConfig } from '../../../shared/domain/run.ts';
import { baselineAttack } from '../../../shared/figures/drawing/attack-style.ts';
import { flattenConfig } from '../../../shared/figures/configuration.ts';

/**
 * Dotted paths of settings that several attacks have under one name and that are not one value in all of their runs, as
 * whether targets are included, or how ratings are rounded: what may lie behind a difference between attacks. Sorted.
 */
export function settingsAcrossAttacks(configs: readonly RunConfig[]): string[] {
  const found = new Map<string, { attacks: Set<string>; values: Set<string> }>();
  for (const config of configs) {
    for (const [path, value] of spokenSettings(config)) {
      if (!path.startsWith('attack.config.')) continue;
      const { attacks, values } = found.get(path) ?? { attacks: new Set(), values: new Set() };
      found.set(path, { attacks: attacks.add(config.attack.id), values: values.add(value) });
    }
  }
  return [...found].flatMap(([path, { attacks, values }]) => (attacks.size > 1 && values.size > 1 ? [path] : [])).sort();
}

/**
 * The settings of a run by dotted path, as JSON: those of its configuration, and whether the target items are included
 * also for uniform, which has no such switch and draws what it rates.
 */
export function spokenSettings(config: RunConfig): ReadonlyMap<string, string> {
  const settings = flattenConfig(config);
  return config.attack.id === baselineAttack ? new Map([...settings, ['attack.config.includeTargets', 'false']]) : settings;
}
