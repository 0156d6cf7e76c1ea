import type { ComponentDescription } from '../../shared/domain/component.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { describeField } from '../../shared/figures/configuration.ts';
import { formatPlain } from '../../shared/figures/drawing/format.ts';
import type { FieldValue, RunField } from './field.ts';
import { runFields, starField } from './fields.ts';
import type { ListedRun } from './listed-run.ts';

/** Paths that have a field of their own already. */
const elsewhere = new Set([
  ...['dataset', 'seed', 'gradient', 'learner.id', 'objective.id', 'gradient.id'],
  ...['budget.maliciousShare', 'budget.fillerSize', 'learner.config.rank'],
]);

/** Parts of a configuration that have settings of their own. */
const kinds = ['learner', 'objective', 'gradient', 'attack', 'budget'] as const;

/**
 * Dotted paths of the settings that the runs have and that no field of {@link runFields} shows, such as
 * `attack.config.beta`, sorted.
 */
export function parameterPaths(runs: readonly ListedRun[]): string[] {
  return [...parameterExamples(runs).keys()];
}

/** The same paths, each with a configuration that has it. */
export function parameterExamples(runs: readonly ListedRun[]): Map<string, RunConfig> {
  const found = new Map<string, RunConfig>();
  // Thousands of runs share few parts.
  const seen = new Set<unknown>();
  for (const { run } of runs)
    for (const kind of kinds) {
      const part = run.config[kind];
      if (seen.has(part)) continue;
      seen.add(part);
      visit(kind, part, run.config, found);
    }
  return new Map([...found].filter(([path]) => !elsewhere.has(path)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The field of any setting of the configuration, called as its component's schema calls it. */
export function parameterField(path: string, example: RunConfig | undefined, components: readonly ComponentDescription[]): RunField {
  const keys = path.split('.');
  const described = example === undefined ? { title: keys[keys.length - 1], symbol: null } : describeField(path, example, components);
  const title = keys[keys.length - 1] === 'id' ? `${capital(keys[0])} kind` : capital(described.title);
  const name = described.symbol === null ? title : `${title}, ${described.symbol}`;
  return {
    key: path,
    head: described.symbol ?? title,
    name,
    section: 'Configuration',
    title: name,
    width: Math.max(64, 24 + 7 * (described.symbol ?? title).length),
    numeric: typeof at(example, keys) === 'number',
    values: ({ run }) => valuesOf(at(run.config, keys)),
    words: (value) => (typeof value === 'number' ? formatPlain(value) : value),
  };
}

/**
 * The field of a key as addresses have it: one of {@link runFields}, the star, or a dotted path of the
 * configuration; undefined for anything else.
 */
export function fieldOf(key: string, runs: readonly ListedRun[], components: readonly ComponentDescription[]): RunField | undefined {
  const known = [...runFields, starField].find((field) => field.key === key);
  if (known || !/^(learner|objective|gradient|attack|budget)\./.test(key)) return known;
  const keys = key.split('.');
  const example = runs.find(({ run }) => at(run.config, keys) !== undefined);
  return parameterField(key, example?.run.config, components);
}

function visit(path: string, value: unknown, config: RunConfig, found: Map<string, RunConfig>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== null && !found.has(path)) found.set(path, config);
    return;
  }
  for (const key of Object.keys(value)) visit(`${path}.${key}`, (value as Record<string, unknown>)[key], config, found);
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], value);
}

function valuesOf(value: unknown): readonly FieldValue[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number' || typeof value === 'string') return [value];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return [Array.isArray(value) && value.every((one) => typeof one !== 'object') ? value.join(', ') || 'none' : JSON.stringify(value)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
