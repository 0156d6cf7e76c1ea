import { LabError } from '../../../../shared/domain/errors.ts';

/**
 * Ends a computation whose `cancelled` has become true; polled once a sweep and once a Hessian product.
 * @throws LabError 'cancelled'
 */
export function stopIfCancelled(cancelled: () => boolean): void {
  if (cancelled()) throw new LabError('cancelled', 'The computation was cancelled; the last checkpoint is kept.');
}
