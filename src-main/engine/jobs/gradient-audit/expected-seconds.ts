import type { AuditedForm } from './audited-forms.ts';

/** What was timed in an audit so far, for what is still to come. */
export interface MeasuredSpeed {
  /** Of one retraining for a central difference; null before the first. */
  retrain: number | null;
  sweep: number | null;
  /** Of every gradient, by id of its form. */
  gradients: ReadonlyMap<string, number>;
}

/** Sweeps that a gradient is taken to cost before it was timed: at all, and for a step of automatic differentiation. */
const guessedSweeps = 20;
const guessedSweepsOfStep = 40;
/** Steps of an attack are retrained less exactly than central differences, and some are tried twice. */
const shareOfRetraining = 0.5;
const triesOfStep = 1.5;

/** Expected seconds of a gradient: as timed, else as another form of it with other steps was, else a guess. */
export function gradientSeconds(form: AuditedForm, forms: readonly AuditedForm[], speed: MeasuredSpeed): number | null {
  const own = speed.gradients.get(form.id);
  if (own !== undefined) return own;
  const { steps } = form;
  if (steps === undefined) return speed.sweep === null ? null : guessedSweeps * speed.sweep;
  for (const other of forms) {
    const seconds = other.gradient === form.gradient ? speed.gradients.get(other.id) : undefined;
    if (seconds !== undefined && other.steps !== undefined) return (seconds / other.steps) * steps;
  }
  return speed.sweep === null ? null : guessedSweepsOfStep * steps * speed.sweep;
}

/** Expected seconds of an attack of so many steps with a gradient that takes `gradient` seconds. */
export function attackSeconds(iterations: number, gradient: number | null, { retrain }: MeasuredSpeed): number | null {
  if (gradient === null || retrain === null) return null;
  return iterations * (gradient + triesOfStep * shareOfRetraining * retrain) + retrain;
}
