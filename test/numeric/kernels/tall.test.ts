import { afterAll, describe, expect, it } from 'vitest';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import type { Vector } from '../../../src-main/numeric/kernels/vectors/chunks.ts';
import {
  gramianEigen,
  rotationProjection,
} from '../../../src-main/numeric/kernels/vectors/rotation-projection.ts';
import { addTallProduct, gramianTall } from '../../../src-main/numeric/kernels/vectors/tall.ts';
import { dice } from '../../oracle/dice.ts';
import { fromRowMajor, multiply, solveAll, transpose, type Matrix } from '../../oracle/matrix.ts';
import { buildTeams } from './build-teams.ts';
import { everyRank, testedFactors } from './cases.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

const random = dice(29);
/** Half the distance from 1 to the next float64. */
const unit = 1 / 9_007_199_254_740_992;

/** Rows x padded width, columns from `width` on zero. */
function tall(team: KernelTeam, rows: number, width: number, padded: number): Vector {
  const out = team.memory.float64(rows * padded);
  for (let r = 0; r < rows; r++) for (let c = 0; c < width; c++) out[r * padded + c] = 4 * random.uniform() - 2;
  return out;
}

describe.each(teams)('tall matrices with the %s kernels', (_build, team) => {
  const shapes = [
    [0, 8, 8],
    [1, 8, 8],
    [3, 4, 12],
    [65, 8, 16],
    [1400, 32, 32],
    [150, 40, 40],
    [251, 48, 96],
    [9000, 16, 8],
    ...testedFactors.filter(({ items, kp }) => items * kp * kp < 1e7).map(({ items, kp }) => [items, kp, kp]),
    ...everyRank.filter((k) => k % 8 === 0).map((kp) => [37, kp, kp]),
  ];

  it('have Gram matrices of themselves and of two', () => {
    for (const [rows, p, q] of [...shapes, [20, 16, 512]]) {
      const start = team.memory.mark();
      const a = tall(team, rows, p, p);
      const b = tall(team, rows, q, q);
      for (const [second, width] of [
        [a, p],
        [b, q],
      ] as const) {
        const out = team.memory.float64(p * width + 4).fill(7);
        gramianTall(team, a, p, second, width, rows, out);
        let share = 0;
        for (let i = 0; i < p; i++) {
          for (let j = 0; j < width; j += p > 100 ? 13 : 1) {
            let sum = 0;
            let size = 0;
            for (let r = 0; r < rows; r++) {
              sum += a[r * p + i] * second[r * width + j];
              size += Math.abs(a[r * p + i] * second[r * width + j]);
            }
            share = Math.max(share, Math.abs(out[i * width + j] - sum) - 2 * (rows + 1) * unit * size);
          }
        }
        expect(share, `${rows} x ${p}, ${width}`).toBeLessThanOrEqual(0);
        expect([...out.subarray(p * width)]).toEqual([7, 7, 7, 7]);
      }
      team.memory.release(start);
    }
  });

  it('are multiplied by small ones', () => {
    for (const [rows, p, q] of [...shapes, [5, 512, 512]]) {
      const start = team.memory.mark();
      const a = tall(team, rows, p, p);
      const b = tall(team, p, q, q);
      const z = team.memory.float64(rows * q + 4).fill(7);
      for (let i = 0; i < rows * q; i++) z[i] = 4 * random.uniform() - 2;
      const before = z.slice();
      addTallProduct(team, a, p, b, q, rows, z);
      let share = 0;
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < q; j++) {
          let sum = before[r * q + j];
          let size = Math.abs(sum);
          for (let t = 0; t < p; t++) {
            sum += a[r * p + t] * b[t * q + j];
            size += Math.abs(a[r * p + t] * b[t * q + j]);
          }
          share = Math.max(share, Math.abs(z[r * q + j] - sum) - 2 * (p + 1) * unit * size);
        }
      }
      expect(share, `${rows} x ${p}, ${q}`).toBeLessThanOrEqual(0);
      expect([...z.subarray(rows * q)]).toEqual([7, 7, 7, 7]);
      team.memory.release(start);
    }
    expect(() =>
      addTallProduct(
        team,
        new Float64Array(new SharedArrayBuffer(0)),
        516,
        vector(team, 4),
        512,
        0,
        vector(team, 4),
      ),
    ).toThrow(RangeError);
  });

  it('are projected off the rotations: what is left has a symmetric FᵀZ, what is taken is F times a skew matrix', () => {
    for (const [rows, k] of [[900, 40], ...everyRank.filter((k) => k < 130).map((k) => [20 + 2 * k, k])]) {
      const start = team.memory.mark();
      const kp = 8 * Math.ceil(k / 8);
      const factors = tall(team, rows, k, kp);
      const z = tall(team, rows, k, kp);
      const before = z.slice();
      const project = rotationProjection(team, factors, rows, kp, gramianEigen(team, factors, rows, k, kp));
      project(z);
      const f = unpad(factors, rows, k, kp);
      const size = norm(factors) * norm(before);
      const w = multiply(transpose(f), unpad(z, rows, k, kp));
      let asymmetry = 0;
      for (let r = 0; r < k; r++)
        for (let c = 0; c < r; c++) asymmetry = Math.max(asymmetry, Math.abs(w[r][c] - w[c][r]));
      expect(asymmetry, `rank ${k}`).toBeLessThanOrEqual(1e-13 * size);
      const taken = unpad(
        before.map((value, i) => value - z[i]),
        rows,
        k,
        kp,
      );
      const gram = multiply(transpose(f), f);
      const rightSide = multiply(transpose(f), taken);
      const a = solveAll(gram, rightSide);
      const rebuilt = multiply(f, a);
      let [skewness, missed] = [0, 0];
      for (let r = 0; r < k; r++)
        for (let c = 0; c <= r; c++) skewness = Math.max(skewness, Math.abs(a[r][c] + a[c][r]));
      for (let i = 0; i < rows; i++)
        for (let c = 0; c < k; c++) missed = Math.max(missed, Math.abs(rebuilt[i][c] - taken[i][c]));
      expect(skewness, `rank ${k}`).toBeLessThan(5e-12);
      expect(missed, `rank ${k}`).toBeLessThan(5e-12);
      if (k > 1) expect(norm(before.map((value, i) => value - z[i]))).toBeGreaterThan(1e-3 * norm(before));
      const once = z.slice();
      project(z);
      expect(z.every((value, i) => Math.abs(value - once[i]) < 1e-12)).toBe(true);
      expect(
        z.every((value, i) => i % kp < k || value === 0),
        'padding',
      ).toBe(true);
      team.memory.release(start);
    }
  });

  it('leave directions alone in which the factors are nil', () => {
    const factors = tall(team, 50, 2, 8);
    const z = tall(team, 50, 5, 8);
    rotationProjection(team, factors, 50, 8, gramianEigen(team, factors, 50, 5, 8))(z);
    expect(z.every((value) => Number.isFinite(value))).toBe(true);
    const w = multiply(transpose(unpad(factors, 50, 5, 8)), unpad(z, 50, 5, 8));
    expect(w[1][0]).toBeCloseTo(w[0][1], 11);
    // Between nil and other factors: A has them vanish from FᵀZ as well.
    for (const nil of [2, 3, 4]) for (const c of [0, 1]) expect(w[c][nil]).toBeCloseTo(0, 11);
  });
});

function unpad(values: ArrayLike<number>, rows: number, k: number, kp: number): Matrix {
  return fromRowMajor(values, rows, kp).map((row) => row.slice(0, k));
}

function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at] * values[at];
  return Math.sqrt(squares);
}

function vector(team: KernelTeam, length: number): Vector {
  return tall(team, length, 1, 1);
}
