import type { KernelTeam } from '../team.ts';
import { cutNumbers, cutRows, sumOfChunks, type Vector } from './chunks.ts';

/** Inner product of two vectors of one length. */
export function dot(team: KernelTeam, a: Vector, b: Vector): number {
  const { chunks, each } = cutNumbers(a.length);
  team.run('vectorDot', chunks, [a.byteOffset, b.byteOffset, a.length, each]);
  return sumOfChunks(team, chunks);
}

/** Euclidean norm of a vector. */
export function norm2(team: KernelTeam, a: Vector): number {
  return Math.sqrt(dot(team, a, a));
}

/**
 * The step of conjugate gradients in one pass: x += α p, r -= α q.
 * @returns r · r afterwards
 */
export function conjugateStep(
  team: KernelTeam,
  alpha: number,
  x: Vector,
  p: Vector,
  r: Vector,
  q: Vector,
): number {
  const { chunks, each } = cutNumbers(x.length);
  const words = [x.byteOffset, p.byteOffset, r.byteOffset, q.byteOffset, x.length, each];
  team.run('conjugateStep', chunks, words, [alpha]);
  return sumOfChunks(team, chunks);
}

/** out = a x + b y; out may be x or y. */
export function scaleAdd(team: KernelTeam, a: number, x: Vector, b: number, y: Vector, out: Vector): void {
  const { chunks, each } = cutNumbers(out.length);
  team.run('scaledSum', chunks, [out.byteOffset, x.byteOffset, y.byteOffset, out.length, each], [a, b]);
}

/** y += a x. */
export function axpy(team: KernelTeam, a: number, x: Vector, y: Vector): void {
  scaleAdd(team, a, x, 1, y, y);
}

/** The next direction of conjugate gradients: p = z + β p. */
export function nextDirection(team: KernelTeam, z: Vector, beta: number, p: Vector): void {
  scaleAdd(team, beta, p, 1, z, p);
}

/** Copies a vector into another of its length; `to.set(from)` is several times slower in shared memory. */
export function copy(team: KernelTeam, from: Vector, to: Vector): void {
  const { chunks, each } = cutNumbers(from.length);
  team.run('copyVector', chunks, [from.byteOffset, to.byteOffset, from.length, each]);
}

/** Copies float64s into as many float32s, rounded to nearest. */
export function demote(team: KernelTeam, from: Vector, to: Float32Array<SharedArrayBuffer>): void {
  const { chunks, each } = cutNumbers(from.length);
  team.run('demote', chunks, [from.byteOffset, to.byteOffset, from.length, each]);
}

/**
 * Row j of `out` becomes [x_j | y_j], rounded to nearest.
 * @param x rows x width
 * @param y rows x width
 * @param out rows x (2 width)
 */
export function interleave32(
  team: KernelTeam,
  x: Vector,
  y: Vector,
  width: number,
  out: Float32Array<SharedArrayBuffer>,
): void {
  pair(team, x, y, width, out, 0);
}

/** {@link interleave32} without rounding. */
export function interleave64(team: KernelTeam, x: Vector, y: Vector, width: number, out: Vector): void {
  pair(team, x, y, width, out, 1);
}

function pair(
  team: KernelTeam,
  x: Vector,
  y: Vector,
  width: number,
  out: Vector | Float32Array<SharedArrayBuffer>,
  wide: 0 | 1,
): void {
  const rows = x.length / width;
  const { chunks, each } = cutRows(rows, width);
  team.run('pairRows', chunks, [x.byteOffset, y.byteOffset, out.byteOffset, rows, each, width, wide]);
}
