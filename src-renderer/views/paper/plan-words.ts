import type { Client } from '../../../shared/contract/contract.ts';
import { formatCount } from '../../../shared/figures/drawing/format.ts';
import { plural } from '../../formatting/numbers.ts';
import { about } from '../../formatting/time.ts';

/** What reproducing the paper would queue. */
export type PaperPlan = Awaited<ReturnType<Client['claims']['plan']>>;

/** How much there is to compute, and how long it takes; empty while nobody knows. */
export function planInWords(plan: PaperPlan | null): string {
  if (plan === null || plan.runs === 0) return '';
  const left = plan.runs - plan.cached;
  if (left === 0) return `all ${plural(plan.runs, 'run')} stored`;
  const count = plan.cached === 0 ? plural(left, 'run') : `${formatCount(left)} of ${plural(plan.runs, 'run')}`;
  return `${count}, ${about(plan.estimateSeconds)}`;
}
