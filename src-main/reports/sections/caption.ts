import type { ReportNode, Words } from '../../../shared/domain/report-document.ts';
import { figureCaption, panelsCaption } from '../../../shared/figures/drawing/figure-caption.ts';
import { strong, words } from './words.ts';

/** What stands under a figure: its number, what it is of, and its notes. */
export function captionOf(node: ReportNode & { kind: 'figure' | 'panels' }): Words {
  return words`${strong(`Figure ${node.number}.`)} ${node.kind === 'panels' ? panelsCaption(node.panels) : figureCaption(node)}`;
}
