import type { ArrangedBlock } from '../../../shared/domain/report-layout.ts';

/** Whether the next figure stands beside this one; `lacks` is why it cannot, null where it can. */
export interface Neighbour {
  beside: boolean;
  lacks: string | null;
}

/** What of that holds for the figure of a block among all blocks of the report. */
export function neighbourOf({ block, within }: ArrangedBlock, blocks: readonly ArrangedBlock[]): Neighbour {
  const at = blocks.findIndex((one) => one.block.id === block.id);
  const hasNext = blocks.slice(at + 1).some((one) => one.kind === 'figure' && one.block.shown);
  const beside = (block.kind === 'part' || block.kind === 'figure') && block.beside === true;
  if (!block.shown) return { beside, lacks: 'It is not in the file.' };
  if (within !== null) return { beside: false, lacks: 'It stands beside the figure before it.' };
  return { beside, lacks: hasNext ? null : 'No figure follows.' };
}
