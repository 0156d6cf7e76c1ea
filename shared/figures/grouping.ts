import type { RatingScale, RatingShift } from '../domain/dataset.ts';
import type { RunConfig } from '../domain/run.ts';
import type { FigureInput, FigureRun } from './figure-run.ts';
import type { Axis } from './axis.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { axisValue, shareAxis } from './axis.ts';
import { baselineAttack } from './drawing/attack-style.ts';
import { labelSeries } from './series-labels.ts';

/** Runs of one series at one place of the axis: they differ in seed and targets only. */
export interface Place {
  /** The axis' number, such as a malicious share; null for an attack that has none. */
  x: number | null;
  maliciousShare: number;
  /** m'. */
  users: number;
  /** Finished runs in order of seed, then targets. */
  runs: FigureRun[];
  /** Runs that were asked for here, finished ones included. */
  planned: number;
}

/** One line of a figure: everything but seed, targets and the axis' number is equal in it. */
export interface SeriesGroup {
  /** Stays the same whatever else is shown: `pga-exact-` and a hash of the configuration. */
  id: string;
  attack: string;
  gradient: string | null;
  /** "PGA exact", with what differs from the other series behind it. */
  label: string;
  /** Everything but attack and gradient: series of equal context can be compared pair by pair. */
  context: string;
  config: RunConfig;
  datasetName: string;
  shift: RatingShift;
  scale: RatingScale;
  /** Ascending along the axis. */
  places: Place[];
}

interface Member {
  config: RunConfig;
  label: string;
  datasetName: string;
  maliciousUsers: number;
  shift: RatingShift;
  scale: RatingScale;
  finished: FigureRun | null;
}

/**
 * Sorts runs into series by what differs in their configurations. Order: attacks by
 * label, the baseline last, exact before one-step, then by label; never by the order of the input. Attacks
 * without the axis' number are kept where they share their context with a series that has it.
 * All figures of one input share the answer: it is remembered as long as the input is.
 */
export function groupIntoSeries(input: FigureInput, axis: Axis = shareAxis): readonly SeriesGroup[] {
  const known = remembered.get(input) ?? new Map<Axis, readonly SeriesGroup[]>();
  const groups = known.get(axis) ?? seriesOf(input, axis);
  remembered.set(input, known.set(axis, groups));
  return groups;
}

const remembered = new WeakMap<FigureInput, Map<Axis, readonly SeriesGroup[]>>();

function seriesOf(input: FigureInput, axis: Axis): SeriesGroup[] {
  const bySeries = new Map<string, Map<string, Member>>();
  const keyOfSeries = seriesOnce(axis);
  for (const member of membersOf(input)) {
    const { config } = member;
    const series = keyOfSeries(config);
    const members = bySeries.get(series) ?? new Map<string, Member>();
    const own = `${axisValue(config, axis)} ${replicateKey(config)}`;
    if (!members.get(own)?.finished) members.set(own, member);
    bySeries.set(series, members);
  }
  const all = [...bySeries].map(([key, members]) => groupOf(key, inOrder(members), axis));
  const contexts = new Set(all.filter(hasAxis).map((group) => group.context));
  const groups = all.filter((group) => contexts.has(group.context));
  const labels = labelSeries(groups, axis, input.components);
  return groups.map((group, i) => ({ ...group, label: labels[i] })).sort(compareSeries);
}

/** The objective without what varies between replicates: which targets, and the draw of chosen ones. */
export function objectiveRule({ objective }: RunConfig): RunConfig['objective'] {
  const { targets } = objective.config;
  return { ...objective, config: { ...objective.config, targets: targetRule(targets) } };
}

/**
 * Identity of a replicate within a place: runs of two series with equal identity form a pair. It is the canonical JSON
 * of seed and targets.
 */
export function replicateKey({ seed, objective }: RunConfig): string {
  return `[${canonicalJson(seed)},${targetsText(objective.config.targets ?? null)}]`;
}

/**
 * Ids of the series to which configurations belong along an axis, as {@link SeriesGroup} has them; made once for those
 * that share their parts.
 */
export function seriesIds(axis: Axis): (config: RunConfig) => string {
  const keyOf = seriesOnce(axis);
  const ids = new Map<string, string>();
  return (config) => {
    const key = keyOf(config);
    const id = ids.get(key) ?? idOf(config, key);
    ids.set(key, id);
    return id;
  };
}

/** The place of a series at `x`, or its only one where it has no number on the axis; undefined without either. */
export function placeAt(group: SeriesGroup, x: number | null): Place | undefined {
  return group.places.find((place) => place.x === x) ?? group.places.find((place) => place.x === null);
}

/** The baseline series of equal context, or null; of several the one that shares most attack settings. */
export function baselineOf(group: SeriesGroup, groups: readonly SeriesGroup[]): SeriesGroup | null {
  const shared = (candidate: SeriesGroup): number => {
    const own = group.config.attack.config;
    return Object.entries(candidate.config.attack.config).filter(
      ([key, value]) => key in own && canonicalJson(own[key]) === canonicalJson(value),
    ).length;
  };
  const candidates = groups.filter((one) => one.attack === baselineAttack && one.context === group.context);
  return candidates.reduce<SeriesGroup | null>(
    (best, one) => (best === null || shared(one) > shared(best) ? one : best),
    null,
  );
}

/** Made once for each list or rule, which thousands of runs share. */
const targetTexts = new WeakMap<object, string>();

function targetsText(targets: unknown): string {
  if (typeof targets !== 'object' || targets === null) return canonicalJson(targets);
  const text = targetTexts.get(targets) ?? canonicalJson(targets);
  targetTexts.set(targets, text);
  return text;
}

/** What a configuration's series is known by, made once for runs that differ in their seeds alone and share their other parts, as long as these live. */
function seriesOnce(axis: Axis): (config: RunConfig) => string {
  const known = seriesAlong.get(axis) ?? new WeakMap<object, { config: RunConfig; series: string }>();
  seriesAlong.set(axis, known);
  return (config) => {
    const last = known.get(config.budget);
    if (last && sharesAllButSeed(last.config, config)) return last.series;
    const series = canonicalJson(seriesConfig(config, axis));
    known.set(config.budget, { config, series });
    return series;
  };
}

const seriesAlong = new WeakMap<Axis, WeakMap<object, { config: RunConfig; series: string }>>();

function sharesAllButSeed(a: RunConfig, b: RunConfig): boolean {
  const keys = Object.keys(a) as (keyof RunConfig)[];
  return keys.length === Object.keys(b).length && keys.every((key) => key === 'seed' || a[key] === b[key]);
}

/** By key, so that nothing depends on the order of the input. */
function inOrder(members: Map<string, Member>): Member[] {
  return [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

/** Planned runs and runs; of two with one configuration the finished one counts, else the later. */
function membersOf(input: FigureInput): Member[] {
  const planned = (input.planned ?? []).map((one) => ({ ...one, finished: null }));
  const runs = input.runs.map((one) => {
    const { config, label, datasetName, maliciousUsers, status, metrics } = one.run;
    const finished = status === 'done' && metrics !== null ? one : null;
    return { config, label, datasetName, maliciousUsers, shift: one.shift, scale: one.scale, finished };
  });
  return [...planned, ...runs];
}

function hasAxis({ places }: SeriesGroup): boolean {
  return places.some((place) => place.x !== null);
}

function groupOf(key: string, members: Member[], axis: Axis): SeriesGroup {
  const { config, label, datasetName, shift, scale } = members[0];
  const values = [...new Set(members.map((member) => axisValue(member.config, axis)))].sort(
    (a, b) => (a ?? -Infinity) - (b ?? -Infinity),
  );
  const gradient = config.gradient?.id ?? null;
  return {
    id: idOf(config, key),
    attack: config.attack.id,
    gradient,
    label,
    context: canonicalJson({ ...seriesConfig(config, axis), attack: null, gradient: null }),
    config,
    datasetName,
    shift,
    scale,
    places: values.map((x) =>
      placeOf(
        x,
        members.filter((one) => axisValue(one.config, axis) === x),
      ),
    ),
  };
}

function idOf({ attack, gradient }: RunConfig, key: string): string {
  return [attack.id, gradient?.id ?? null, shortHash(key)].filter((part) => part !== null).join('-');
}

function placeOf(x: number | null, members: Member[]): Place {
  const runs = members.map((member) => member.finished).filter((run) => run !== null);
  runs.sort((a, b) => {
    const [left, right] = [a.run.config, b.run.config];
    return left.seed - right.seed || (replicateKey(left) < replicateKey(right) ? -1 : 1);
  });
  const { config, maliciousUsers } = members[0];
  const { maliciousShare } = config.budget;
  return { x, maliciousShare, users: maliciousUsers, runs, planned: members.length };
}

/** The configuration without what varies inside a series: seed, the axis' number, and which targets. */
function seriesConfig(config: RunConfig, axis: Axis): Record<string, unknown> {
  const isTied = axis.paths.length > 1 && axisValue(config, axis) === null;
  const paths = isTied ? [] : axis.paths;
  const rest = paths.reduce<Record<string, unknown>>((part, path) => omit(part, path.split('.')), { ...config });
  return { ...rest, seed: undefined, objective: objectiveRule({ ...config, ...rest }) };
}

/** Without a member; what has no such part stays as it is. */
function omit(value: Record<string, unknown>, [key, ...rest]: string[]): Record<string, unknown> {
  if (rest.length > 0 && (typeof value[key] !== 'object' || value[key] === null)) return value;
  const member = rest.length === 0 ? undefined : omit(value[key] as Record<string, unknown>, rest);
  return { ...value, [key]: member };
}

/** The rule by which targets are chosen, without its draw; nothing for explicit targets. */
function targetRule(targets: unknown): unknown {
  if (typeof targets !== 'object' || targets === null || !('choose' in targets)) return undefined;
  const { choose } = targets;
  return typeof choose === 'object' ? { ...choose, draw: undefined } : choose;
}

function compareSeries(a: SeriesGroup, b: SeriesGroup): number {
  const baseline = Number(a.attack === baselineAttack) - Number(b.attack === baselineAttack);
  if (baseline !== 0) return baseline;
  if (a.attack !== b.attack) return compareNatural(`${a.label} ${a.attack}`, `${b.label} ${b.attack}`);
  if (a.gradient !== b.gradient) return (a.gradient ?? '') < (b.gradient ?? '') ? -1 : 1;
  return compareNatural(a.label, b.label) || (a.id < b.id ? -1 : 1);
}

/** By text, runs of digits by value, without a locale. */
function compareNatural(a: string, b: string): number {
  const split = (text: string): string[] => text.split(/(\d+(?:\.\d+)?)/);
  const [left, right] = [split(a), split(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    if (i % 2 === 1) return Number(left[i]) - Number(right[i]);
    return left[i] < right[i] ? -1 : 1;
  }
  return left.length - right.length;
}

/** FNV-1a over the text from two starts: 13 base-36 digits at most, enough to tell series apart. */
function shortHash(text: string): string {
  const hash = (start: number): number => {
    let value = start;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
    return value;
  };
  return ((hash(2166136261) & 0x1fffff) * 4294967296 + hash(84696351)).toString(36);
}
