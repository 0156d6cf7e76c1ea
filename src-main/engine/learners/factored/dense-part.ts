import { LabError } from '../../../../shared/domain/errors.ts';
import { factorize, packedLength, solveFactored } from '../../../numeric/cholesky.ts';
import { denseTimesFactors, transposedDenseTimes } from '../../../numeric/kernels/dense/dense.ts';
import type { KernelTeam } from '../../../numeric/kernels/team.ts';
import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { axpy, dot } from '../../../numeric/kernels/vectors/elementwise.ts';
import { addTallProduct, gramianTall } from '../../../numeric/kernels/vectors/tall.ts';
import type { MaliciousBlock } from './factor-model.ts';
import type { ResidentRatings } from './resident-ratings.ts';

/**
 * The part that a dense malicious block X (a rating of every item by every malicious user) plays in the factored
 * system: nothing is looped per rating, K = λ_U I + VᵀV serves all its users, and every product costs two
 * multiplications with X (MATH, "Dense block"). Factors are rows x kp in kernel memory, items in kernel order.
 * X is whole in memory, as a chain's state is: 9 MB for 5 % of MovieLens 1M's users, 1.5 GB for as many of 20M's. Kernels
 * take it in tiles of six users or items, and make nothing else of its size.
 */
export interface DensePart {
  readonly users: number;
  readonly kp: number;
  /** Ũ at the V of the last `solveUsers`. */
  readonly factors: Vector;
  /** X in kernel order, users x items. */
  readonly values: Vector;
  /** Replaces X; users x items in the data set's order. */
  setValues(values: Float64Array): void;
  /** Ũ = X V K⁻¹; returns ½ (|X|² - <X V, Ũ>), the half objective with the ridge of Ũ. */
  solveUsers(itemFactors: Vector, lambdaUsers: number): number;
  /** gradient += V ŨᵀŨ - XᵀŨ. */
  addGradient(itemFactors: Vector, gradient: Vector): void;
  /** ŨᵀŨ, lower triangle by rows, which every item's normal matrix has in addition; in both formats. */
  commonGramian(): { gramian32: Float32Array<SharedArrayBuffer>; gramian64: Vector };
  /** out += x ŨᵀŨ - (Cᵀ K⁻¹ C x): the block's part of the Schur product. */
  addSchurProduct(itemFactors: Vector, x: Vector, out: Vector): void;
  /** out += x ŨᵀŨ: the block's part of the items' normal matrices. */
  addItemProduct(x: Vector, out: Vector): void;
  /** z_Ũ = -K⁻¹ C z_V. */
  backSubstitute(itemFactors: Vector, itemSolution: Vector): Vector;
}

/** Copies a dense block into kernel memory and makes room for its factors. */
export function loadDensePart(
  team: KernelTeam,
  block: Extract<MaliciousBlock, { kind: 'dense' }>,
  ratings: ResidentRatings,
  kp: number,
): DensePart {
  const { users, items } = block;
  const { memory } = team;
  const values = memory.float64(users * items);
  const factors = memory.float64(users * kp);
  const fitted = memory.float64(users * kp);
  const coupled = memory.float64(users * kp);
  const itemScratch = memory.float64(items * kp);
  const square = memory.float64(kp * kp);
  const gramian32 = memory.float32(packedLength(kp));
  const gramian64 = memory.float64(packedLength(kp));
  const cholesky = new Float64Array(packedLength(kp));

  function setValues(next: Float64Array): void {
    for (let i = 0; i < users; i++) {
      const row = i * items;
      for (let position = 0; position < items; position++) values[row + position] = next[row + ratings.itemOrder[position]];
    }
  }

  function solveEachUser(rows: Vector): void {
    for (let i = 0; i < users; i++) solveFactored(cholesky, 0, kp, rows, i * kp);
  }

  function solveUsers(V: Vector, lambdaUsers: number): number {
    gramianTall(team, V, kp, V, kp, items, square);
    let to = 0;
    for (let r = 0; r < kp; r++) for (let c = 0; c <= r; c++) cholesky[to++] = square[r * kp + c] + (r === c ? lambdaUsers : 0);
    factorizeRidge(cholesky, kp);
    denseTimesFactors(team, { dense: values, users, items, factors: V, kp, out: fitted });
    factors.set(fitted);
    solveEachUser(factors);
    return (dot(team, values, values) - dot(team, fitted, factors)) / 2;
  }

  function userGramian(): Vector {
    gramianTall(team, factors, kp, factors, kp, users, square);
    return square;
  }

  function addGradient(V: Vector, gradient: Vector): void {
    addTallProduct(team, V, kp, userGramian(), kp, items, gradient);
    transposedDenseTimes(team, { dense: values, users, items, factors, kp, out: itemScratch });
    axpy(team, -1, itemScratch, gradient);
  }

  function commonGramian() {
    const full = userGramian();
    let to = 0;
    for (let r = 0; r < kp; r++) for (let c = 0; c <= r; c++) gramian64[to++] = full[r * kp + c];
    gramian32.set(gramian64);
    return { gramian32, gramian64 };
  }

  /** C z = Ũ Q - X z with Q = zᵀV + Vᵀz. */
  function couple(V: Vector, z: Vector): Vector {
    denseTimesFactors(team, { dense: values, users, items, factors: z, kp, out: coupled });
    for (let at = 0; at < coupled.length; at++) coupled[at] = -coupled[at];
    addTallProduct(team, factors, kp, symmetrized(z, V, items), kp, users, coupled);
    return coupled;
  }

  /** aᵀb + bᵀa over rows. */
  function symmetrized(a: Vector, b: Vector, rows: number): Vector {
    gramianTall(team, a, kp, b, kp, rows, square);
    for (let r = 0; r < kp; r++) {
      for (let c = 0; c <= r; c++) square[r * kp + c] = square[c * kp + r] = square[r * kp + c] + square[c * kp + r];
    }
    return square;
  }

  function addItemProduct(x: Vector, out: Vector): void {
    addTallProduct(team, x, kp, userGramian(), kp, items, out);
  }

  function addSchurProduct(V: Vector, x: Vector, out: Vector): void {
    const y = couple(V, x);
    solveEachUser(y);
    addItemProduct(x, out);
    // out -= Cᵀ y = V (yᵀŨ + Ũᵀy) - Xᵀ y.
    const p = symmetrized(y, factors, users);
    for (let at = 0; at < p.length; at++) p[at] = -p[at];
    addTallProduct(team, V, kp, p, kp, items, out);
    transposedDenseTimes(team, { dense: values, users, items, factors: y, kp, out: itemScratch });
    axpy(team, 1, itemScratch, out);
  }

  function backSubstitute(V: Vector, z: Vector): Vector {
    const solution = couple(V, z);
    for (let at = 0; at < solution.length; at++) solution[at] = -solution[at];
    solveEachUser(solution);
    return solution;
  }

  setValues(block.values);
  return {
    ...{ users, kp, factors, values, setValues, solveUsers, addGradient, commonGramian },
    ...{ addSchurProduct, addItemProduct, backSubstitute },
  };
}

/** Factors K; λ_U I + VᵀV is positive definite but for rounding. */
function factorizeRidge(cholesky: Float64Array, kp: number): void {
  try {
    factorize(cholesky, 0, kp);
  } catch {
    throw new LabError('failed', 'A normal matrix is not positive definite; a larger ridge helps.');
  }
}
