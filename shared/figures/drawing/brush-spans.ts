import type { FigureTable } from '../../domain/table.ts';
import type { Brush } from '../brush.ts';
import type { FigureDrawing } from './figure-drawing.ts';
import type { ParallelScale } from './parallel-scales.ts';
import { attackAxisKey, axisColumns, noneWord } from '../brush.ts';
import { parallelScale } from './parallel-scales.ts';

/** Half the height of the mark around a word, as a part of the axis. */
const halfWord = 0.025;

/** Where a brush stands on its axis, as parts of the axis from 0 (foot) to 1 (top); what lies beyond an end stands at it. */
export function brushSpans(
  { numbers, words }: Brush,
  scale: Pick<ParallelScale, 'at' | 'ticks'>,
): [number, number][] {
  const marks = scale.ticks.filter(({ label }) => words.includes(label));
  return [
    ...(numbers === null ? [] : [numbers.map((end) => onAxis(scale.at(end))) as [number, number]]),
    ...marks.map(({ at }): [number, number] => [Math.max(0, at - halfWord), Math.min(1, at + halfWord)]),
  ];
}

/** A logarithmic axis has no place for numbers below 0: they lie beyond its foot. */
function onAxis(at: number): number {
  return Number.isNaN(at) ? 0 : Math.min(1, Math.max(0, at));
}

/**
 * What was dragged over on an axis, in the axis' own values.
 * @param axis number of the axis, 0 for that of the attacks
 * @param span ends of the drag, ascending, from 0 (foot) to 1 (top)
 * @returns null where nothing of the axis lies in the span
 */
export function brushAlong(
  table: FigureTable,
  drawing: FigureDrawing,
  axis: number,
  span: readonly [number, number],
): Brush | null {
  const [low, high] = span;
  const { ticks, logarithmic = false } = drawing.axes?.[axis] ?? { ticks: [] };
  const within = ticks.filter(({ at }) => at >= low && at <= high).map(({ label }) => label);
  if (axis === 0) return within.length === 0 ? null : { key: attackAxisKey, numbers: null, words: within };
  const column = axisColumns(table)[axis - 1];
  if (column === undefined) return null;
  const words = column.type === 'text' ? within : within.filter((label) => label === noneWord);
  const numbers = column.type === 'text' ? null : parallelScale(table, column, logarithmic).between(low, high);
  return numbers === null && words.length === 0 ? null : { key: column.key, numbers, words };
}
