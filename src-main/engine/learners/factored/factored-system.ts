import { LabError } from '../../../../shared/domain/errors.ts';
import { solveRows } from '../../../numeric/kernels/cholesky/cholesky.ts';
import { evaluateUsers } from '../../../numeric/kernels/evaluation/evaluate-users.ts';
import { normalEquations } from '../../../numeric/kernels/normal-equations/normal-equations.ts';
import type { KernelTeam } from '../../../numeric/kernels/team.ts';
import type { Vector } from '../../../numeric/kernels/vectors/chunks.ts';
import { demote, dot } from '../../../numeric/kernels/vectors/elementwise.ts';
import { reduceSlots } from '../../../numeric/kernels/vectors/reduce-slots.ts';
import type { DensePart } from './dense-part.ts';
import { paddedRank } from './factor-layout.ts';
import type { Ridge } from './factor-model.ts';
import type { ResidentRatings } from './resident-ratings.ts';
import { systemArrays, type SystemArrays } from './system-arrays.ts';

/** The half objective and its gradient at (U(V), V). */
export interface Standing {
  /** ½ Σ e² + ½ λ_U (|U|² + |Ũ|²) + ½ λ_V |V|². */
  halfObjective: number;
  /** |∇| / |(λ_U U, λ_U Ũ, λ_V V)| of it. */
  relativeGradient: number;
  /** Relative error of U(V) that it was asked for. */
  accuracy: number;
  /** |u - U(V)| / |U(V)| of a float32 solve u; 0 where it was not looked at or not in float32. */
  float32Miss: number;
}

/**
 * The ridge problem of Eq. 2 / Eq. 4 in kernel memory, standing at one V with U = U(V). Normal matrices and their
 * factors are float32, everything else is float64: a float32 solve is repaired by refinement, so that the standing
 * is as exact as is asked for; where float32 does not serve, that V is computed in float64 throughout. What is
 * found at a V depends on the V, the ratings and the accuracy alone, never on where the system stood before.
 */
export interface FactoredSystem {
  readonly team: KernelTeam;
  readonly ratings: ResidentRatings;
  readonly arrays: SystemArrays;
  readonly rank: number;
  readonly ridge: Ridge;
  readonly dense: DensePart | null;
  /**
   * Goes to V (items x kp, in kernel order): U(V), residuals, objective and gradient.
   * @param accuracy relative error of U(V) that is small enough; from {@link unrefined} on, what float32 gives
   * @throws LabError 'failed' where even float64 finds no positive definite normal matrix
   */
  moveTo(itemFactors: Float64Array, accuracy: number): Standing;
  /** Forms and factors the items' normal matrices at the present (U, V); once for each V. */
  prepareItems(): void;
  /** out_j = G_j⁻¹ in_j for every item, with the factors of `prepareItems`; out may be in. */
  solveItemBlocks(input: Vector, out: Vector): void;
  /** Cholesky factors of the users' normal matrices at the present V. */
  userCholesky(): Float32Array<SharedArrayBuffer> | Vector;
  /** e_ij at the present (U, V) in float64. */
  residual64(): Vector;
  /** To be called when malicious ratings were replaced: the system no longer stands anywhere. */
  ratingsChanged(): void;
}

/** An accuracy that a float32 solve is taken to have, without refinement and without a look at what it misses. */
export const unrefined = 1e-4;
/** A float32 solve that misses by more than this is given up for float64. */
const worstMiss = 1e-3;
/** How much more than the whole the worst rows may miss by. */
const unevenness = 10;

/** A system over ratings in kernel memory and, where there is one, a dense malicious block. */
export function createFactoredSystem(
  team: KernelTeam,
  ratings: ResidentRatings,
  dense: DensePart | null,
  rank: number,
  ridge: Ridge,
): FactoredSystem {
  const kp = paddedRank(rank);
  const arrays = systemArrays(team.memory, ratings, kp);
  const { lambdaUsers, lambdaItems } = ridge;
  const { items } = ratings;
  /** Whether the users' and the items' normal matrices at the present V are in float64. */
  let wideUsers = false;
  let wideItems = false;
  let itemsPrepared = false;
  let residualKept = false;
  let float32Miss = 0;
  let denseHalf = 0;
  let stands: Standing | null = null;

  function moveTo(itemFactors: Float64Array, accuracy: number): Standing {
    const there = stands !== null && sameNumbers(itemFactors, arrays.itemFactors);
    if (stands?.accuracy === accuracy && there) return stands;
    // Standing there unrefined, it has what refinement starts from.
    const solved = there && stands?.accuracy === unrefined && !wideUsers;
    stands = null;
    itemsPrepared = false;
    residualKept = false;
    if (!solved) {
      arrays.itemFactors.set(itemFactors);
      denseHalf = dense ? dense.solveUsers(arrays.itemFactors, lambdaUsers) : 0;
      wideUsers = false;
    }
    let sparseHalf = solveUsers(accuracy, solved);
    if (sparseHalf === null) {
      wideUsers = true;
      sparseHalf = solveUsers(accuracy, false);
    }
    if (sparseHalf === null) throw notPositive();
    stands = stand(sparseHalf + denseHalf, accuracy);
    return stands;
  }

  /**
   * U(V) and the slots of the gradient; the half objective of the sparse users, null where the format does not serve.
   * @param solved the unrefined solution is there
   */
  function solveUsers(accuracy: number, solved: boolean): number | null {
    if (!solved && !solveRoughly()) return null;
    float32Miss = 0;
    const start = wideUsers ? arrays.wide().userStart : arrays.userFactors32;
    const half = evaluate(start, accuracy >= unrefined ? 0 : 1, null);
    if (wideUsers || accuracy >= unrefined) return half;
    // Each refinement multiplies what is missed by about as much as the float32 solve missed; by more in some rows.
    const miss = relativeDifference(arrays.userFactors, start);
    float32Miss = miss;
    if (unevenness * miss * miss <= accuracy) return half;
    arrays.slots.fill(0);
    return miss <= worstMiss && unevenness * miss * miss * miss <= accuracy ? evaluate(start, 2, null) : null;
  }

  /** The users' normal equations without refinement; false where a pivot was not positive. */
  function solveRoughly(): boolean {
    const { userBounds: bounds, failures, itemFactors: factors } = arrays;
    const common = { ratings: ratings.byUser, bounds, kp, lambda: lambdaUsers, failures };
    if (wideUsers) {
      const { userCholesky: chol, userStart: out } = arrays.wide();
      return normalEquations(team, { ...common, factors, exactValues: ratings.values64, chol, out }) === 0;
    }
    demote(team, factors, arrays.itemFactors32);
    const { itemFactors32, userCholesky32: chol, userFactors32: out } = arrays;
    return normalEquations(team, { ...common, factors: itemFactors32, chol, out }) === 0;
  }

  /** Refines U from a start and evaluates there; into the slots and the rounded residuals, or into exact residuals alone. */
  function evaluate(start: Float32Array<SharedArrayBuffer> | Vector, refinements: number, residual64: Vector | null): number {
    const { slotBounds: bounds, itemFactors, userFactors, partials } = arrays;
    const [residual32, slots] = residual64 ? [null, null] : [arrays.residual32, arrays.slots];
    evaluateUsers(team, {
      ...{ users: ratings.byUser, exactValues: ratings.values64, bounds, itemFactors, kp, lambdaUsers, start, refinements },
      ...{ cholesky: userCholesky(), userFactors, userFactors32: null, residual32, residual: residual64 },
      ...{ accumulators: slots, halfObjectives: partials },
    });
    return partials.reduce((sum, part) => sum + part, 0);
  }

  function stand(blocksHalf: number, accuracy: number): Standing {
    const { gradient, itemFactors, userFactors, slots, slotCount } = arrays;
    reduceSlots(team, slots, slotCount, gradient, { lambda: lambdaItems, x: itemFactors, reset: true });
    dense?.addGradient(itemFactors, gradient);
    demote(team, userFactors, arrays.userFactors32);
    const itemSquares = dot(team, itemFactors, itemFactors);
    let userSquares = dot(team, userFactors, userFactors);
    if (dense) userSquares += dot(team, dense.factors, dense.factors);
    const scale = lambdaUsers * lambdaUsers * userSquares + lambdaItems * lambdaItems * itemSquares;
    return {
      halfObjective: blocksHalf + (lambdaItems / 2) * itemSquares,
      relativeGradient: scale === 0 ? 0 : Math.sqrt(dot(team, gradient, gradient) / scale),
      ...{ accuracy, float32Miss },
    };
  }

  function prepareItems(): void {
    if (itemsPrepared) return;
    const { itemBounds: bounds, failures, userFactors: factors, userFactors32 } = arrays;
    const common = { ratings: ratings.byItem, bounds, kp, lambda: lambdaItems, failures, withValues: false };
    const gramians = dense?.commonGramian();
    wideItems = wideUsers;
    if (!wideItems) {
      const own = { factors: userFactors32, addend: gramians?.gramian32, chol: arrays.itemCholesky32 };
      wideItems = normalEquations(team, { ...common, ...own }) > 0;
    }
    if (wideItems) {
      const own = { factors, addend: gramians?.gramian64, chol: arrays.wide().itemCholesky };
      if (normalEquations(team, { ...common, ...own }) > 0) throw notPositive();
    }
    itemsPrepared = true;
  }

  function solveItemBlocks(input: Vector, out: Vector): void {
    const chol = wideItems ? arrays.wide().itemCholesky : arrays.itemCholesky32;
    solveRows(team, { chol, rows: items, kp }, arrays.itemBounds, input, out);
  }

  function userCholesky(): Float32Array<SharedArrayBuffer> | Vector {
    return wideUsers ? arrays.wide().userCholesky : arrays.userCholesky32;
  }

  function residual64(): Vector {
    const residual = arrays.residual64();
    if (!residualKept) {
      evaluate(arrays.userFactors, 0, residual);
      residualKept = true;
    }
    return residual;
  }

  return {
    ...{ team, ratings, arrays, rank, ridge, dense, moveTo, prepareItems, solveItemBlocks, userCholesky, residual64 },
    ratingsChanged() {
      stands = null;
    },
  };
}

/** |a - b| / |a|. */
function relativeDifference(a: Float64Array, b: Float32Array | Float64Array): number {
  let difference = 0;
  let size = 0;
  for (let at = 0; at < a.length; at++) {
    const d = a[at] - b[at];
    difference += d * d;
    size += a[at] * a[at];
  }
  return size === 0 ? 0 : Math.sqrt(difference / size);
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function notPositive(): LabError {
  return new LabError('failed', 'A normal matrix is not positive definite; a larger ridge helps.');
}
