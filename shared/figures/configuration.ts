import type { ComponentDescription } from '../domain/component.ts';
import type { RunConfig } from '../domain/run.ts';
import { budgetSchema } from '../domain/campaign.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { formatPercent, formatPlain } from './drawing/format.ts';

const targetsPath = 'objective.config.targets';

/** Made once for each configuration, which nobody changes: figures ask for the same ones by field. */
const flattened = new WeakMap<RunConfig, ReadonlyMap<string, string>>();

/** Every field of a configuration by dotted path (`budget.fillerSize`), lists as one field, as canonical JSON. */
export function flattenConfig(config: RunConfig): ReadonlyMap<string, string> {
  const known = flattened.get(config);
  if (known) return known;
  const fields = new Map<string, string>();
  const visit = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fields.set(path, canonicalJson(value));
      return;
    }
    for (const key of Object.keys(value).sort()) {
      visit(path === '' ? key : `${path}.${key}`, (value as Record<string, unknown>)[key]);
    }
  };
  visit('', config);
  flattened.set(config, fields);
  return fields;
}

/** Paths that do not have one value in all configurations, and those that do, both sorted. */
export function compareConfigs(configs: readonly RunConfig[]): { differing: string[]; same: string[] } {
  const values = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const config of configs) {
    for (const [path, value] of flattenConfig(config)) {
      values.set(path, (values.get(path) ?? new Set()).add(value));
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  const isSame = (path: string): boolean =>
    values.get(path)?.size === 1 && counts.get(path) === configs.length;
  const paths = [...values.keys()].sort();
  return { differing: paths.filter((path) => !isSame(path)), same: paths.filter(isSame) };
}

/**
 * Whether replicates may differ in the field: seed, and which targets. Explicit targets and the draw of chosen
 * ones are replicates; the rule by which they are chosen is not.
 */
export function variesBetweenReplicates(path: string): boolean {
  return ['seed', targetsPath, `${targetsPath}.choose.draw`].includes(path);
}

/** What a field is called: the paper's symbol where it has one, and its title; both from the component's schema. */
export function describeField(
  path: string,
  config: RunConfig,
  components: readonly ComponentDescription[] = [],
): { title: string; symbol: string | null } {
  const [kind, ...rest] = path.split('.');
  if (kind === 'budget') {
    const shape: Record<string, { meta(): { title?: string; symbol?: unknown } | undefined }> =
      budgetSchema.shape;
    const meta = shape[rest[0]]?.meta();
    return {
      title: meta?.title ?? rest.join(' '),
      symbol: typeof meta?.symbol === 'string' ? meta.symbol : null,
    };
  }
  if (path.startsWith(`${targetsPath}.`)) return { title: spaced(rest[rest.length - 1]), symbol: null };
  if (rest[0] === 'config') {
    const slot = config[kind as 'learner' | 'objective' | 'gradient' | 'attack'];
    const component = components.find((one) => one.kind === kind && one.id === slot?.id);
    const property = schemaProperty(component, rest[1]);
    const within = rest.length > 2 ? ` ${rest.slice(2).join(' ')}` : '';
    return {
      title: (property.title ?? spaced(rest[1])) + within,
      symbol: within === '' ? property.symbol : null,
    };
  }
  return { title: spaced(kind === 'dataset' ? 'data' : kind), symbol: null };
}

/** A title as inside a sentence. */
export function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** A field with its symbol behind it, as in "Filler size, B"; the title alone where it has none. */
export function labelField(
  path: string,
  config: RunConfig,
  components: readonly ComponentDescription[] = [],
): string {
  const { title, symbol } = describeField(path, config, components);
  return symbol === null ? title : `${title}, ${symbol}`;
}

/** A field and its value in a label: `λ = 5`, `targets included`, `targets not included`, `schedule paper`. */
export function describeValue(
  path: string,
  config: RunConfig,
  components: readonly ComponentDescription[] = [],
): string {
  const text = flattenConfig(config).get(path);
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  const { title, symbol } = describeField(path, config, components);
  const [kind, last] = [path.split('.')[0], path.split('.').at(-1)];
  if (last === 'id') return componentLabel(kind, String(value), components);
  const lower = lowered(title);
  if (typeof value === 'boolean') return switched(lower, value);
  const shown =
    path === 'budget.maliciousShare' ? formatPercent(Number(value)) : typeof value === 'number' ? formatPlain(value) : typeof value === 'string' ? value : (text ?? 'none');
  return symbol === null ? `${lower} ${shown}` : `${symbol} = ${shown}`;
}

/** Paths of one slot's settings in the order of its component's schema; without the catalogue by name. */
export function inSchemaOrder(
  paths: readonly string[],
  config: RunConfig,
  components: readonly ComponentDescription[] = [],
): string[] {
  const place = (path: string): number => {
    const [kind, , name] = path.split('.');
    const slot = config[kind as 'learner' | 'objective' | 'gradient' | 'attack'];
    const properties = components.find((one) => one.kind === kind && one.id === slot?.id)?.config.properties;
    const index = Object.keys(properties ?? {}).indexOf(name);
    return index === -1 ? Infinity : index;
  };
  return [...paths].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return left === right ? (a < b ? -1 : a > b ? 1 : 0) : left - right;
  });
}

/** The short name of a component, its id where the catalogue is not at hand. */
export function componentLabel(
  kind: string,
  id: string,
  components: readonly ComponentDescription[] = [],
): string {
  return components.find((one) => one.kind === kind && one.id === id)?.label ?? id;
}

function schemaProperty(
  component: ComponentDescription | undefined,
  name: string,
): { title: string | null; symbol: string | null } {
  const properties = component?.config.properties;
  if (typeof properties !== 'object' || properties === null) return { title: null, symbol: null };
  const property = (properties as Record<string, unknown>)[name];
  if (typeof property !== 'object' || property === null) return { title: null, symbol: null };
  const { title, symbol } = property as { title?: unknown; symbol?: unknown };
  return {
    title: typeof title === 'string' ? title : null,
    symbol: typeof symbol === 'string' ? symbol.replaceAll('_', '') : null,
  };
}

/** `include targets` as a participle; another switch as its name, with "no" behind it where it is off. */
function switched(title: string, on: boolean): string {
  const included = /^include (.+)$/.exec(title)?.[1];
  if (included !== undefined) return `${included} ${on ? '' : 'not '}included`;
  return on ? title : `${title}: no`;
}

function spaced(name: string): string {
  return name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}
