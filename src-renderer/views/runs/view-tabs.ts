import { parseQuery, stringifyQuery } from 'vue-router';
import type { SavedView } from '../../../shared/contract/views.ts';
import type { RunsState } from '../../runs-list/address-state.ts';
import { keptByView, queryFromState, sameView, stateFromQuery } from '../../runs-list/address-state.ts';
import type { Condition } from '../../runs-list/conditions.ts';
import type { RunField } from '../../runs-list/field.ts';
import { filterRuns } from '../../runs-list/filter.ts';
import type { ListedRun } from '../../runs-list/listed-run.ts';

/** A tab over the list: where it leads and how many runs are there. */
export interface CountedTab {
  label: string;
  /** Parts of the state that following it changes. */
  part: Partial<RunsState>;
  count: number;
}

/** One that stands over the list. */
export interface ViewTab extends CountedTab {
  active: boolean;
}

/** The state of a saved view, as following its tab makes it. */
export function stateOfView({ name, query }: SavedView): RunsState {
  return { ...stateFromQuery(parseQuery(query)), view: name, bin: false };
}

/** What is saved of a state. */
export function queryOfView(state: RunsState): string {
  return stringifyQuery(queryFromState(keptByView(state)));
}

/** Whether the list was changed since its saved view was followed. */
export function isChanged(state: RunsState, views: readonly SavedView[]): boolean {
  const saved = views.find(({ name }) => name === state.view);
  return saved !== undefined && !sameView(state, stateOfView(saved));
}

/**
 * All runs, the saved views, then what is worth a tab where there is any: stars, what runs and waits, failures, and
 * the bin. Counts are of all runs, whatever is filtered.
 */
export function countTabs(views: readonly SavedView[], runs: readonly ListedRun[], binned: number, fieldOf: (key: string) => RunField | undefined): CountedTab[] {
  const plain = { text: '', view: null, bin: false };
  const count = (text: string, conditions: readonly Condition[]) => filterRuns(runs, text, conditions, fieldOf).length;
  const usual = ([label, field, value]: readonly [string, string, string]): CountedTab => {
    const conditions: Condition[] = [{ field, relation: 'is', values: [value] }];
    return { label, part: { ...plain, conditions }, count: count('', conditions) };
  };
  return [
    { label: 'All', part: { ...plain, conditions: [] }, count: runs.length },
    ...views.map((view): CountedTab => {
      const saved = stateOfView(view);
      return { label: view.name, part: saved, count: count(saved.text, saved.conditions) };
    }),
    ...usualTabs.map(usual),
    { label: 'Bin', part: { ...plain, conditions: [], bin: true }, count: binned },
  ];
}

/** Tabs as they stand over a state of the list; those of nothing are left out unless they are shown. */
export function shownTabs(tabs: readonly CountedTab[], state: RunsState): ViewTab[] {
  return tabs
    .map((tab): ViewTab => ({ ...tab, active: isActive(tab, state) }))
    .filter(({ label, part, count, active }) => count > 0 || active || label === 'All' || part.view);
}

const usualTabs = [
  ['Starred', 'starred', 'yes'],
  ['Running', 'status', 'running'],
  ['Queued', 'status', 'queued'],
  ['Failed', 'status', 'failed'],
  ['Cancelled', 'status', 'cancelled'],
] as const;

function isActive({ part }: CountedTab, state: RunsState): boolean {
  if (part.bin || state.bin) return part.bin === state.bin;
  if (part.view || state.view !== null) return part.view === state.view;
  return state.text === '' && JSON.stringify(part.conditions) === JSON.stringify(state.conditions);
}
