import { afterAll, describe, expect, it } from 'vitest';
import { balancedBounds } from '../../../src-main/numeric/kernels/balanced-bounds.ts';
import { choleskyLength } from '../../../src-main/numeric/kernels/cholesky/cholesky.ts';
import {
  normalEquations,
  type NormalEquations,
} from '../../../src-main/numeric/kernels/normal-equations/normal-equations.ts';
import {
  scalarHalfSweep,
  scalarNormalEquations,
  type ScalarNormalEquations,
} from '../../../src-main/numeric/kernels/normal-equations/scalar.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';
import { createKernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { randomStream } from '../../../src-main/numeric/random.ts';
import { caseRatings, ordinaryMemory, ratingRows } from './case-ratings.ts';
import { everyRank, extremeRidges, ranksFor, testedRatings } from './cases.ts';
import { threadsAtWork } from './threads-at-work.ts';

type Real = Float32Array | Float64Array;
type Precision = 'float32' | 'float64';

const roundoff = { float32: 1 / 16_777_216, float64: 1 / 9_007_199_254_740_992 };
const rowsOf = (lengths: readonly number[], columns: number) => ratingRows(ordinaryMemory, lengths, columns);
/** Lengths around sizes at which the kernels do something else, and no rating. */
const someRows = rowsOf([0, 1, 700, 513, 512, 129, 128, 127, 65, 64, 63, 5, 4, 3, 2], 701);

const teams = (['fma', 'plain'] as const).map((build) => {
  const allowed = { threads: 1 };
  return { allowed, team: createKernelTeam(build, () => allowed.threads) };
});
afterAll(() => teams.forEach(({ team }) => team.close()));

describe.each(
  teams.flatMap((t) => (['float32', 'float64'] as const).map((precision) => ({ ...t, precision }))),
)('normal equations with $team.build kernels in $precision', ({ team, allowed, precision }) => {
  it.each(testedRatings)('are those of the scalar reference for $name', (tested) => {
    const { byUser } = caseRatings(ordinaryMemory, tested);
    for (const k of ranksFor(tested)) {
      team.memory.temporarily(() => expect(expectRight(make(byUser, k, 0.5, precision)).failed).toBe(0));
    }
  });

  it('factors and solves every rank', () => {
    const rows = rowsOf([3, 130, 1, 0, 20], 140);
    for (const k of everyRank) {
      team.memory.temporarily(() => expect(expectRight(make(rows, k, 0.5, precision)).failed).toBe(0));
    }
  });

  it('adds a common matrix and right-hand side, with and without ratings as values', () => {
    for (const k of [3, 8, 21]) {
      const example = make(someRows, k, 0.1, precision, { addends: true });
      expectRight(example);
      expectRight({ ...example, task: { ...example.task, withValues: false } as typeof example.task });
    }
  });

  it('takes a λ that is tiny or huge', () => {
    for (const lambda of extremeRidges) {
      expect(expectRight(make(rowsOf([200, 300, 400, 90, 80], 400), 12, lambda, precision)).failed).toBe(0);
    }
  });

  it('writes only what is asked for, the same with and without the rest', () => {
    const { task } = make(someRows, 24, 1, precision);
    const both = run(task);
    const onlyOut = run({ ...task, chol: null } as typeof task);
    const onlyChol = run({ ...task, out: null } as typeof task);
    expect(onlyOut.out).toEqual(both.out);
    expect(onlyChol.chol).toEqual(both.chol);
    expect(onlyOut.chol.every((x) => x === 0)).toBe(true);
    expect(onlyChol.out.every((x) => x === 0)).toBe(true);
  });

  it('leaves λ I in the lanes of the last group that have no row', () => {
    const { task } = make(rowsOf([7, 7, 7, 7, 9], 20), 8, 4, precision);
    const { chol } = run(task);
    const group = chol.slice(choleskyLength(4, 8));
    expect(group).toHaveLength(36 * 4);
    for (let r = 0, entry = 0; r < 8; r++) {
      for (let c = 0; c <= r; c++, entry++) {
        for (let lane = 1; lane < 4; lane++) expect(group[4 * entry + lane]).toBe(r === c ? 0.5 : 0);
      }
    }
  });

  it('counts pivots that are not positive by chunk, and spreads no NaN', () => {
    const { task } = make(rowsOf([20, 20, 20, 20, 0, 20, 20, 20], 20), 8, 1, precision);
    const negative = run({ ...task, lambda: -1000 } as typeof task);
    expect(negative.failed).toBeGreaterThanOrEqual(8 * 8);
    expect([...task.failures].reduce((a, b) => a + b)).toBe(negative.failed);
    expect([...negative.out, ...negative.chol].every(Number.isFinite)).toBe(true);
    task.ratings.rowStart.fill(0);
    const zero = run({ ...task, lambda: 0 } as typeof task);
    expect(zero.failed).toBe(8 * 8);
  });

  it('computes the same bits with 1, 2, 3 and 8 threads', async () => {
    const lengths = Array.from({ length: 203 }, (_, row) => (row < 3 ? 1500 : 203 - row));
    for (const k of [8, 40]) {
      const { task } = make(rowsOf(lengths, 1500), k, 0.2, precision, { chunks: 20 });
      allowed.threads = 1;
      const one = run(task);
      for (const threads of [2, 3, 8]) {
        allowed.threads = threads;
        await threadsAtWork(team, Math.min(threads, 3));
        for (let round = 0; round < 3; round++) {
          const several = run(task);
          expect(several.out).toEqual(one.out);
          expect(several.chol).toEqual(one.chol);
        }
      }
      allowed.threads = 1;
    }
  });

  function make(
    rows: RatingRows,
    k: number,
    lambda: number,
    reals: Precision,
    { addends = false, chunks = 3 } = {},
  ): Example {
    const { memory } = team;
    const stream = randomStream(k + 1000 * rows.columns, 'normal equations');
    const kp = 8 * Math.ceil(k / 8);
    const real = (count: number): Real => memory[reals](count);
    const rowStart = memory.int32(rows.rows + 1);
    rowStart.set(rows.rowStart);
    const index = memory.int32(rows.index.length);
    index.set(rows.index);
    const values = memory.float32(rows.values.length);
    values.set(rows.values);
    const factors = padded(real(rows.columns * kp), k, kp, () => stream.normal());
    const sideAddend = addends ? padded(real(rows.rows * kp), k, kp, () => stream.normal()) : null;
    const addend = addends ? real((kp * (kp + 1)) / 2) : null;
    if (addend) {
      for (let r = 0; r < k; r++) {
        for (let c = 0; c < r; c++) addend[(r * (r + 1)) / 2 + c] = stream.uniform() - 0.5;
        addend[(r * (r + 1)) / 2 + r] = 2 * k;
      }
    }
    const task = {
      ratings: { ...rows, rowStart, index, values },
      bounds: balancedBounds(rowStart, chunks, 4, memory.int32(chunks + 1)),
      factors,
      kp,
      lambda,
      addend,
      sideAddend,
      chol: real(choleskyLength(rows.rows, kp)),
      out: real(rows.rows * kp),
      failures: memory.int32(chunks),
    } as Task;
    return { task, k };
  }

  function run(task: Task): { failed: number; out: Real; chol: Real } {
    task.out?.fill(0);
    task.chol?.fill(0);
    const failed = normalEquations(team, task);
    const none = new Float64Array(0);
    return { failed, out: task.out?.slice() ?? none, chol: task.chol?.slice() ?? none };
  }

  /**
   * Checks L Lᵀ = G and G x = b against the float64 reference. With unit roundoff u, sums of m terms and
   * s = √diag G, the errors are at most (m + k + 20) u s sᵀ for L Lᵀ (Higham, Accuracy and Stability, 10.3)
   * and (m + 3 k + 20) u (s sᵀ |x| + Σ |value f|) for the solution (10.4).
   */
  function expectRight({ task, k }: Example): { failed: number } {
    const { failed, out, chol } = run(task);
    const { kp, ratings } = task;
    const u = roundoff[precision];
    const reference = referenceOf(task, k);
    const gram = new Float64Array((k * (k + 1)) / 2);
    const side = new Float64Array(k);
    for (let row = 0; row < ratings.rows; row++) {
      scalarNormalEquations(reference, row, gram, side);
      const terms = ratings.rowStart[row + 1] - ratings.rowStart[row];
      const m = precision === 'float32' ? Math.min(terms, 512) : terms;
      const entry = (r: number, c: number): number => gram[(r * (r + 1)) / 2 + c];
      const lower = (r: number, c: number): number => {
        const within = 4 * ((r * (r + 1)) / 2 + c) + (row % 4);
        const x = chol[choleskyLength(row - (row % 4), kp) + within];
        return r === c ? 1 / x : x;
      };
      const scale = Array.from({ length: k }, (_, r) => Math.sqrt(entry(r, r)));
      let worst = 0;
      for (let r = 0; r < k; r++) {
        for (let c = 0; c <= r; c++) {
          let product = 0;
          for (let j = 0; j <= c; j++) product += lower(r, j) * lower(c, j);
          const bound = (m + k + 20) * u * scale[r] * scale[c];
          worst = Math.max(worst, Math.abs(product - entry(r, c)) / bound);
        }
      }
      expect(worst, `L Lᵀ, rank ${k}, row ${row}`).toBeLessThan(1);
      worst = 0;
      const x = out.subarray(row * kp, row * kp + kp);
      const weight = scale.reduce((sum, s, c) => sum + s * Math.abs(x[c]), 0);
      for (let r = 0; r < k; r++) {
        let product = 0;
        for (let c = 0; c < k; c++) product += (c <= r ? entry(r, c) : entry(c, r)) * x[c];
        let size = Math.abs(reference.sideAddend?.[row * k + r] ?? 0);
        for (let at = ratings.rowStart[row]; at < ratings.rowStart[row + 1]; at++) {
          size += Math.abs(reference.values[at] * reference.factors[ratings.index[at] * k + r]);
        }
        const bound = (m + 3 * k + 20) * u * (scale[r] * weight + size);
        if (product !== side[r]) worst = Math.max(worst, Math.abs(product - side[r]) / bound);
      }
      expect(worst, `G x, rank ${k}, row ${row}`).toBeLessThan(1);
      expect(x.subarray(k).every((value) => value === 0)).toBe(true);
    }
    return { failed };
  }
});

describe.each(teams)('a row of 50,000 ratings with $team.build kernels', ({ team }) => {
  it.each([8, 16])('of rank %i is summed in float32 without losing digits to its length', (kp) => {
    const mark = team.memory.mark();
    const { float32, int32 } = team.memory;
    const stream = randomStream(kp, 'long row');
    const columns = 2000;
    const rowStart = int32(2);
    rowStart[1] = 50_000;
    const index = int32(50_000);
    for (let at = 0; at < index.length; at++) index[at] = stream.integer(columns);
    const values = float32(50_000).fill(1);
    const factors = padded(float32(columns * kp), kp, kp, () => 0.5 + stream.uniform());
    const chol = float32(choleskyLength(1, kp));
    const bounds = int32(2);
    bounds[1] = 1;
    const ratings = { rows: 1, columns, rowStart, index, values };
    normalEquations(team, { ratings, bounds, factors, kp, lambda: 1, chol, failures: int32(1) });
    let exact = 1;
    let plain = 0;
    for (const column of index) {
      const f = factors[column * kp];
      exact += f * f;
      plain = Math.fround(plain + Math.fround(f * f));
    }
    const error = (square: number): number => Math.abs(square - exact) / exact;
    // Sums of 512 err by √512 u at most likely, their mean over 98 of them by a tenth of that.
    expect(error(1 / (chol[0] * chol[0]))).toBeLessThan(3e-7);
    expect(error(plain + 1)).toBeGreaterThan(3e-6);
    team.memory.release(mark);
  });
});

describe.each(teams)('float64 with $team.build kernels', ({ team }) => {
  it('reads exact values where float32 does not hold them', () => {
    const { float32, float64, int32 } = team.memory;
    const rowStart = int32(2);
    rowStart[1] = 70;
    const index = int32(70);
    const exactValues = float64(70);
    exactValues.fill(0.1);
    const values = float32(70);
    values.set(exactValues);
    const factors = padded(float64(8), 2, 8, () => 1 / 3);
    const bounds = int32(2);
    bounds[1] = 1;
    const ratings = { rows: 1, columns: 1, rowStart, index, values };
    const solve = (exact: Float64Array | null): number => {
      const out = float64(8);
      normalEquations(team, {
        ratings,
        bounds,
        factors,
        kp: 8,
        lambda: 1,
        exactValues: exact,
        out,
        failures: int32(1),
      });
      return out[0];
    };
    // (70/9 (1 1; 1 1) + I) x = (Σ value / 3) (1; 1)
    const expected = (0.1 * 70) / 3 / (140 / 9 + 1);
    expect(Math.abs(solve(exactValues) - expected)).toBeLessThan(1e-14 * expected);
    expect(Math.abs(solve(null) - expected)).toBeGreaterThan(1e-9 * expected);
  });
});

describe('the scalar reference', () => {
  it('solves a system worked out by hand', () => {
    // G = (1 2; 2 4) + (9 3; 3 1) + 2 I = (12 5; 5 7), b = 1 (1, 2) + 2 (3, 1) = (7, 4)
    const out = scalarHalfSweep({
      rowStart: [0, 2],
      index: [1, 0],
      values: [1, 2],
      factors: Float64Array.of(3, 1, 1, 2),
      k: 2,
      lambda: 2,
    });
    expect(out[0]).toBeCloseTo(29 / 59, 14);
    expect(out[1]).toBeCloseTo(13 / 59, 14);
  });
});

type Task = NormalEquations<Float32Array> | NormalEquations<Float64Array>;

interface Example {
  task: Task;
  /** Rank without padding. */
  k: number;
}

/** The same task for the float64 reference, without padding. */
function referenceOf(task: Task, k: number): ScalarNormalEquations {
  const { ratings, kp, lambda } = task;
  const stripped = (array: Real): Float64Array => Float64Array.from(array).filter((_, at) => at % kp < k);
  return {
    rowStart: ratings.rowStart,
    index: ratings.index,
    values: (task.withValues ?? true) ? ratings.values : new Float64Array(ratings.values.length),
    factors: stripped(task.factors),
    k,
    lambda,
    ...(task.addend && { addend: Float64Array.from(task.addend.subarray(0, (k * (k + 1)) / 2)) }),
    ...(task.sideAddend && { sideAddend: stripped(task.sideAddend) }),
  };
}

/** Fills the first k of every kp numbers. */
function padded<T extends Real>(array: T, k: number, kp: number, next: () => number): T {
  for (let at = 0; at < array.length; at++) if (at % kp < k) array[at] = next();
  return array;
}
