import { formatCount } from '../../shared/figures/drawing/format.ts';

/**
 * The two parts of what a run says it is at: where it is, as in "iteration 7 of at most 30", and what of a step is under
 * way there, as in "adjoint solve", which may change several times a second; null outside of steps. Counts of iterations
 * have their thousands apart: "iteration 7 of at most 50,000".
 */
export function phaseParts(phase: string): { where: string; part: string | null } {
  const plain = plainPhase(phase);
  const [, where, part] = /^(iteration [^:]*|first profiles): (.+)$/.exec(plain) ?? [];
  return where === undefined ? { where: withThousands(plain), part: null } : { where: withThousands(where), part };
}

/** What something is at without how far its training is from the end, as in "relative gradient 4e+0 of 1e-8". */
export function plainPhase(phase: string): string {
  return phase.replace(/[:,] relative gradient [^,]*/, '');
}

function withThousands(where: string): string {
  return where.startsWith('iteration ') ? where.replace(/\d+/g, (count) => formatCount(Number(count))) : where;
}
