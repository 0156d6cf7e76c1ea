import type { FigureMarks } from '../domain/figure-view.ts';
import { filterToText, type RunFilter } from '../domain/run-filter.ts';
import type { Brush } from './brush.ts';

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w.,:/@%+-][\w.,:/@%+=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What `figure` has to be told to narrow runs down: a flag for each filter. */
export function filterFlags(where: readonly RunFilter[]): string[] {
  return where.map((filter) => `--where ${shellWord(filterToText(filter))}`);
}

/** What `figure` has to be told to draw a figure with these marks. */
export function markFlags({ logarithmic = false, logarithmicY = false, zoom = null, brushes = [], effect = null, pinned = null, baseline = null, hidden = [] }: FigureMarks): string[] {
  const axes = `${logarithmic ? 'x' : ''}${logarithmicY ? 'y' : ''}`;
  return [
    ...(axes === '' ? [] : [`--log ${axes}`]),
    ...(zoom === null ? [] : [`--zoom ${zoom.x.join(':')},${zoom.y.join(':')}`]),
    ...brushes.map((brush) => `--brush ${shellWord(brushToFlag(brush))}`),
    ...(effect === null ? [] : [`--effect ${effect}`]),
    ...(pinned === null ? [] : [`--pin ${pinned}`]),
    ...(baseline === null ? [] : [`--baseline ${shellWord(baseline)}`]),
    ...(hidden.length === 0 ? [] : [`--hide ${shellWord(hidden.join(','))}`]),
  ];
}

function brushToFlag({ key, numbers, words }: Brush): string {
  return `${key}=${[...(numbers === null ? [] : [numbers.join(':')]), ...words].join(',')}`;
}
