import type { Words } from '../../../shared/domain/report-document.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { strong, words } from './words.ts';

/** What stands under a figure: its number, what it is of, and its notes. */
export function captionOf({ subtitle, notes }: FigureTable, number: number): Words {
  return words`${strong(`Figure ${number}.`)} ${[subtitle, ...notes].join(' ')}`;
}
