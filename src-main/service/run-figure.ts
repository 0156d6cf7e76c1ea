import { LabError } from '../../shared/domain/errors.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { runFigures } from '../../shared/figures/run/list.ts';
import type { RunFacts, RunFigure, TargetPredictions } from '../../shared/figures/run/run-figure.ts';
import type { ServiceContext } from './context.ts';
import type { DatasetFacts } from './dataset-facts.ts';
import { figureInput } from './figure-source.ts';
import { predictionsOfTarget, requireProfiles } from './predicted-effect.ts';
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
export function runFigureTable(
  context: ServiceContext,
  datasetFacts: (fingerprint: string) => DatasetFacts,
  { run, figure, target }: RunFigureRequest,
): FigureTable {
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
  return definition.table({ ...basic, ...needed(definition, context, found.run, datasetFacts, target) });
}

function needed(
  { needs }: RunFigure,
  context: ServiceContext,
  run: Run,
  datasetFacts: (fingerprint: string) => DatasetFacts,
  target: string | undefined,
): Partial<RunFacts> {
  if (needs === 'series') return {};
  const facts = datasetFacts(run.config.dataset);
  if (needs === 'prediction') return { prediction: predictionOf(context, run, facts, target) };
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

function predictionOf({ store }: ServiceContext, run: Run, facts: DatasetFacts, target: string | undefined): TargetPredictions | null {
  const stored = store.predictedEffects.get(run.key);
  if (stored === null) {
    const message = `The predictions of run ${run.run} were not computed yet. Open its page, and they are.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  if (stored.targets.length === 0) return null;
  const ids = Array.from(stored.targets, (item) => facts.itemIds[item]);
  const at = target === undefined ? 0 : ids.indexOf(target);
  if (at < 0) throw unknownName('target', target ?? '', ids);
  return { item: ids[at], title: facts.titles[stored.targets[at]], ...predictionsOfTarget(stored, at) };
}
