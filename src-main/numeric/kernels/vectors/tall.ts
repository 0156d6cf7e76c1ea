import type { KernelTeam } from '../team.ts';
import { cutProduct, type Vector } from './chunks.ts';
import { reduceSlots } from './reduce-slots.ts';

/** Chunks at most, each of which has a p x q sum of its own. */
const mostSums = 16;
/** Rows that make up for adding a chunk's sum to the others, and for copying B. */
const fewestRows = { sum: 256, product: 64 };
/** Numbers of B that fit into a thread's scratch. */
const mostNumbers = 262_144;

/**
 * out = Σ_rows a_r b_rᵀ (aᵀ b) of two tall arrays; of one array with itself, half the work.
 * @param a rows x p
 * @param p columns of a, a multiple of 4, up to 512
 * @param b rows x q; may be a
 * @param q columns of b, a multiple of 4, up to 512
 * @param out p x q, overwritten
 */
export function gramianTall(
  team: KernelTeam,
  a: Vector,
  p: number,
  b: Vector,
  q: number,
  rows: number,
  out: Vector,
): void {
  const { chunks, each } = cutProduct(rows, p * q, fewestRows.sum, mostSums);
  const same = a.byteOffset === b.byteOffset && p === q ? 1 : 0;
  team.memory.temporarily(() => {
    const sums = chunks === 1 ? out : team.memory.float64(chunks * p * q);
    const words = [a.byteOffset, b.byteOffset, rows, each, p, q, sums.byteOffset, same];
    team.run('gramianTall', chunks, words);
    if (chunks > 1) reduceSlots(team, sums, chunks, out.subarray(0, p * q));
  });
}

/**
 * z += a b for a tall a.
 * @param a rows x p
 * @param b p x q, at most 2^18 numbers
 * @param q a multiple of 4
 * @param z rows x q, not a
 * @throws RangeError when b is larger
 */
export function addTallProduct(
  team: KernelTeam,
  a: Vector,
  p: number,
  b: Vector,
  q: number,
  rows: number,
  z: Vector,
): void {
  if (p * q > mostNumbers) throw new RangeError(`a ${p} x ${q} matrix is too large for a tall product`);
  const { chunks, each } = cutProduct(rows, p * q, fewestRows.product);
  team.run('addTallProduct', chunks, [a.byteOffset, b.byteOffset, z.byteOffset, rows, each, p, q]);
}
