import type { FigureMarks } from '../domain/figure-view.ts';
import { filterToText, type RunFilter } from '../domain/run-filter.ts';
import type { Brush } from './brush.ts';

/**
 * A text as one word of a command line: of a POSIX shell, or of those of Windows, which know double quotes only.
 * @param platform as Node names it; POSIX unless `win32`
 */
export function shellWord(text: string, platform = 'linux'): string {
  if (platform === 'win32') return /^[\w.:/\\+=-]+$/.test(text) ? text : `"${text.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => `${slashes}${slashes}${quote && '\\"'}`)}"`;
  return /^[\w.,:/@%+-][\w.,:/@%+=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What `figure` has to be told to narrow runs down, word by word and not quoted: a flag for each filter. */
export function filterFlags(where: readonly RunFilter[]): string[] {
  return where.flatMap((filter) => ['--where', filterToText(filter)]);
}

/** What `figure` has to be told to draw a figure with these marks, word by word and not quoted. */
export function markFlags({ logarithmic = false, logarithmicY = false, zoom = null, brushes = [], effect = null, pinned = null, baseline = null, hidden = [] }: FigureMarks): string[] {
  const axes = `${logarithmic ? 'x' : ''}${logarithmicY ? 'y' : ''}`;
  return [
    ...(axes === '' ? [] : ['--log', axes]),
    ...(zoom === null ? [] : ['--zoom', `${zoom.x.join(':')},${zoom.y.join(':')}`]),
    ...brushes.flatMap((brush) => ['--brush', brushToFlag(brush)]),
    ...(effect === null ? [] : ['--effect', String(effect)]),
    ...(pinned === null ? [] : ['--pin', String(pinned)]),
    ...(baseline === null ? [] : ['--baseline', baseline]),
    ...(hidden.length === 0 ? [] : ['--hide', hidden.join(',')]),
  ];
}

function brushToFlag({ key, numbers, words }: Brush): string {
  return `${key}=${[...(numbers === null ? [] : [numbers.join(':')]), ...words].join(',')}`;
}
