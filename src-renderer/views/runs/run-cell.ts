import type { ThemeName } from '../../../shared/figures/drawing/tokens.ts';
import type { ListedRun } from '../../runs-list/listed-run.ts';

/** What a row of the list shows of a run. */
export interface ShownRun {
  listed: ListedRun;
  selected: boolean;
  theme: ThemeName;
  /** Address of the run's page. */
  page: string;
  /** The run's status, of a running one how much of it is done, in words. */
  status: string;
  /** Points of its convergence, see `sparkline`; null while it is not known, and without any. */
  spark: string | null;
}

/** A cell, and how it comes to show a run: it touches only what differs from the run that it showed before. */
export interface RunCell {
  cell: HTMLTableCellElement;
  show(shown: ShownRun): void;
}
