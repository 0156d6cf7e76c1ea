import { z } from 'zod';
import { budgetSchema } from './campaign.ts';
import { slotSchema } from './component.ts';
import { metricsSchema, runStatuses, type Metrics, type Run } from './run.ts';

type MetricName = keyof Metrics;

const wholeNumbers = z.custom<number[]>((value) => Array.isArray(value) && value.every(Number.isInteger), 'Whole numbers are expected.');
const secondsOrNull = z.custom<(number | null)[]>((value) => Array.isArray(value) && value.every(isFiniteOrNull), 'Numbers or null are expected.');
const metricName = z.enum(Object.keys(metricsSchema.shape) as [MetricName, ...MetricName[]]);

/**
 * The same runs as a list of them, by columns: thousands of runs share few learners, attacks and labels, so each of
 * those is written, and checked, once. Every column has one entry for each run, in the order of the list.
 */
export const runColumnsSchema = z
  .strictObject({
    key: z.array(z.string()),
    /** Characters of the key that are its short prefix. */
    shortKey: wholeNumbers,
    status: shared(z.enum(runStatuses)),
    cached: shared(z.boolean()),
    seconds: secondsOrNull,
    dataset: shared(z.string()),
    learner: shared(slotSchema),
    objective: shared(slotSchema),
    gradient: shared(slotSchema.nullable()),
    attack: shared(slotSchema),
    budget: shared(budgetSchema),
    seed: wholeNumbers,
    /** Which metrics a run has, null without any. */
    measured: shared(z.array(metricName).nullable()),
    /** Of each metric the values of the runs that have it, in the order of the list. */
    metrics: z.partialRecord(metricName, secondsOrNull),
    error: shared(z.string().nullable()),
    datasetName: shared(z.string()),
    label: shared(z.string()),
    maliciousUsers: wholeNumbers,
    finishedAt: shared(z.string().nullable()),
    deletedAt: shared(z.string().nullable()),
  })
  .superRefine((columns, context) => {
    const complaint = complaintAbout(columns);
    if (complaint !== null) context.addIssue({ code: 'custom', message: complaint });
  });
export type RunColumns = z.infer<typeof runColumnsSchema>;

/** Runs as columns, in their order. */
export function packRuns(runs: readonly Run[]): RunColumns {
  return {
    key: runs.map(({ key }) => key),
    shortKey: runs.map(({ run }) => run.length),
    status: share(runs.map(({ status }) => status)),
    cached: share(runs.map(({ cached }) => cached)),
    seconds: runs.map(({ seconds }) => seconds),
    dataset: share(runs.map(({ config }) => config.dataset)),
    learner: share(runs.map(({ config }) => config.learner)),
    objective: share(runs.map(({ config }) => config.objective)),
    gradient: share(runs.map(({ config }) => config.gradient)),
    attack: share(runs.map(({ config }) => config.attack)),
    budget: share(runs.map(({ config }) => config.budget)),
    seed: runs.map(({ config }) => config.seed),
    ...packMetrics(runs),
    error: share(runs.map(({ error }) => error ?? null)),
    datasetName: share(runs.map(({ datasetName }) => datasetName)),
    label: share(runs.map(({ label }) => label)),
    maliciousUsers: runs.map(({ maliciousUsers }) => maliciousUsers),
    finishedAt: share(runs.map(({ finishedAt }) => finishedAt)),
    deletedAt: share(runs.map(({ deletedAt }) => deletedAt)),
  };
}

/** The runs of columns; parts of configurations that are equal are one object, so that they are told apart by identity. */
export function unpackRuns(columns: RunColumns): Run[] {
  const readers = new Map(Object.entries(columns.metrics).map(([name, values]) => [name, { name, values, next: 0 }]));
  const measured = columns.measured.values.map((names) => names?.flatMap((name) => readers.get(name) ?? []) ?? null);
  const metricsOf = (at: number): Metrics | null => {
    const own = measured[columns.measured.of[at]];
    if (own === null) return null;
    const metrics: Record<string, number | null> = {};
    for (const reader of own) metrics[reader.name] = reader.values[reader.next++];
    return metrics as unknown as Metrics;
  };
  return columns.key.map((key, at): Run => {
    const error = valueAt(columns.error, at);
    return {
      run: key.slice(0, columns.shortKey[at]),
      key,
      status: valueAt(columns.status, at),
      cached: valueAt(columns.cached, at),
      seconds: columns.seconds[at],
      config: {
        dataset: valueAt(columns.dataset, at),
        learner: valueAt(columns.learner, at),
        objective: valueAt(columns.objective, at),
        gradient: valueAt(columns.gradient, at),
        attack: valueAt(columns.attack, at),
        budget: valueAt(columns.budget, at),
        seed: columns.seed[at],
      },
      metrics: metricsOf(at),
      ...(error === null ? {} : { error }),
      datasetName: valueAt(columns.datasetName, at),
      label: valueAt(columns.label, at),
      maliciousUsers: columns.maliciousUsers[at],
      finishedAt: valueAt(columns.finishedAt, at),
      deletedAt: valueAt(columns.deletedAt, at),
    };
  });
}

/** A column of few different values: each once, and of each run which. */
interface Shared<T> {
  values: T[];
  /** Place of the run's value among them. */
  of: number[];
}

function shared<T extends z.ZodType>(value: T) {
  return z.strictObject({ values: z.array(value), of: wholeNumbers });
}

function share<T>(entries: readonly T[]): Shared<T> {
  const values: T[] = [];
  const byValue = new Map<T, number>();
  const byText = new Map<string, number>();
  const placeOf = (entry: T): number => {
    const text = typeof entry === 'object' ? JSON.stringify(entry) : `${typeof entry} ${String(entry)}`;
    const place = byText.get(text) ?? values.push(entry) - 1;
    byText.set(text, place);
    byValue.set(entry, place);
    return place;
  };
  return { values, of: entries.map((entry) => byValue.get(entry) ?? placeOf(entry)) };
}

function valueAt<T>({ values, of }: Shared<T>, at: number): T {
  return values[of[at]];
}

function packMetrics(runs: readonly Run[]): Pick<RunColumns, 'measured' | 'metrics'> {
  const metrics: Partial<Record<MetricName, (number | null)[]>> = {};
  const kinds: { names: MetricName[]; columns: (number | null)[][] }[] = [];
  const kindOf = (own: Metrics) => {
    const names = (Object.keys(own) as MetricName[]).filter((name) => own[name] !== undefined);
    const known = kinds.find((kind) => kind.names.length === names.length && kind.names.every((name, at) => name === names[at]));
    if (known !== undefined) return known;
    const kind = { names, columns: names.map((name) => (metrics[name] ??= [])) };
    kinds.push(kind);
    return kind;
  };
  const measured = runs.map(({ metrics: own }): MetricName[] | null => {
    if (own === null) return null;
    const { names, columns } = kindOf(own);
    for (let at = 0; at < names.length; at++) columns[at].push(own[names[at]] ?? null);
    return names;
  });
  return { measured: share(measured), metrics };
}

function isFiniteOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value);
}

/** What is wrong with columns as a whole, or null: lengths, places, and kinds of numbers. */
function complaintAbout(columns: Omit<RunColumns, never>): string | null {
  const runs = columns.key.length;
  const counts = new Map<string, number>();
  for (const place of columns.measured.of) for (const name of columns.measured.values[place] ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [name, column] of Object.entries(columns)) {
    if (name === 'metrics') continue;
    const of = Array.isArray(column) ? column : (column as Shared<unknown>).of;
    if (of.length !== runs) return `${name} has ${of.length} entries for ${runs} runs.`;
    if (Array.isArray(column)) continue;
    const values = (column as Shared<unknown>).values.length;
    if ((of as number[]).some((place) => place < 0 || place >= values)) return `${name} names a value that is not there.`;
  }
  for (const name of metricName.options) {
    const values = columns.metrics[name] ?? [];
    if (values.length !== (counts.get(name) ?? 0)) return `metrics.${name} has ${values.length} entries for ${counts.get(name) ?? 0} runs.`;
    // The schema of a metric tells whole numbers, other numbers and null apart, and nothing else.
    const kinds = [values.find((value) => value !== null), values.find((value) => value === null), values.find((value) => value !== null && !Number.isInteger(value))];
    for (const value of kinds) if (value !== undefined && !metricsSchema.shape[name].safeParse(value).success) return `metrics.${name} must not be ${value}.`;
  }
  return null;
}
