import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { FigureSource } from '../../../shared/contract/figures.ts';

/** How the table under the figures is laid out: a row per attack and place of the axis, or a column per place. */
export type TableLayout = 'long' | 'by-attack';

/** Everything that a view of Compare is, apart from its runs; lives in the address. */
export interface CompareState {
  /** The figure in front; the other one stands beside it. */
  figure: string;
  /** Ids of series that are not drawn. */
  hidden: readonly string[];
  /** Id of the series that differences are taken to; null is the usual baseline. */
  baseline: string | null;
  /** Pinned value of the x axis, a share of the users or β; null while the pointer leads. */
  pin: number | null;
  layout: TableLayout;
  sort: { key: string; direction: 'ascending' | 'descending' };
  logarithmic: boolean;
  bands: boolean;
}

/** What Compare shows when the address says nothing. */
export const plainState: CompareState = {
  figure: 'rmse-by-share',
  hidden: [],
  baseline: null,
  pin: null,
  layout: 'long',
  sort: { key: 'x', direction: 'descending' },
  logarithmic: false,
  bands: true,
};

/** Reads the state off an address; what is missing or cannot be read is as in {@link plainState}. */
export function stateFromQuery(query: LocationQuery): CompareState {
  const text = (name: string) => firstText(query[name]);
  const pin = Number(text('pin') || NaN);
  const [key, direction] = text('sort').split('.');
  return {
    figure: text('figure') || plainState.figure,
    hidden: list(text('hide')),
    baseline: text('baseline') || null,
    pin: Number.isFinite(pin) ? pin : null,
    layout: text('table') === 'by-attack' ? 'by-attack' : 'long',
    sort: key ? { key, direction: direction === 'up' ? 'ascending' : 'descending' } : plainState.sort,
    logarithmic: text('axis') === 'log',
    bands: text('bands') !== 'off',
  };
}

/** The state as an address, without what is as in {@link plainState}; `runs` is kept. */
export function queryFromState(state: CompareState, runs: readonly string[]): LocationQueryRaw {
  const { sort } = state;
  const sorted = sort.key !== plainState.sort.key || sort.direction !== plainState.sort.direction;
  const entries: [string, string | null][] = [
    ['runs', runs.join(',') || null],
    ['figure', state.figure === plainState.figure ? null : state.figure],
    ['hide', state.hidden.join(',') || null],
    ['baseline', state.baseline],
    ['pin', state.pin === null ? null : String(state.pin)],
    ['table', state.layout === 'long' ? null : state.layout],
    ['sort', sorted ? `${sort.key}.${sort.direction === 'ascending' ? 'up' : 'down'}` : null],
    ['axis', state.logarithmic ? 'log' : null],
    ['bands', state.bands ? null : 'off'],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/** Which runs are compared: those of the campaign, else the ones that the address lists; null without either. */
export function sourceFromQuery(campaign: string | null, query: LocationQuery): FigureSource | null {
  if (campaign !== null) return { campaign };
  const runs = list(firstText(query['runs']));
  return runs.length > 0 ? { runs } : null;
}

function list(text: string): string[] {
  return [...new Set(text.split(',').filter((part) => part !== ''))];
}

function firstText(value: LocationQuery[string] | undefined): string {
  const single = Array.isArray(value) ? value[0] : value;
  return single ?? '';
}
