import type { FigureDrawing } from '../../../shared/figures/drawing/figure-drawing.ts';

/**
 * One legend for all drawings that have more lines than can be labelled at their ends, every line once; null where none
 * has.
 * @param listed series that are listed with their marks over the figures already: where these are all, no legend is needed
 */
export function sharedLegend(drawings: readonly FigureDrawing[], listed: readonly string[]): FigureDrawing | null {
  const above = drawings.filter(({ entryPlace }) => entryPlace === 'above');
  if (above.length === 0) return null;
  const entries = new Map(above.flatMap((drawing) => drawing.entries).map((entry) => [entry.series, entry]));
  if ([...entries.keys()].every((series) => listed.includes(series))) return null;
  return { ...above[0], entries: [...entries.values()] };
}
