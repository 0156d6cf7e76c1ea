import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { displayEquation, type Unset } from './math/read.ts';
import { contentWidth, type Slice } from './slice.ts';

const size = 12;
const margin = 5;

/** An equation on a line of its own, in the middle of the page; the reason where it cannot be set. */
export function equationSlices(tex: string): Slice[] | Unset {
  const box = displayEquation(tex, size);
  if ('reason' in box) return box;
  // What is wider than the page is drawn smaller.
  const scale = box.width > contentWidth ? contentWidth / box.width : 1;
  const draw: Slice['draw'] = (page, top) => {
    page.save();
    page.translate((contentWidth - box.width * scale) / 2, top + (box.up + margin) * scale);
    page.scale(scale, scale);
    page.fillStyle = page.strokeStyle = themes.print.text;
    box.draw(page, 0, 0);
    page.restore();
  };
  return [{ height: (box.up + box.down + 2 * margin) * scale, gap: 4, keep: false, head: null, draw }];
}
