import type { RunProgress } from '../../../shared/domain/queue.ts';
import { plural } from '../../formatting/numbers.ts';
import { phaseParts } from '../../formatting/phases.ts';

/** A line of what is known of a run at work. */
export interface WorkFact {
  label: string;
  value: string;
  title?: string;
}

/**
 * What the last step of an attack took where that is counted, and what it is at: sweeps of the retraining, products of
 * the solve for its gradient, and the phase without the number of the iteration, which stands elsewhere.
 * @param gradient id of the gradient that the attack follows; null for none
 */
export function workFacts(progress: RunProgress | null, gradient: string | null): WorkFact[] {
  const sweeps = progress?.trace.findLast((point) => point.sweeps !== undefined)?.sweeps;
  const products = progress?.trace.findLast((point) => point.products !== undefined)?.products ?? 0;
  return [
    ...(sweeps === undefined ? [] : [{ label: 'Retraining', value: plural(sweeps, 'sweep'), title: 'Of training, after the last step' }]),
    ...(products === 0 || gradient === null ? [] : [solveFact(gradient, products)]),
    { label: 'Phase', value: phaseWords(progress) },
  ];
}

function solveFact(gradient: string, products: number): WorkFact {
  if (gradient === 'unrolled') return { label: 'Unrolled', value: plural(products, 'sweep'), title: 'Differentiated for the last gradient' };
  return { label: 'Adjoint solve', value: plural(products, 'product'), title: 'Hessian products of the last gradient' };
}

function phaseWords(progress: RunProgress | null): string {
  if (progress === null) return 'starting';
  const { where, part } = phaseParts(progress.phase);
  return part ?? (where.startsWith('iteration') ? 'between steps' : where);
}
