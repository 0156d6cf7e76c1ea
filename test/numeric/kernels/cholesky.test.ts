import { afterAll, describe, expect, it } from 'vitest';
import {
  choleskyLength,
  factorRows,
  solveRows,
  type FactoredRows,
} from '../../../src-main/numeric/kernels/cholesky/cholesky.ts';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { dice } from '../../oracle/dice.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { everyRank } from './cases.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

/** Half the distance from 1 to the next number. */
const unit = { 32: 1 / 16_777_216, 64: 1 / 9_007_199_254_740_992 };
type Bits = keyof typeof unit;

interface Systems extends FactoredRows {
  /** Entry (r, c <= r) of a row's matrix, before it was factored, as stored. */
  entry(row: number, r: number, c: number): number;
  /** The same of what stands there now. */
  factor(row: number, r: number, c: number): number;
  bounds: Int32Array<SharedArrayBuffer>;
  failures: Int32Array<SharedArrayBuffer>;
}

/** Grams of `samples` bell-shaped rows of k numbers, and λ on the diagonal, padded to kp with λ. */
function randomSystems(
  team: KernelTeam,
  bits: Bits,
  rows: number,
  k: number,
  lambda: number,
  options: { samples?: number; seed?: number } = {},
): Systems {
  const random = dice(options.seed ?? 17 * k + rows);
  const kp = 8 * Math.ceil(k / 8);
  const packed = (kp * (kp + 1)) / 2;
  const numbers = choleskyLength(rows, kp);
  const chol = bits === 32 ? team.memory.float32(numbers) : team.memory.float64(numbers);
  const at = (row: number, r: number, c: number): number =>
    4 * (Math.floor(row / 4) * packed + (r * (r + 1)) / 2 + c) + (row % 4);
  for (let row = 0; row < 4 * Math.ceil(rows / 4); row++) {
    for (let r = 0; r < kp; r++) chol[at(row, r, r)] = lambda;
    if (row >= rows) continue;
    for (let s = 0; s < (options.samples ?? k + 2); s++) {
      const sample = Array.from({ length: k }, () => random.bell());
      for (let r = 0; r < k; r++) for (let c = 0; c <= r; c++) chol[at(row, r, c)] += sample[r] * sample[c];
    }
  }
  const before = chol.slice();
  const starts = Array.from({ length: Math.ceil(rows / 4) }, (_, group) => 4 * group);
  const bounds = team.memory.int32(starts.length + 1);
  bounds.set([...starts, rows]);
  return {
    ...{ chol, rows, kp, bounds },
    failures: team.memory.int32(starts.length),
    entry: (row, r, c) => before[at(row, r, c)],
    factor: (row, r, c) => chol[at(row, r, c)],
  };
}

/** The triangle L of a row, its diagonal inverted back. */
function triangle({ kp, factor }: Systems, row: number): number[][] {
  return Array.from({ length: kp }, (_, r) =>
    Array.from({ length: r + 1 }, (_, c) => (c === r ? 1 / factor(row, r, r) : factor(row, r, c))),
  );
}

/**
 * Largest |A - L Lᵀ| over its bound: an entry is off by at most (kp + 4) u √(a_rr a_cc), whatever the order of sums
 * (Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3; 3 u more for the inverted diagonal).
 */
function factorError(systems: Systems, bits: Bits): number {
  const { rows, kp, entry } = systems;
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    const l = triangle(systems, row);
    for (let r = 0; r < kp; r++) {
      for (let c = 0; c <= r; c++) {
        let sum = 0;
        for (let t = 0; t <= c; t++) sum += l[r][t] * l[c][t];
        const bound = (kp + 4) * unit[bits] * Math.sqrt(entry(row, r, r) * entry(row, c, c));
        worst = worse(worst, sum - entry(row, r, c), bound);
      }
    }
  }
  return worst;
}

/** Largest |L Lᵀ x - b| over its bound 3 (kp + 4) u |L| |Lᵀ| |x|, in float64. */
function solveError(systems: Systems, x: Float64Array, b: Float64Array): number {
  const { rows, kp } = systems;
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    const l = triangle(systems, row);
    const half = new Float64Array(kp);
    const size = new Float64Array(kp);
    for (let c = 0; c < kp; c++) {
      for (let t = c; t < kp; t++) {
        half[c] += l[t][c] * x[row * kp + t];
        size[c] += Math.abs(l[t][c] * x[row * kp + t]);
      }
    }
    for (let r = 0; r < kp; r++) {
      let sum = 0;
      let bound = 0;
      for (let t = 0; t <= r; t++) {
        sum += l[r][t] * half[t];
        bound += Math.abs(l[r][t]) * size[t];
      }
      worst = worse(worst, sum - b[row * kp + r], 3 * (kp + 4) * unit[64] * bound);
    }
  }
  return worst;
}

/** The larger of `worst` and the share of its bound that an error takes; a NaN is the worst. */
function worse(worst: number, error: number, bound: number): number {
  if (error === 0) return worst;
  const share = Math.abs(error) / bound;
  return share <= worst ? worst : share;
}

function rightSides(team: KernelTeam, { rows, kp }: Systems, k: number): Float64Array<SharedArrayBuffer> {
  const random = dice(5);
  const right = team.memory.float64(rows * kp);
  for (let row = 0; row < rows; row++) for (let r = 0; r < k; r++) right[row * kp + r] = random.bell();
  return right;
}

describe.each(teams)('Cholesky with the %s kernels', (_build, team) => {
  it.each([32, 64] as const)('factors and solves systems of every rank in float%i', (bits) => {
    for (const k of everyRank) {
      const start = team.memory.mark();
      const systems = randomSystems(team, bits, k > 64 ? 2 : 5 + (k % 4), k, 0.5);
      expect(factorRows(team, systems, systems.bounds, systems.failures), `pivots at rank ${k}`).toBe(0);
      expect(factorError(systems, bits), `factors at rank ${k}`).toBeLessThan(1);
      const right = rightSides(team, systems, k);
      const out = team.memory.float64(right.length + 8).fill(7);
      solveRows(team, systems, systems.bounds, right, out);
      expect(solveError(systems, out, right), `solutions at rank ${k}`).toBeLessThan(1);
      expect([...out.subarray(right.length)], 'what stands behind the last row').toEqual(
        new Array(8).fill(7),
      );
      for (let row = 0; row < systems.rows; row++) {
        const padding = out.subarray(row * systems.kp + k, (row + 1) * systems.kp);
        expect(padding.every((value) => value === 0)).toBe(true);
      }
      solveRows(team, systems, systems.bounds, right, right);
      expect(right).toEqual(out.subarray(0, right.length));
      team.memory.release(start);
    }
  });

  it('does so for ridges from the tiny to the huge, and for systems of none, one and 50,000 ratings', () => {
    for (const bits of [32, 64] as const) {
      for (const [lambda, samples, rows] of [
        [1e-20, 40, 6],
        [1e-6, 40, 6],
        [1e12, 40, 6],
        [1e-20, 0, 6],
        [1e20, 0, 6],
        [0.01, 1, 6],
        [1, 50_000, 1],
      ]) {
        const start = team.memory.mark();
        const systems = randomSystems(team, bits, rows, 13, lambda, { samples });
        expect(factorRows(team, systems, systems.bounds, systems.failures)).toBe(0);
        expect(factorError(systems, bits), `ridge ${lambda}, ${samples} ratings, float${bits}`).toBeLessThan(
          1,
        );
        const right = rightSides(team, systems, 13);
        const out = team.memory.float64(right.length);
        solveRows(team, systems, systems.bounds, right, out);
        expect(solveError(systems, out, right)).toBeLessThan(1);
        team.memory.release(start);
      }
    }
  });

  it('leaves systems of missing rows solvable: their factor is that of the ridge alone', () => {
    const systems = randomSystems(team, 32, 5, 8, 4);
    factorRows(team, systems, systems.bounds, systems.failures);
    for (const missing of [5, 6, 7])
      for (let r = 0; r < 8; r++) expect(systems.factor(missing, r, r)).toBe(0.5);
  });

  it.each([32, 64] as const)(
    'counts pivots that are not positive, chunk by chunk, and spreads no NaN (float%i)',
    (bits) => {
      for (const [pivot, bad] of [
        [0, -1],
        [3, 0],
        [6, Number.NaN],
        [7, -1e30],
        [15, 0],
      ]) {
        const start = team.memory.mark();
        const systems = randomSystems(team, bits, 12, 16, 1, { samples: 0 });
        const { chol, kp } = systems;
        const packed = (kp * (kp + 1)) / 2;
        const entry = (pivot * (pivot + 1)) / 2 + pivot;
        chol[4 * (packed + entry) + 1] = bad;
        chol[4 * (packed + entry) + 3] = bad;
        chol[4 * (2 * packed + entry) + 2] = bad;
        expect(factorRows(team, systems, systems.bounds, systems.failures)).toBe(3);
        expect([...systems.failures]).toEqual([0, 2, 1]);
        expect(chol.every((value) => Number.isFinite(value))).toBe(true);
        const right = rightSides(team, systems, 16);
        const out = team.memory.float64(right.length);
        solveRows(team, systems, systems.bounds, right, out);
        expect(out.every((value) => Number.isFinite(value))).toBe(true);
        // The neighbours in the lanes are none the worse.
        expect([...out.subarray(4 * 16, 5 * 16)]).toEqual([...right.subarray(4 * 16, 5 * 16)]);
        team.memory.release(start);
      }
    },
  );

  it('finds float32 wanting where a matrix is singular to its precision, and float64 sufficient', () => {
    const lost = randomSystems(team, 32, 40, 16, 1e-9, { samples: 3 });
    expect(factorRows(team, lost, lost.bounds, lost.failures)).toBeGreaterThan(0);
    expect(lost.chol.some((value) => Number.isNaN(value))).toBe(false);
    const held = randomSystems(team, 64, 40, 16, 1e-9, { samples: 3 });
    expect(factorRows(team, held, held.bounds, held.failures)).toBe(0);
  });
});

it('has the same bits with any number of threads', async () => {
  await withAllThreads((team) =>
    ([32, 64] as const).map((bits) =>
      team.memory.temporarily(() => {
        const systems = randomSystems(team, bits, 203, 24, 0.1, { samples: 3 });
        const right = rightSides(team, systems, 24);
        factorRows(team, systems, systems.bounds, systems.failures);
        solveRows(team, systems, systems.bounds, right, right);
        return [systems.chol.join(), right.join()];
      }),
    ),
  );
});
