import { LabError } from '../../shared/domain/errors.ts';
import type { ItemOrder, ItemShift, RunEffect, TargetEffect } from '../../shared/domain/run-effect.ts';
import type { Run } from '../../shared/domain/run.ts';
import { quantile } from '../../shared/statistics/quantile.ts';
import type { StoredPredictedEffect } from '../store/predicted-effects.ts';
import type { StoredProfiles } from '../store/profiles.ts';
import type { ServiceContext } from './context.ts';
import type { DatasetFacts } from './dataset-facts.ts';
import { estimateUniqueness, trainingsOf } from './uniqueness-estimate.ts';
import { demandWanted } from './watched-checks.ts';

/** Items that a page shows of those that gained and lost most, each. */
const shownItems = 10;

/**
 * The predictions of a finished run's model: stored ones, else the model is retrained on its profiles now, and they are kept.
 * @throws LabError 'bad-input' for a run that is not done; 'conflict' while they are computed already; 'cancelled' within one sweep
 */
export async function computePredictedEffect(context: ServiceContext, run: Run, jobId?: string): Promise<StoredPredictedEffect> {
  const { store, engine, cleanModels, checks } = context;
  const stored = store.predictedEffects.get(run.key);
  if (stored !== null) return stored;
  const profiles = requireProfiles(context, run);
  const { config } = run;
  return checks.run({ kind: 'effect', subject: run.key, jobId }, async ({ options, before }) => {
    const cleanModel = await cleanModels.get(config.dataset, config.learner, before);
    demandWanted(before.signal);
    const { result } = await engine.effect({ config, cleanModel, profiles }, options);
    if (!store.readOnly) store.predictedEffects.put(run.key, result);
    return result;
  });
}

/** About how long that takes, from what trainings on the same data took; null where nothing was measured. */
export function estimatePredictedEffect(context: ServiceContext, run: Run): number | null {
  const seconds = estimateUniqueness(context, run, 2);
  return seconds === null ? null : seconds / trainingsOf(2);
}

/** The malicious block of a finished run. @throws LabError 'bad-input' for one that is not done */
export function requireProfiles({ store }: Pick<ServiceContext, 'store'>, run: Run): StoredProfiles {
  const profiles = run.status === 'done' ? store.runs.profiles(run.key) : null;
  if (profiles !== null) return profiles;
  const message = `Run ${run.run} is ${run.status}: it has profiles and an effect once it is done.`;
  throw new LabError('bad-input', message, [{ message }]);
}

/** The predictions of a run in the terms of its data. */
export function summarizeEffect(run: Run, stored: StoredPredictedEffect, items: readonly ItemShift[], profiles: StoredProfiles, facts: DatasetFacts): RunEffect {
  const byShift = orderItems(items, 'shift', true);
  const { predictionShiftRmse, relativeGradient, targets } = stored;
  return {
    run: run.key,
    users: facts.users,
    items: items.length,
    ...{ predictionShiftRmse, relativeGradient },
    targets: Array.from(targets, (_, at) => targetEffect(stored, at, profiles, facts)),
    gained: byShift.filter(({ shift }) => shift > 0).slice(0, shownItems),
    lost: orderItems(items, 'shift', false).filter(({ shift }) => shift < 0).slice(0, shownItems),
    gainedItems: items.filter(({ shift }) => shift > 0).length,
    lostItems: items.filter(({ shift }) => shift < 0).length,
  };
}

/** Every item before and after, in the order of the data file. */
export function itemShifts({ before, after }: StoredPredictedEffect, profiles: StoredProfiles, facts: DatasetFacts): ItemShift[] {
  const malicious = new Int32Array(before.length);
  for (const item of profiles.rowItem) malicious[item]++;
  return Array.from(before, (mean, item) => ({
    item: facts.itemIds[item],
    title: facts.titles[item],
    ratings: facts.counts[item],
    maliciousRatings: malicious[item],
    before: mean,
    after: after[item],
    shift: after[item] - mean,
  }));
}

/** Items in an order; equal ones by ratings, most first, then as they were given. Items without a title come last. */
export function orderItems(items: readonly ItemShift[], order: ItemOrder, descending: boolean): ItemShift[] {
  const sign = descending ? -1 : 1;
  const compare = (a: ItemShift, b: ItemShift): number => {
    if (order !== 'title') return sign * (a[order] - b[order]);
    if (a.title === null || b.title === null) return Number(a.title === null) - Number(b.title === null);
    return sign * collator.compare(a.title, b.title);
  };
  return [...items].sort((a, b) => compare(a, b) || b.ratings - a.ratings);
}

const collator = new Intl.Collator('en', { numeric: true });

/** The predictions of one target, by its place among the targets. */
export function predictionsOfTarget({ targets, targetBefore, targetAfter }: StoredPredictedEffect, at: number) {
  const users = targetBefore.length / targets.length;
  return {
    before: targetBefore.subarray(at * users, (at + 1) * users),
    after: targetAfter.subarray(at * users, (at + 1) * users),
  };
}

function targetEffect(stored: StoredPredictedEffect, at: number, { rowItem, rowValue }: StoredProfiles, facts: DatasetFacts): TargetEffect {
  const { before, after } = predictionsOfTarget(stored, at);
  const item = stored.targets[at];
  const spread = spreadOf(before);
  const above = (values: Float64Array) => values.reduce((count, value) => count + Number(value > spread.mean), 0);
  const given = rowValue.filter((_, rating) => rowItem[rating] === item);
  return {
    ...{ maliciousRatings: given.length, maliciousMean: given.length === 0 ? null : given.reduce((sum, rating) => sum + rating, 0) / given.length },
    ...{ item: facts.itemIds[item], title: facts.titles[item], ratings: facts.counts[item] },
    ...{ before: spread, after: spreadOf(after), aboveBefore: above(before), aboveAfter: above(after) },
  };
}

function spreadOf(predictions: Float64Array): TargetEffect['before'] {
  const values = Array.from(predictions);
  const at = (share: number) => quantile(values, share) ?? 0;
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, q1: at(0.25), median: at(0.5), q3: at(0.75) };
}
