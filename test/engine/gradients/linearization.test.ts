import { describe, expect, it } from 'vitest';
import { linearize } from '../../../src-main/engine/learners/factored/linearization.ts';
import { dice } from '../../oracle/dice.ts';
import { fitUsers, objectiveOf, type Factors } from '../../oracle/factorization.ts';
import { numericalHessian } from '../../oracle/finite-differences.ts';
import { inner, matrix, multiply, solve, transpose, type Matrix } from '../../oracle/matrix.ts';
import { randomFakes, randomTable } from '../../oracle/rating-table.ts';
import { modelOf, trainingData } from '../learners/from-tables.ts';

const k = 2;
const [users, fakes, items] = [4, 2, 5];
const lambda = { users: 0.9, items: 0.6 };
const ridge = { lambdaUsers: lambda.users, lambdaItems: lambda.items };

describe.each(['sparse', 'dense'] as const)('the linearization with a %s block, away from the optimum', (form) => {
  const random = dice(23);
  const blocks = { normal: randomTable(random, users, items, 0.6), fakes: randomFakes(random, fakes, items, form === 'dense' ? items : 3) };
  const V = matrix(items, k, () => random.bell());
  const factors: Factors = { U: fitUsers(blocks.normal, V, lambda.users), fakes: fitUsers(blocks.fakes, V, lambda.users), V };
  const model = modelOf(factors);
  const linear = linearize(trainingData(blocks, form), model, ridge);

  const unpack = (x: Float64Array): Factors => ({
    U: matrix(users, k, (i, c) => x[i * k + c]),
    fakes: matrix(fakes, k, (i, c) => x[(users + i) * k + c]),
    V: matrix(items, k, (j, c) => x[(users + fakes + j) * k + c]),
  });
  const at = Float64Array.from([...factors.U, ...factors.fakes, ...factors.V].flat());
  const hessian = numericalHessian((x) => objectiveOf(blocks, unpack(x), lambda) / 2, at);
  const split = (users + fakes) * k;
  const [UU, UV, VU, VV] = [
    part(hessian, 0, split, 0, split),
    part(hessian, 0, split, split),
    part(hessian, split, undefined, 0, split),
    part(hessian, split, undefined, split),
  ];
  const schur = subtract(VV, multiply(VU, transpose(transpose(UV).map((column) => solve(UU, column)))));

  it('multiplies by the Hessian with the users eliminated', () => {
    for (let trial = 0; trial < 3; trial++) {
      const x = Float64Array.from({ length: items * k }, () => random.bell());
      const product = linear.schurProduct(x);
      schur.forEach((row, c) => expect(product[c]).toBeCloseTo(inner(row, [...x]), 4));
    }
  });

  it('is symmetric', () => {
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: items * k }, () => random.bell()));
    expect(inner([...linear.schurProduct(x)], [...y])).toBeCloseTo(inner([...linear.schurProduct(y)], [...x]), 10);
  });

  it('solves with the blocks of the items', () => {
    const b = Float64Array.from({ length: items * k }, () => random.bell());
    const solved = linear.solveItemBlocks(b);
    for (let j = 0; j < items; j++) {
      const block = part(VV, j * k, j * k + k, j * k, j * k + k);
      solve(block, [...b.subarray(j * k, j * k + k)]).forEach((value, c) => expect(solved[j * k + c]).toBeCloseTo(value, 5));
    }
  });
});

function part(a: Matrix, fromRow: number, toRow?: number, fromColumn = 0, toColumn?: number): Matrix {
  return a.slice(fromRow, toRow).map((row) => row.slice(fromColumn, toColumn));
}

function subtract(a: Matrix, b: Matrix): Matrix {
  return a.map((row, r) => row.map((value, c) => value - b[r][c]));
}
