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

/** What the attacker is after in a word; a hybrid with its weights, as in "Hybrid 1, 0.5". */
export function objectiveWord(run: Run): string {
  const { id } = run.config.objective;
  const word = id.charAt(0).toUpperCase() + id.slice(1);
  return id === 'availability' || id === 'integrity' ? word : `${word} ${weights(run)}`;
}

/** What {@link objectiveWord} says, for who reads it first. */
export const objectiveMeaning = 'What the attacker is after: availability spoils all predictions, integrity moves the targets, a hybrid does both by the weights μ1 and μ2';

/** A status as a word. */
export function statusWord(status: RunStatus): string {
  return status[0].toUpperCase() + status.slice(1);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
