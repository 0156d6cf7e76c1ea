import type { Folds } from './address-state.ts';
import type { RunGroup } from './grouping.ts';
import type { ListedRun } from './listed-run.ts';

/** A row of the list: a run, or the head of a group. */
export interface ListRow {
  /** Key of the run, or what the group is called in addresses; no two rows share one. */
  id: string;
  /** Null for the head of a group. */
  listed: ListedRun | null;
  /** Null where the list is not grouped. */
  group: RunGroup | null;
  folded: boolean;
}

/** Heads of groups, each with its runs under it unless it is folded. */
export function rowsOfGroups(groups: readonly RunGroup[], folds: Folds): ListRow[] {
  const except = new Set(folds.except);
  const rows: ListRow[] = [];
  for (const group of groups) {
    const folded = folds.all !== except.has(group.id);
    rows.push({ id: group.id, listed: null, group, folded });
    if (!folded) for (const listed of group.runs) rows.push({ id: listed.run.key, listed, group, folded: false });
  }
  return rows;
}

/** Made once for each run as it is listed: every key that is typed asks for thousands. */
const rowsAlone = new WeakMap<ListedRun, ListRow>();

/** Runs without heads. */
export function rowsOfRuns(runs: readonly ListedRun[]): ListRow[] {
  return runs.map((listed) => {
    const known = rowsAlone.get(listed);
    if (known !== undefined) return known;
    const row: ListRow = { id: listed.run.key, listed, group: null, folded: false };
    rowsAlone.set(listed, row);
    return row;
  });
}

/** The folds with one group folded or unfolded. */
export function toggleFold(folds: Folds, group: string): Folds {
  const except = folds.except.filter((id) => id !== group);
  return { ...folds, except: except.length < folds.except.length ? except : [...except, group] };
}
