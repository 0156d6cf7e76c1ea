import { LabError } from '../../../shared/domain/errors.ts';

/**
 * What is wrong when an attack that rates targets is given an objective without any.
 * @param path the field to mend
 */
export function targetsMissing(path: 'objective.id' | 'objective.config.targets'): LabError {
  const message =
    'This attack rates target items, and the objective names none. Choose an objective with targets (integrity or hybrid) and name items, or have them chosen.';
  return new LabError('bad-input', message, [{ path, message }]);
}
