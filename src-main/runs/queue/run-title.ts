import type { Run } from '../../../shared/domain/run.ts';

/** Tells the runs of a campaign apart in a few words, as in "PGA exact, 0.5 %, seed 2". */
export function runTitle({ label, config }: Pick<Run, 'label' | 'config'>): string {
  return `${label}, ${Number((100 * config.budget.maliciousShare).toFixed(3))} %, seed ${config.seed}`;
}
