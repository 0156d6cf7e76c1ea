import { LabError } from '../../../../shared/domain/errors.ts';
import type { MaliciousBlock, TrainingData } from '../../learners/factored/factor-model.ts';
import { maliciousEntryCount } from './rating-entries.ts';

/** Tensors may take this much: the WebAssembly backend can address 2 GiB and leaves gaps. */
const mostBytes = 1.5 * 1_073_741_824;

/** Numbers that differentiating a sweep holds for each entry, and for each entry and column of the factors. */
const perEntry = 27;
const perEntryColumn = 24;
/** The same for each user's and item's factor: those of a sweep, besides one of every step. */
const perFactor = 12;

/**
 * Bytes of float32 tensors that unrolling holds at once, 4 (E (27 + 24 k) + (m + m' + n) (k² + (12 + T) k)): nearly
 * all of it the tape of one sweep over E entries, with k x k inverses and the factors of T steps beside it.
 */
export function requiredBytes(data: TrainingData, block: MaliciousBlock, k: number, steps: number): number {
  const { normal } = data;
  const entries = normal.rowItem.length + maliciousEntryCount(block);
  const malicious = block.kind === 'sparse' ? block.ratings.users : block.users;
  const factors = normal.users + malicious + normal.items;
  return 4 * (entries * (perEntry + perEntryColumn * k) + factors * (k * k + (perFactor + steps) * k));
}

/**
 * Refuses what would not fit.
 * @throws LabError 'bad-input' with the estimate, naming the steps where fewer of them would fit and else the gradient
 */
export function requireRoom(data: TrainingData, block: MaliciousBlock, k: number, steps: number): void {
  const needed = requiredBytes(data, block, k, steps);
  if (needed <= mostBytes) return;
  const fixed = requiredBytes(data, block, k, 0);
  const fitting = Math.floor((mostBytes - fixed) / (requiredBytes(data, block, k, 1) - fixed));
  const size = `Unrolling ${steps} steps takes about ${gibibytes(needed)} GiB here, and ${gibibytes(mostBytes)} can be held`;
  const [path, advice] =
    fitting >= 1
      ? ['gradient.config.steps', `at most ${fitting} steps fit`]
      : ['gradient.id', 'a smaller rank or data set helps, and the exact gradient takes far less'];
  const message = `${size}; ${advice}.`;
  throw new LabError('bad-input', message, [{ path, message }]);
}

function gibibytes(bytes: number): string {
  return (bytes / 1_073_741_824).toFixed(1);
}
