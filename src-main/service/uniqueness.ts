import { LabError } from '../../shared/domain/errors.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import type { FigureSource } from '../../shared/contract/figures.ts';
import { groupIntoSeries } from '../../shared/figures/grouping.ts';
import type { ServiceContext } from './context.ts';
import { figureInput, sourceRuns } from './figure-source.ts';
import { estimateUniqueness, trainingsOf } from './uniqueness-estimate.ts';
import { demandWanted } from './watched-checks.ts';

/** Starts that MATH's check compares. */
const usualStarts = 3;

/**
 * The uniqueness check of a run: the stored one where it compared as many starts or more, else made now and stored.
 * It costs twice as many trainings as there are starts.
 * @throws LabError 'bad-input' for a run that is not done; 'not-found' for one that is not there; 'conflict' while it
 *   is checked already; 'cancelled' within one sweep
 */
export async function checkUniqueness(
  context: ServiceContext,
  run: string,
  { starts = usualStarts, jobId }: { starts?: number; jobId?: string } = {},
): Promise<{ run: string; cached: boolean; check: Uniqueness }> {
  const { store, engine, cleanModels, checks } = context;
  const { run: found } = store.runs.details(run);
  const stored = store.uniqueness.get(found.key);
  if (stored !== null && stored.starts >= starts) return { run: found.run, cached: true, check: stored };
  const profiles = found.status === 'done' ? store.runs.profiles(found.key) : null;
  if (profiles === null) {
    const message = `Run ${found.run} is ${found.status}: only the effect of a finished run can be checked.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  const { config } = found;
  return checks.run({ kind: 'uniqueness', subject: found.key, jobId }, async ({ options, before }) => {
    const cleanModel = await cleanModels.get(config.dataset, config.learner, before);
    demandWanted(before.signal);
    const { result, coreSeconds } = await engine.uniqueness({ config, cleanModel, profiles, starts }, options);
    const check = { ...result, coreSeconds };
    if (!store.readOnly) store.uniqueness.put(found.key, check);
    return { run: found.run, cached: false, check };
  });
}

/**
 * Finished runs of a source that a report would have checked: one of each configuration, seed and targets apart,
 * unless one of its runs has a check. Those at the largest share of malicious users first, where effects are largest.
 */
export function runsToCheck(context: ServiceContext, source: FigureSource): string[] {
  const places = groupIntoSeries(figureInput(context, source, 'metrics')).flatMap((group) => group.places);
  const unchecked = places
    .map((place) => ({ ...place, runs: place.runs.filter(({ run }) => run.maliciousUsers > 0) }))
    .filter(({ runs }) => runs.length > 0 && runs.every(({ run }) => context.store.uniqueness.get(run.key) === null));
  return unchecked.sort((a, b) => b.maliciousShare - a.maliciousShare).map(({ runs }) => runs[0].run.key);
}

/** Seconds that checking them takes, one after the other; null where it is not known of one of them. */
export function estimateChecks(context: ServiceContext, keys: readonly string[], starts: number = usualStarts): number | null {
  const seconds = keys.map((key) => estimateUniqueness(context, context.store.runs.details(key).run, starts));
  return seconds.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** What the check of a run costs. @throws LabError 'not-found' for a run that is not there */
export function costOfCheck(context: ServiceContext, run: string, starts: number): { trainings: number; estimateSeconds: number | null } {
  return { trainings: trainingsOf(starts), estimateSeconds: estimateUniqueness(context, context.store.runs.details(run).run, starts) };
}

/** The checks that were made of a source's runs, in its order. */
export function checksOf(context: ServiceContext, source: FigureSource): { run: Run; check: Uniqueness }[] {
  return sourceRuns(context, source).flatMap((run) => {
    const check = context.store.uniqueness.get(run.key);
    return check === null ? [] : [{ run, check }];
  });
}

/**
 * Checks the runs of {@link runsToCheck}; one that a window is checking already is waited for.
 * @throws LabError 'cancelled' where a check is cancelled, whoever began it
 */
export async function checkSource(context: ServiceContext, source: FigureSource): Promise<void> {
  for (const key of runsToCheck(context, source)) {
    await context.checks.underWay('uniqueness', key);
    if (context.store.uniqueness.get(key) === null) await checkUniqueness(context, key);
  }
}
