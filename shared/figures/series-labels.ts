import type { ComponentDescription } from '../domain/component.ts';
import type { RunConfig } from '../domain/run.ts';
import type { Axis } from './axis.ts';
import { describeValue, flattenConfig, variesBetweenReplicates } from './configuration.ts';

/** A series before it has a label that tells it from the others. */
export interface UnlabelledSeries {
  attack: string;
  gradient: string | null;
  /** As `Run.label`. */
  label: string;
  config: RunConfig;
  datasetName: string;
}

/**
 * Labels of series, in the order given: the run's own label, and behind it every setting in which series
 * differ, and no other. Settings of a component are compared only among series that use that component, those
 * of attack and gradient only among series with both in common. A setting that only some have, all of them with one
 * value (as the rule by which targets are chosen, where there are any), is named only where the label would not be
 * one of a kind without it. Seed, targets and the axis' number vary inside a series and are never named.
 */
export function labelSeries(
  groups: readonly UnlabelledSeries[],
  axis: Axis,
  components?: readonly ComponentDescription[],
): string[] {
  const fields = groups.map((group) => flattenConfig(group.config));
  const peers = new Map<string, { values: Set<string>; holders: number }>();
  const sizes = new Map<string, number>();
  const scopes = groups.map(
    (group, i) =>
      (path: string): string =>
        scopeOf(path, group, fields[i]),
  );
  groups.forEach((_, i) => {
    const own = new Set([...fields[i].keys()].map((path) => scopes[i](path)));
    for (const scope of own) sizes.set(scope, (sizes.get(scope) ?? 0) + 1);
    for (const [path, value] of fields[i]) {
      const key = `${scopes[i](path)} ${path}`;
      const known = peers.get(key) ?? { values: new Set<string>(), holders: 0 };
      known.values.add(value);
      known.holders++;
      peers.set(key, known);
    }
  });
  const labelsWith = (isNamed: (known: { values: Set<string>; holders: number }, size: number) => boolean): string[] =>
    groups.map((group, i) => {
      const named = [...fields[i].keys()].sort().filter((path) => {
        const scope = scopes[i](path);
        const known = peers.get(`${scope} ${path}`);
        return mayBeNamed(path, axis) && known !== undefined && isNamed(known, sizes.get(scope) ?? 0);
      });
      const parts = named.map((path) =>
        path === 'dataset' ? group.datasetName : describeValue(path, group.config, components),
      );
      return [group.label, ...parts].join(', ');
    });
  const short = labelsWith(({ values }) => values.size > 1);
  const long = labelsWith(({ values, holders }, size) => values.size > 1 || holders < size);
  const counts = new Map<string, number>();
  for (const label of short) counts.set(label, (counts.get(label) ?? 0) + 1);
  return short.map((label, i) => ((counts.get(label) ?? 0) > 1 ? long[i] : label));
}

/** Series of equal scope are told apart by the field: all, those with the component, those with the attack. */
function scopeOf(path: string, group: UnlabelledSeries, fields: ReadonlyMap<string, string>): string {
  const kind = path.split('.')[0];
  if (kind === 'attack' || kind === 'gradient') return `attack ${group.attack} ${group.gradient}`;
  return path.includes('.config.') ? `${kind} ${fields.get(`${kind}.id`)}` : 'all';
}

function mayBeNamed(path: string, axis: Axis): boolean {
  const unnamed = ['attack.id', 'gradient', 'gradient.id', ...axis.paths];
  return !unnamed.includes(path) && !variesBetweenReplicates(path);
}
