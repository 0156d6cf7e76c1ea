import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { passes, settingAt, type RunFilter } from '../../../shared/domain/run-filter.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { inSchemaOrder, lowered } from '../../../shared/figures/configuration.ts';
import { settingValue } from '../../../shared/figures/setting-value.ts';
import { settingName, type SettingName } from '../../formatting/setting-words.ts';
import { differingFields } from './differing-fields.ts';

type Value = RunFilter['values'][number];

/** A setting by which compared runs can be narrowed down, with all values that they have. */
export interface FilterField extends SettingName {
  path: string;
  values: { value: Value; words: string; /** Runs that have it and pass the other filters. */ runs: number }[];
}

/** Attacks and data sets are chosen in menus of their own. */
const elsewhere = ['attack.id', 'gradient', 'gradient.id', 'dataset'];

/**
 * The settings in which runs differ, in the order of their parts; numbers that are the same in every run, such as both λ,
 * are one. A filter whose runs are alike by now, or are none, is there too, so that it can be changed.
 */
export function filterFields(runs: readonly Run[], filters: readonly RunFilter[], components: readonly ComponentDescription[]): FilterField[] {
  if (runs.length === 0) return [];
  const configs = runs.map(({ config }) => config);
  const paths = differingFields(configs).filter((path) => !elsewhere.includes(path));
  const tied = tiedPaths(paths, runs);
  const all = [...tied, ...filters.filter(({ path }) => !paths.includes(path)).map(({ path }) => [path])];
  return all.map((group) => {
    const path = group.find((one) => filters.some((filter) => filter.path === one)) ?? group[0];
    const names = inSchemaOrder(group, configs[0], components).map((one) => settingName(one, configs, components));
    return { path, ...joined(names), values: valuesOf(path, runs, filters, components) };
  });
}

/** A filter in the words of its chip: "filler size", "B", "25, 50". */
export function filterWords({ path, values }: RunFilter, fields: readonly FilterField[], components: readonly ComponentDescription[]): SettingName & { values: string } {
  const field = fields.find((one) => one.path === path);
  const { title = path, symbol = null } = field ?? {};
  const words = values.map((value) => settingValue(path, value, components));
  const few = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
  return { title: lowered(title), symbol, values: few.join(', ') };
}

function valuesOf(path: string, runs: readonly Run[], filters: readonly RunFilter[], components: readonly ComponentDescription[]): FilterField['values'] {
  const others = filters.filter((one) => one.path !== path);
  const chosen = filters.find((one) => one.path === path)?.values ?? [];
  const counts = new Map<string, { value: Value; runs: number }>(chosen.map((value) => [canonicalJson(value), { value, runs: 0 }]));
  for (const { config } of runs) {
    const value = settingAt(config, path) as Value | undefined;
    if (value === undefined) continue;
    const known = counts.get(canonicalJson(value)) ?? { value, runs: 0 };
    counts.set(canonicalJson(value), { value, runs: known.runs + Number(passes(config, others)) });
  }
  return [...counts.values()]
    .map((one) => ({ ...one, words: settingValue(path, one.value, components) }))
    .sort((a, b) => (typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : collator.compare(a.words, b.words)));
}

const collator = new Intl.Collator('en', { numeric: true });

/** The paths, those of one part together whose numbers are the same in every run. */
function tiedPaths(paths: readonly string[], runs: readonly Run[]): string[][] {
  const groups: string[][] = [];
  for (const path of paths) {
    const kind = path.split('.')[0];
    const known = groups.find(([first]) => first.startsWith(`${kind}.`) && runs.every(({ config }) => isSameNumber(settingAt(config, first), settingAt(config, path))));
    if (known) known.push(path);
    else groups.push([path]);
  }
  return groups;
}

function isSameNumber(left: unknown, right: unknown): boolean {
  return left === right && (left === undefined || typeof left === 'number');
}

/** "Ridge, users and items", "λ_U, λ_V". */
function joined(names: readonly SettingName[]): SettingName {
  const [first, ...others] = names;
  const start = first.title.slice(0, first.title.indexOf(', ') + 2);
  const rest = others.map(({ title }) => (start !== '' && title.startsWith(start) ? title.slice(start.length) : lowered(title)));
  const symbols = names.flatMap(({ symbol }) => symbol ?? []);
  return { title: [first.title, ...rest].join(' and '), symbol: symbols.length === 0 ? null : symbols.join(', ') };
}
