import type { ComponentDescription } from '../domain/component.ts';
import type { RunConfig } from '../domain/run.ts';
import type { SeriesGroup } from './grouping.ts';
import { compareConfigs, describeValue } from './configuration.ts';

/**
 * The settings in which two series differ besides their attacks, in words: `B = 50 against 25`. Seed, targets and
 * the axis' number are no settings of a series. Null where all are equal.
 */
export function settingsApart(
  left: SeriesGroup,
  right: SeriesGroup,
  components: readonly ComponentDescription[] = [],
): string | null {
  if (left.context === right.context) return null;
  const contexts = [left, right].map(({ context }) => JSON.parse(context) as RunConfig);
  const { differing } = compareConfigs(contexts);
  const isOfOtherComponent = (path: string): boolean => path.includes('.config.') && differing.includes(`${path.split('.')[0]}.id`);
  const words = differing
    .filter((path) => !isOfOtherComponent(path))
    .map((path) => {
      if (path === 'dataset') return `${left.datasetName} against ${right.datasetName}`;
      const [own, other] = [left, right].map(({ config }) => describeValue(path, config, components));
      return `${own} against ${withoutName(other, own)}`;
    });
  return words.join(', ');
}

/** `B = 25` beside `B = 50` is `25`. */
function withoutName(other: string, own: string): string {
  const name = / = /.test(own) ? own.slice(0, own.indexOf(' = ') + 3) : '';
  return name !== '' && other.startsWith(name) ? other.slice(name.length) : other;
}
