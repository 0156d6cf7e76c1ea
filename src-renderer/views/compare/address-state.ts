import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { Brush } from '../../../shared/figures/brush.ts';
import { brushFromText, brushToText } from '../../../shared/figures/brush.ts';
import { filterFromText, filterToText, type RunFilter } from '../../../shared/domain/run-filter.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import type { Zoom } from '../../../shared/figures/define-figure.ts';

/** How the table under the figures is laid out: a row per attack and place of the axis, or a column per place. */
export type TableLayout = 'long' | 'by-attack';

/** Everything that a view of Compare is, apart from its runs; lives in the address. */
export interface CompareState {
  /** The figure in front; the other one stands beside it. */
  figure: string;
  /** Which of the runs are compared; all of them without any. */
  filters: readonly RunFilter[];
  /** Ids of series that are not drawn. */
  hidden: readonly string[];
  /** Id of the series that differences are taken to; null is the usual baseline. */
  baseline: string | null;
  /** Pinned value of the x axis, a share of the users or β; null while the pointer leads. */
  pin: number | null;
  layout: TableLayout;
  sort: { key: string; direction: 'ascending' | 'descending' };
  logarithmic: boolean;
  logarithmicY: boolean;
  bands: boolean;
  /** The part of the figure in front that is drawn, in the units of its axes; null for all of it. */
  zoom: Zoom | null;
  /** The same of the figure beside it. */
  zoomBeside: Zoom | null;
  /** What is brushed of the axes of parallel coordinates. */
  brushes: readonly Brush[];
  /** The effect for which needed users are read off, in the unit of the figure; null for none. */
  effect: number | null;
}

/** What Compare shows when the address says nothing. */
export const plainState: CompareState = {
  figure: 'rmse-by-share',
  filters: [],
  hidden: [],
  baseline: null,
  pin: null,
  layout: 'long',
  sort: { key: 'x', direction: 'descending' },
  logarithmic: false,
  logarithmicY: false,
  bands: true,
  zoom: null,
  zoomBeside: null,
  brushes: [],
  effect: null,
};

/**
 * Reads the state off an address; what is missing or cannot be read is as in {@link plainState}.
 * @param first the figure that runs are first drawn in
 */
export function stateFromQuery(query: LocationQuery, first = plainState.figure): CompareState {
  const text = (name: string) => firstText(query[name]);
  const [key, direction] = text('sort').split('.');
  return {
    figure: text('figure') || first,
    filters: filtersFrom(query['filter']),
    hidden: list(text('hide')),
    baseline: text('baseline') || null,
    pin: numberFrom(text('pin')),
    layout: text('table') === 'by-attack' ? 'by-attack' : 'long',
    sort: key ? { key, direction: direction === 'up' ? 'ascending' : 'descending' } : plainState.sort,
    logarithmic: ['log', 'log-xy'].includes(text('axis')),
    logarithmicY: ['log-y', 'log-xy'].includes(text('axis')),
    bands: text('bands') !== 'off',
    zoom: zoomFrom(text('zoom')),
    zoomBeside: zoomFrom(text('zoom2')),
    brushes: brushesFrom(query['brush']),
    effect: numberFrom(text('effect')),
  };
}

/** The state as an address, without what is as in {@link plainState}, or is the first figure; `runs` is kept. */
export function queryFromState(state: CompareState, runs: readonly string[], first = plainState.figure): LocationQueryRaw {
  const { sort } = state;
  const sorted = sort.key !== plainState.sort.key || sort.direction !== plainState.sort.direction;
  const entries: [string, string | string[] | null][] = [
    ['runs', runs.join(',') || null],
    ['figure', state.figure === first ? null : state.figure],
    ['filter', state.filters.length === 0 ? null : state.filters.map(filterToText)],
    ['hide', state.hidden.join(',') || null],
    ['baseline', state.baseline],
    ['pin', state.pin === null ? null : String(state.pin)],
    ['table', state.layout === 'long' ? null : state.layout],
    ['sort', sorted ? `${sort.key}.${sort.direction === 'ascending' ? 'up' : 'down'}` : null],
    ['axis', axisWord(state)],
    ['bands', state.bands ? null : 'off'],
    ['zoom', zoomWord(state.zoom)],
    ['zoom2', zoomWord(state.zoomBeside)],
    ['brush', state.brushes.length === 0 ? null : state.brushes.map(brushToText)],
    ['effect', state.effect === null ? null : String(state.effect)],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/**
 * What of a state is kept when another figure comes to the front: a pin where it has the same axis, an effect where it
 * is of the same number, no zoom.
 */
export function stateBeside(state: CompareState, figure: string): Partial<CompareState> {
  const [from, to] = [findFigure(state.figure), findFigure(figure)];
  const about = (id: string): boolean => id.includes('target');
  return {
    figure,
    zoom: null,
    zoomBeside: null,
    pin: from?.x === to?.x ? state.pin : null,
    effect: about(state.figure) === about(figure) ? state.effect : null,
    sort: from?.x === to?.x ? state.sort : plainState.sort,
  };
}

/** Which runs are compared: those of the campaign, else the ones that the address lists, narrowed down by its filters; null without either. */
export function sourceFromQuery(campaign: string | null, query: LocationQuery): FigureSource | null {
  const filters = filtersFrom(query['filter']);
  const narrowed = filters.length === 0 ? {} : { where: filters };
  if (campaign !== null) return { campaign, ...narrowed };
  const runs = list(firstText(query['runs']));
  return runs.length > 0 ? { runs, ...narrowed } : null;
}

/** As the command line has it: `X0:X1,Y0:Y1`. */
function zoomFrom(text: string): Zoom | null {
  const [x, y, ...rest] = text.split(',').map((axis) => axis.split(':').map((end) => (end === '' ? NaN : Number(end))));
  if (y === undefined || rest.length > 0) return null;
  const isRange = (ends: number[]): ends is [number, number] => ends.length === 2 && ends.every(Number.isFinite) && ends[1] > ends[0];
  return isRange(x) && isRange(y) ? { x, y } : null;
}

function zoomWord(zoom: Zoom | null): string | null {
  return zoom === null ? null : `${zoom.x.join(':')},${zoom.y.join(':')}`;
}

function brushesFrom(value: LocationQuery[string] | undefined): Brush[] {
  return allTexts(value).flatMap((text) => brushFromText(text) ?? []);
}

/** Of several of one setting the last counts. */
function filtersFrom(value: LocationQuery[string] | undefined): RunFilter[] {
  const filters = allTexts(value).flatMap((text) => filterFromText(text) ?? []);
  return [...new Map(filters.map((filter) => [filter.path, filter])).values()];
}

function allTexts(value: LocationQuery[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map((text) => text ?? '');
}

function axisWord({ logarithmic, logarithmicY }: CompareState): string | null {
  if (logarithmic) return logarithmicY ? 'log-xy' : 'log';
  return logarithmicY ? 'log-y' : null;
}

function numberFrom(text: string): number | null {
  const value = Number(text || NaN);
  return Number.isFinite(value) ? value : null;
}

function list(text: string): string[] {
  return [...new Set(text.split(',').filter((part) => part !== ''))];
}

function firstText(value: LocationQuery[string] | undefined): string {
  const single = Array.isArray(value) ? value[0] : value;
  return single ?? '';
}
