import type { Sheet, Slice } from './slice.ts';
import { roomOf } from './slice.ts';

/** A slice and where it begins, in pt from the top of its page. */
export interface Placed {
  slice: Slice;
  top: number;
}

/**
 * Slices on pages, from top to bottom. What is to be kept together begins a new page where it does not fit, unless it is
 * taller than a page; a slice with a head has it above on every page that it begins.
 */
export function paginate(slices: readonly Slice[], sheet: Sheet): Placed[][] {
  const room = roomOf(sheet);
  const pages: Placed[][] = [[]];
  let top = sheet.top;
  for (const group of groupsOf(slices)) {
    const height = group.reduce((sum, { gap, height: own }) => sum + gap + own, 0);
    if (top > sheet.top && top + height > sheet.height - sheet.bottom && height < room) begin();
    for (const slice of group) {
      const page = () => pages[pages.length - 1];
      if (page().length > 0 && top + slice.gap + slice.height > sheet.height - sheet.bottom) begin();
      if (page().length === 0 && slice.head) put(slice.head, 0);
      put(slice, page().length === 0 ? 0 : slice.gap);
    }
  }
  return pages;

  function begin(): void {
    pages.push([]);
    top = sheet.top;
  }
  function put(slice: Slice, gap: number): void {
    pages[pages.length - 1].push({ slice, top: top + gap });
    top += gap + slice.height;
  }
}

/** Runs of slices that stand together. */
function groupsOf(slices: readonly Slice[]): Slice[][] {
  const groups: Slice[][] = [];
  let open: Slice[] = [];
  for (const slice of slices) {
    open.push(slice);
    if (slice.keep) continue;
    groups.push(open);
    open = [];
  }
  return open.length > 0 ? [...groups, open] : groups;
}
