import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { ServiceContext } from './context.ts';

/** Area `reports`. */
export function reportHandlers(_context: ServiceContext): HandlersOf<Contract['reports'], void> {
  return {
    export() {
      throw new LabError('failed', 'pending');
    },
  };
}
