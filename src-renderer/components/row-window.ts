/** A stretch of a long list: one row that is made, or rows that only take up room. */
export type Stretch = { row: number } | { from: number; rows: number };

/**
 * Which of `count` rows of equal height are made for a window onto them, in order, with the room of the others.
 * @param top what is scrolled away above, in px, 0 or more
 * @param height of the window, in px
 * @param rowHeight in px
 * @param spare rows made beyond each edge, so that scrolling shows no gap
 * @param kept rows that are made wherever they are: the one with the focus, the head of the group in sight
 */
export function rowWindow(count: number, top: number, height: number, rowHeight: number, spare: number, kept: readonly number[]): Stretch[] {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - spare));
  const end = Math.max(first, Math.min(count, Math.ceil((top + height) / rowHeight) + spare));
  const made = new Set(kept.filter((row) => row >= 0 && row < count));
  for (let row = first; row < end; row++) made.add(row);
  const stretches: Stretch[] = [];
  let next = 0;
  for (const row of [...made].sort((a, b) => a - b)) {
    if (row > next) stretches.push({ from: next, rows: row - next });
    stretches.push({ row });
    next = row + 1;
  }
  if (next < count) stretches.push({ from: next, rows: count - next });
  return stretches;
}

/**
 * How far to scroll so that a row stands whole in the window; `top` where it does already.
 * @param covered px at the top of the window that heads stick over
 */
export function scrollTo(row: number, top: number, height: number, rowHeight: number, covered: number): number {
  const [above, below] = [row * rowHeight - covered, (row + 1) * rowHeight];
  if (above < top) return Math.max(0, above);
  return below > top + height ? below - height : top;
}
