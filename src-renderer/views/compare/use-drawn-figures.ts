import type { ComputedRef, Ref } from 'vue';
import { computed, ref, toRaw } from 'vue';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import { axisOf, shareAxis } from '../../../shared/figures/axis.ts';
import type { Brush } from '../../../shared/figures/brush.ts';
import { withBrush } from '../../../shared/figures/brush.ts';
import type { ChartOptions } from '../../../shared/figures/define-figure.ts';
import { largestShareFirst } from '../../../shared/figures/drawing/convergence-chart.ts';
import { variantsOf } from '../../../shared/figures/drawing/table-lines.ts';
import { findDrawn } from '../../../shared/figures/list.ts';
import { useSettings } from '../../stores/settings.ts';
import { sharedLegend } from './shared-legend.ts';
import { isAboutP } from './table-rows.ts';
import type { CompareAddress } from './use-compare-state.ts';
import type { useReadOut } from './use-read-out.ts';
import { useZoom } from './use-zoom.ts';
import { onOtherAxes, plotWindow } from './zoom.ts';

/** How the figure in front and the one beside it are drawn, and what changes that; all of it is in the address. */
export function useDrawnFigures(address: CompareAddress, read: ReturnType<typeof useReadOut>, highlighted: Ref<string | null>, narrow: Readonly<Ref<boolean>>) {
  const { state } = address;
  const settings = useSettings();
  const { kind, main, beside, place, readings } = read;
  /** Needed users are read off lines by share. */
  const readsEffect = computed(() => kind.value === 'lines' && isMeasured(main.value) && axisOf(main.value) === shareAxis && !isAboutP(main.value));
  const shared = computed<ChartOptions>(() => {
    const { hidden, logarithmic, logarithmicY, bands, baseline } = state.value;
    const pinned = isMeasured(main.value) ? place.value : null;
    return { hidden, pinned, baseline, highlighted: highlighted.value, logarithmic, logarithmicY, bands, legend: false };
  });
  const inFront = computed<ChartOptions>(() => {
    const { zoom, effect, brushes } = state.value;
    return { ...shared.value, zoom, brushes, effect: readsEffect.value ? effect : null };
  });
  const besideIt: ComputedRef<ChartOptions> = computed(() => ({ ...shared.value, zoom: state.value.zoomBeside }));
  const zooms = {
    main: useZoom(address, 'zoom', main, inFront, place),
    beside: useZoom(address, 'zoomBeside', beside, besideIt, place),
  };
  /** The figure that has the focus. */
  const focused = ref<string | null>(null);
  const isBeside = (figure: string | null) => figure !== null && figure === beside.value?.figure;
  const zoomOf = (figure: string | null) => (isBeside(figure) ? zooms.beside : zooms.main);

  function turnAxis(axis: 'x' | 'y') {
    const { logarithmic, logarithmicY, zoom, zoomBeside } = state.value;
    const turned = axis === 'x' ? { logarithmic: !logarithmic } : { logarithmicY: !logarithmicY };
    const kept = (part: typeof zoom, table: typeof main.value, options: ChartOptions) => onOtherAxes(part, table && plotWindow(table, { ...options, ...turned, zoom: null }));
    address.change({ ...turned, zoom: kept(zoom, main.value, inFront.value), zoomBeside: kept(zoomBeside, beside.value, besideIt.value) });
  }

  const drawings = computed(() => {
    const { hidden, baseline, bands } = state.value;
    const drawn = [main.value, beside.value].flatMap((table) => {
      const figure = table === null ? undefined : findDrawn(table.figure);
      return figure === undefined || table === null ? [] : [[table.figure, figure.chart(toRaw(table), settings.theme, { hidden, baseline, bands }).data.drawing] as const];
    });
    return new Map(drawn);
  });
  /** Shades of the marks beside the figures; parallel coordinates have none. */
  const shades = computed((): ReadonlyMap<string, number> => {
    if (main.value === null || kind.value === 'parallel') return new Map();
    return variantsOf(kind.value === 'convergence' ? largestShareFirst(main.value) : main.value);
  });
  /** In a narrow window the read-out over the figures is their legend, where every line has a value. */
  const legend = computed(() => {
    const isReadOut = narrow.value && kind.value === 'lines' && isMeasured(main.value);
    return sharedLegend([...drawings.value.values()], isReadOut ? readings.value.map(({ series }) => series) : []);
  });

  /** What the menu of a figure offers besides its files. */
  function choicesOf(figure: string) {
    const { logarithmic, logarithmicY } = state.value;
    const ofX = { label: 'Logarithmic x axis', hint: 'L', chosen: logarithmic, run: () => turnAxis('x') };
    if (kind.value === 'parallel') return [ofX];
    const zoom = zoomOf(figure);
    return [
      ofX,
      { label: 'Logarithmic y axis', hint: 'Shift L; not for mean ratings', chosen: logarithmicY, run: () => turnAxis('y') },
      { label: 'Zoom in', hint: '+, or drag a rectangle', run: () => zoom.zoom('nearer') },
      { label: 'Zoom out', hint: '−; 0 shows the whole figure', run: () => zoom.zoom('farther') },
    ];
  }

  return {
    readsEffect,
    optionsOf: (figure: string) => (isBeside(figure) ? besideIt.value : inFront.value),
    zoomOf,
    choicesOf,
    legend,
    shades,
    leftOutOf: (figure: string) => drawings.value.get(figure)?.leftOut ?? null,
    turnAxis,
    meet: (figure: string | null) => void (focused.value = figure),
    zoom: (direction: 'nearer' | 'farther' | 'all') => zoomOf(focused.value).zoom(direction),
    pan: (direction: 1 | -1) => zoomOf(focused.value).pan(direction),
    /** What is typed changes often and is no step of the history. */
    keep: (key: string, brush: Brush | null) => address.follow({ brushes: withBrush(state.value.brushes, key, brush), pin: null }),
    brush: (key: string, brush: Brush | null) => address.change({ brushes: withBrush(state.value.brushes, key, brush), pin: null }),
  };
}
