import type { ReportNode, Words } from '../../../shared/domain/report-document.ts';
import { figureCaption } from '../../../shared/figures/drawing/figure-caption.ts';
import { strong, words } from './words.ts';

/** What stands under a figure: its number, what it is of, and its notes. */
export function captionOf({ table, number, drawing }: ReportNode & { kind: 'figure' }): Words {
  return words`${strong(`Figure ${number}.`)} ${figureCaption(table, drawing)}`;
}
