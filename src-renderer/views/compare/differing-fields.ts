import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { settingAt } from '../../../shared/domain/run-filter.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { differingPaths } from '../../runs-list/differing-paths.ts';
import { settingsAcrossAttacks } from './across-attacks.ts';

/**
 * Dotted paths of the settings in which configurations differ, sorted. A component's settings are compared among
 * configurations with that component alone; which component it is, is a setting itself.
 */
export function differingFields(configs: readonly RunConfig[]): string[] {
  return differingPaths(configs).filter((path) => {
    const [kind, part] = path.split('.');
    if (part !== 'config') return true;
    const firsts = new Map<unknown, string>();
    return configs.some((config) => {
      const own = settingAt(config, path);
      if (own === undefined) return false;
      const [id, value] = [settingAt(config, `${kind}.id`), canonicalJson(own)];
      const first = firsts.get(id);
      if (first === undefined) firsts.set(id, value);
      return first !== undefined && first !== value;
    });
  });
}

/**
 * Dotted paths of what is to be said of the differences between runs: the settings of {@link differingFields}, those that
 * several attacks share, and of a gradient that one attack has and another has not, which one it is.
 */
export function spokenDifferences(configs: readonly RunConfig[]): string[] {
  const paths = new Set([...differingFields(configs), ...settingsAcrossAttacks(configs)]);
  return [...paths].filter((path) => path !== 'gradient' || !paths.has('gradient.id'));
}
