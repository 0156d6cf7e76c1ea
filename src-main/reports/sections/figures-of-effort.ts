import { arePurePushes } from '../../../shared/domain/pure-push.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { FigureDefinition } from '../../../shared/figures/define-figure.ts';
import { configsOf, type FigureInput } from '../../../shared/figures/figure-run.ts';
import { rmseByDetectability, targetShiftByDetectability } from '../../../shared/figures/detectability.ts';
import { numberIn } from '../../../shared/figures/drawing/table-lines.ts';
import { parallelCoordinates } from '../../../shared/figures/parallel-coordinates.ts';
import { usersByRmse, usersByTargetMean } from '../../../shared/figures/users-by-effect.ts';

/**
 * What an effect costs: malicious users needed, damage against detectability, and all settings at once. Each is left
 * out where the runs have nothing to draw: a single share, no statistic, fewer than two settings that vary.
 */
export function* figuresOfEffort(input: FigureInput): Generator<{ figure: FigureDefinition; table: FigureTable }, void> {
  const pushes = arePurePushes(configsOf(input));
  const inOrder = (ofRmse: FigureDefinition, ofTargets: FigureDefinition) => (pushes ? [ofTargets, ofRmse] : [ofRmse, ofTargets]);
  for (const figure of inOrder(usersByRmse, usersByTargetMean)) yield* drawn(figure, input, 'needed');
  for (const figure of inOrder(rmseByDetectability, targetShiftByDetectability)) yield* drawn(figure, input, 'mean');
  yield* parallelOf(input);
}

function drawn(
  figure: FigureDefinition,
  input: FigureInput,
  key: string,
): { figure: FigureDefinition; table: FigureTable }[] {
  const table = figure.table(input);
  return table.rows.some((row) => numberIn(row, key) !== null) ? [{ figure, table }] : [];
}

function parallelOf(input: FigureInput): { figure: FigureDefinition; table: FigureTable }[] {
  const table = parallelCoordinates.table(input);
  const metrics = ['rmse', 'targetMean', 'topTen', 'detectability'];
  const settings = table.columns
    .slice(table.columns.findIndex(({ key }) => key === 'n') + 1)
    .filter(({ key }) => !metrics.includes(key));
  return settings.length > 1 && table.rows.length > 1 ? [{ figure: parallelCoordinates, table }] : [];
}
