import { formatPercent } from '../../shared/figures/drawing/format.ts';
import type { Run, RunStatus } from '../../shared/domain/run.ts';

/** A run in a few words, as in "PGA exact, 4 %, seed 3". */
export function runTitle(run: Run): string {
  return `${run.label}, ${formatPercent(run.config.budget.maliciousShare)}, seed ${run.config.seed}`;
}

/** What the objective wants in the paper's weights, as in "1, 0": mu1 (availability), mu2 (integrity). */
export function weights(run: Run): string {
  const { id, config } = run.config.objective;
  if (id === 'availability') return '1, 0';
  if (id === 'integrity') return '0, 1';
  return `${numberOr(config.availability, 0)}, ${numberOr(config.integrity, 0)}`.replaceAll('-', '\u2212');
}

/** A status as a word. */
export function statusWord(status: RunStatus): string {
  return status[0].toUpperCase() + status.slice(1);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
