import { LabError } from '../../shared/domain/errors.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { runFigures } from '../../shared/figures/run/list.ts';
import type { RunFacts, RunFigure, TargetPredictions } from '../../shared/figures/run/run-figure.ts';
import type { ServiceContext } from './context.ts';
import { figureInput } from './figure-source.ts';
import { predictionsOfTarget, requireProfiles } from './predicted-effect.ts';
import type { RunEffects } from './run-effects.ts';
import { unknownName } from './unknown-name.ts';

/** Which figure of which run is asked for. */
export interface RunFigureRequest {
  run: string;
  figure: string;
  /** Id of one of the run's targets; the first where absent. */
  target?: string;
}

/**
 * The table of a figure of one run.
 * @throws LabError not-found naming the nearest figure or target; bad-input for a run that is not done, or whose
 *   predictions were not computed yet
 */
export async function runFigureTable(context: ServiceContext, effects: RunEffects, { run, figure, target }: RunFigureRequest): Promise<FigureTable> {
  const definition = runFigures.find(({ id }) => id === figure);
  if (definition === undefined) {
    throw unknownName(
      'figure of a run',
      figure,
      runFigures.map(({ id }) => id),
    );
  }
  const [found] = figureInput(context, { runs: [run] }, 'series').runs;
  const { shift, scale, series } = found;
  const basic = { run: found.run, series, shift, scale, itemIds: [], targets: [], profiles: null, prediction: null };
  return definition.table({ ...basic, ...(await needed(definition, context, effects, found.run, target)) });
}

async function needed({ needs }: RunFigure, context: ServiceContext, effects: RunEffects, run: Run, target: string | undefined): Promise<Partial<RunFacts>> {
  if (needs === 'series') return {};
  if (needs === 'prediction') return { prediction: await predictionOf(effects, run, target) };
  const facts = await effects.datasetFacts(run.config.dataset);
  const { users, rowStart, rowItem, rowValue } = requireProfiles(context, run);
  const ratings = Array.from({ length: users }, (_, user) =>
    Array.from({ length: rowStart[user + 1] - rowStart[user] }, (__, place) => {
      const at = rowStart[user] + place;
      return { user, item: rowItem[at], rating: rowValue[at] };
    }),
  ).flat();
  const columns = new Map(facts.itemIds.map((item, column) => [item, column]));
  const targets = (context.store.runs.details(run.key).provenance?.targets ?? []).flatMap((item) => columns.get(item) ?? []);
  return { itemIds: facts.itemIds, targets, profiles: { users, ratings, counts: facts.counts, normal: facts.normal } };
}

async function predictionOf(effects: RunEffects, run: Run, target: string | undefined): Promise<TargetPredictions | null> {
  const known = await effects.known(run);
  if (known === null) {
    const message = `The predictions of run ${run.run} were not computed yet. Open its page, and they are.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  const { targets } = known.summary;
  if (targets.length === 0) return null;
  const ids = targets.map(({ item }) => item);
  const at = target === undefined ? 0 : ids.indexOf(target);
  if (at < 0) throw unknownName('target', target ?? '', ids);
  return { item: ids[at], title: targets[at].title, ...predictionsOfTarget(known.stored, at) };
}
