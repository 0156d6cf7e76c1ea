import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { ChartOptions } from '../../../shared/figures/define-figure.ts';
import { axisOf } from '../../../shared/figures/axis.ts';
import type { CompareAddress } from './use-compare-state.ts';
import { asZoom, panned, plotWindow, zoomedBy } from './zoom.ts';

/** Nearer by this part of the plot, or farther by its inverse. */
const step = 0.6;

/** Zooming of the figure in front, or of the one beside it: each step is in the history of the window. */
export function useZoom(
  address: CompareAddress,
  part: 'zoom' | 'zoomBeside',
  table: ComputedRef<FigureTable | null>,
  options: ComputedRef<ChartOptions>,
  place: ComputedRef<number | null>,
) {
  const whole = computed(() => table.value && plotWindow(table.value, { ...options.value, zoom: null }));
  const now = computed(() => table.value && plotWindow(table.value, options.value));

  function zoom(direction: 'nearer' | 'farther' | 'all') {
    if (whole.value === null || now.value === null || table.value === null) return;
    if (direction === 'all') return all();
    const centre = place.value === null ? null : axisOf(table.value).position(place.value);
    const next = zoomedBy(now.value, whole.value, direction === 'nearer' ? step : 1 / step, centre);
    if (next !== null || address.state.value[part] !== null) address.change({ [part]: next });
  }

  function all() {
    if (address.state.value[part] !== null) address.change({ [part]: null });
  }

  return {
    zoom,
    all,
    pan(direction: 1 | -1) {
      if (whole.value === null || now.value === null || address.state.value[part] === null) return;
      address.follow({ [part]: panned(now.value, whole.value, direction) });
    },
    drag(x: [number, number], y: [number, number]) {
      if (whole.value !== null) address.change({ [part]: asZoom(x, y, whole.value) });
    },
  };
}
