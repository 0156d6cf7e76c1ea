import type { ShallowRef } from 'vue';
import { nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { scrollTo } from './row-window.ts';

/** A list of rows of one height under a head of the same height, in a box of its own that scrolls. */
interface ScrolledRows {
  scroller: Readonly<ShallowRef<HTMLElement | null>>;
  /** Of a row and of the head, in px. */
  rowHeight: number;
  count: () => number;
  /** Makes a row the one that has the focus; its element is then marked `data-focus`. */
  focus: (row: number) => void;
  /** Px that cover a row that has just come into sight from above; default none. */
  covered?: (row: number) => number;
}

/** What of such a list is in sight, and how a row gets the focus wherever it is. */
export function useRowsInSight({ scroller, rowHeight, count, focus, covered = () => 0 }: ScrolledRows) {
  /** What is scrolled away above and what is in sight, in px, and whether the list is scrolled sideways. */
  const size = ref({ top: 0, height: 800, sideways: false });

  function measure() {
    const { scrollTop, clientHeight, scrollLeft } = scroller.value as HTMLElement;
    // A list that is hidden for a while keeps its rows.
    if (clientHeight === 0) return;
    const [height, sideways] = [clientHeight - rowHeight, scrollLeft > 0];
    if (size.value.top === scrollTop && size.value.height === height && size.value.sideways === sideways) return;
    size.value = { top: scrollTop, height, sideways };
  }
  const watcher = new ResizeObserver(measure);
  onMounted(() => watcher.observe(scroller.value as HTMLElement));
  onBeforeUnmount(() => watcher.disconnect());
  // A list at its top stays there however long it is, and asking would make the window lay it out at once.
  watch(count, () => size.value.top > 0 && void nextTick(measure));

  /** Scrolls to a row, out from under messages too, makes it where it is not made, and gives it the keyboard; nothing for one that is not there. */
  async function stand(row: number) {
    if (row < 0 || row >= count()) return;
    focus(row);
    const element = scroller.value as HTMLElement;
    const below = Number.parseFloat(getComputedStyle(element).scrollPaddingBottom) || 0;
    element.scrollTop = scrollTo(row, element.scrollTop, element.clientHeight - rowHeight - below, rowHeight, covered(row));
    measure();
    await nextTick();
    element.querySelector<HTMLElement>('tr[data-focus]')?.focus({ preventScroll: true });
  }

  /** Rows that one page key goes by. */
  const page = () => Math.max(1, Math.floor(size.value.height / rowHeight) - 1);

  return { size, measure, stand: (row: number) => void stand(row), page };
}
