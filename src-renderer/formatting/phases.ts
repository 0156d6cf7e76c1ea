/**
 * The two parts of what a run says it is at: where it is, as in "iteration 7 of at most 30", and what of a step is under
 * way there, as in "adjoint solve", which may change several times a second; null outside of steps.
 */
export function phaseParts(phase: string): { where: string; part: string | null } {
  const [, where, part] = /^(iteration [^:]*|first profiles): (.+)$/.exec(phase) ?? [];
  return where === undefined ? { where: phase, part: null } : { where, part };
}
