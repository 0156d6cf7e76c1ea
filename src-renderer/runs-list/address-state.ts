import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { TableSort } from '../components/table.ts';
import type { Condition } from './conditions.ts';
import { relations } from './conditions.ts';

/** Which groups are folded: none but those named, or all but those named. */
export interface Folds {
  all: boolean;
  except: readonly string[];
}

/** Everything that the list of runs is, apart from its runs; lives in the address, and in saved views. */
export interface RunsState {
  /** Words that runs have to hold. */
  text: string;
  conditions: readonly Condition[];
  sort: TableSort | null;
  /** Keys of the fields that runs are grouped by. */
  group: readonly string[];
  folds: Folds;
  /** Keys of the columns beside the run's own; null while nobody arranged them. */
  columns: readonly string[] | null;
  /** Keys of columns that stay when the table is scrolled sideways. */
  pins: readonly string[];
  /** Whether the columns' rail is open. */
  rail: boolean;
  /** Name of the saved view that this started from. */
  view: string | null;
  /** The runs in the bin instead. */
  bin: boolean;
}

/** What the list shows when the address says nothing. */
export const plainState: RunsState = {
  text: '',
  conditions: [],
  sort: null,
  group: [],
  folds: { all: false, except: [] },
  columns: null,
  pins: [],
  rail: false,
  view: null,
  bin: false,
};

/** Reads the state off an address; what is missing or cannot be read is as in {@link plainState}. */
export function stateFromQuery(query: LocationQuery): RunsState {
  const text = (name: string) => texts(query[name])[0] ?? '';
  const [key, direction] = text('sort').split(/\.(?=[^.]*$)/);
  const [fold, ...except] = parts(text('folds'));
  return {
    text: text('q'),
    conditions: texts(query['where']).flatMap((one) => conditionFrom(one) ?? []),
    sort: key ? { key, direction: direction === 'down' ? 'descending' : 'ascending' } : null,
    group: parts(text('group')),
    folds: { all: fold === 'all', except },
    columns: query['columns'] === undefined ? null : parts(text('columns')),
    pins: parts(text('pins')),
    rail: text('rail') === 'columns',
    view: text('view') || null,
    bin: text('bin') !== '',
  };
}

/** The state as an address, without what is as in {@link plainState}. */
export function queryFromState(state: RunsState): LocationQueryRaw {
  const { sort, folds } = state;
  const folded = folds.all || folds.except.length > 0;
  const entries: [string, string | string[] | null][] = [
    ['view', state.view],
    ['bin', state.bin ? 'yes' : null],
    ['q', state.text || null],
    ['where', state.conditions.length === 0 ? null : state.conditions.map(conditionText)],
    ['sort', sort === null ? null : `${sort.key}.${sort.direction === 'descending' ? 'down' : 'up'}`],
    ['group', joined(state.group) || null],
    ['folds', folded && state.group.length > 0 ? joined([folds.all ? 'all' : 'none', ...folds.except]) : null],
    ['columns', state.columns === null ? null : joined(state.columns)],
    ['pins', joined(state.pins) || null],
    ['rail', state.rail ? 'columns' : null],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/** What a saved view keeps: all but its own name, the bin, and what is open or folded by the way. */
export function keptByView(state: RunsState): RunsState {
  return { ...state, view: null, bin: false, rail: false, folds: plainState.folds };
}

/** Whether two states show the same. */
export function sameView(left: RunsState, right: RunsState): boolean {
  const query = (state: RunsState) => JSON.stringify(queryFromState(keptByView(state)));
  return query(left) === query(right);
}

// A tilde is left alone in addresses and stands in no key; in values it is written by its number.
function joined(texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll('%', '%25').replaceAll('~', '%7E')).join('~');
}

function parts(text: string): string[] {
  return text === '' ? [] : text.split('~').map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function conditionText({ field, relation, values }: Condition): string {
  return joined([field, relation, ...values]);
}

function conditionFrom(text: string): Condition | null {
  const [field, word, ...values] = parts(text);
  const relation = relations.find((known) => known === word);
  return relation === undefined || values.length === 0 ? null : { field, relation, values };
}

function texts(value: LocationQuery[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}
