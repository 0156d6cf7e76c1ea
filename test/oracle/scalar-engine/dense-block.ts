import { factorize, packedLength, solveFactored } from '../../../src-main/numeric/cholesky.ts';
import { addProduct, addTransposedProduct, gramian, packLower } from '../../../src-main/numeric/dense-matrix.ts';
import type { BlockModel, FactorBlock } from './factor-block.ts';

/**
 * A block X of users who rate every item. Nothing is looped per rating: K = λ_U I + VᵀV serves all users,
 * and every product costs two multiplications with X, O(users items k).
 * @param X users x items, row major, shifted units
 */
export function denseBlock(X: Float64Array, users: number, items: number, k: number, lambdaUsers: number): FactorBlock {
  const cholesky = new Float64Array(packedLength(k));
  const userGram = new Float64Array(packedLength(k));
  const itemRightHandSide = new Float64Array(items * k);
  let squares = 0;
  for (const value of X) squares += value * value;

  function solveEachUser(rows: Float64Array): void {
    for (let i = 0; i < users; i++) solveFactored(cholesky, 0, k, rows, i * k);
  }

  /** Loss at the minimizing Ũ: ½ (|X|² - <X V, Ũ>), MATH's identity with the ridge included. */
  function solveUsers(V: Float64Array, U: Float64Array): number {
    packLower(gramian(V, items, k), k, cholesky);
    for (let c = 0; c < k; c++) cholesky[(c * (c + 3)) / 2] += lambdaUsers;
    factorize(cholesky, 0, k);
    const xv = new Float64Array(users * k);
    addProduct(X, V, users, items, k, xv);
    U.set(xv);
    solveEachUser(U);
    let fitted = 0;
    for (let i = 0; i < xv.length; i++) fitted += xv[i] * U[i];
    return (squares - fitted) / 2;
  }

  function prepareItems(U: Float64Array): void {
    packLower(gramian(U, users, k), k, userGram);
    itemRightHandSide.fill(0);
    addTransposedProduct(X, U, users, items, k, itemRightHandSide);
  }

  function addToItem(item: number, _: Float64Array, gram: Float64Array, rhs: Float64Array): void {
    for (let at = 0; at < gram.length; at++) gram[at] += userGram[at];
    for (let c = 0; c < k; c++) rhs[c] += itemRightHandSide[item * k + c];
  }

  /** C z = Ũ Q - X Z with Q = ZᵀV + VᵀZ. */
  function coupling({ userFactors: U, itemFactors: V }: BlockModel, z: Float64Array): Float64Array {
    const q = symmetrizedCross(z, V, items, k);
    const t = new Float64Array(users * k);
    addProduct(X, z, users, items, k, t);
    for (let at = 0; at < t.length; at++) t[at] = -t[at];
    addProduct(U, q, users, k, k, t);
    return t;
  }

  /** out -= Cᵀ y, where Cᵀ y = V (yᵀŨ + Ũᵀy) - Xᵀ y. */
  function subtractTransposedCoupling({ userFactors: U, itemFactors: V }: BlockModel, y: Float64Array, out: Float64Array) {
    const p = symmetrizedCross(y, U, users, k);
    for (let at = 0; at < p.length; at++) p[at] = -p[at];
    addProduct(V, p, items, k, k, out);
    addTransposedProduct(X, y, users, items, k, out);
  }

  function addSchurProduct(model: BlockModel, x: Float64Array, out: Float64Array): void {
    const y = coupling(model, x);
    solveEachUser(y);
    addProduct(x, gramian(model.userFactors, users, k), items, k, k, out);
    subtractTransposedCoupling(model, y, out);
  }

  function subtractEliminated(model: BlockModel, b: Float64Array, out: Float64Array): void {
    const y = b.slice();
    solveEachUser(y);
    subtractTransposedCoupling(model, y, out);
  }

  function backSubstitute(model: BlockModel, b: Float64Array | null, z: Float64Array): Float64Array {
    const solution = coupling(model, z);
    for (let at = 0; at < solution.length; at++) solution[at] = (b ? b[at] : 0) - solution[at];
    solveEachUser(solution);
    return solution;
  }

  return { users, solveUsers, prepareItems, addToItem, addSchurProduct, subtractEliminated, backSubstitute };
}

function symmetrizedCross(a: Float64Array, b: Float64Array, rows: number, k: number): Float64Array {
  const cross = new Float64Array(k * k);
  addTransposedProduct(a, b, rows, k, k, cross);
  const sum = new Float64Array(k * k);
  for (let r = 0; r < k; r++) for (let c = 0; c < k; c++) sum[r * k + c] = cross[r * k + c] + cross[c * k + r];
  return sum;
}
