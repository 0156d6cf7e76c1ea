import { afterAll, describe, expect, it } from 'vitest';
import type { KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import type { Vector } from '../../../src-main/numeric/kernels/vectors/chunks.ts';
import {
  conjugateGradient,
  conjugateGradientWorkspace,
} from '../../../src-main/numeric/kernels/vectors/conjugate-gradient.ts';
import {
  axpy,
  conjugateStep,
  copy,
  demote,
  dot,
  interleave32,
  interleave64,
  nextDirection,
  norm2,
  scaleAdd,
} from '../../../src-main/numeric/kernels/vectors/elementwise.ts';
import { reduceSlots } from '../../../src-main/numeric/kernels/vectors/reduce-slots.ts';
import {
  gramianEigen,
  rotationProjection,
} from '../../../src-main/numeric/kernels/vectors/rotation-projection.ts';
import { addTallProduct, gramianTall } from '../../../src-main/numeric/kernels/vectors/tall.ts';
import { dice } from '../../oracle/dice.ts';
import { inner, matrix, multiply, solve, transpose, type Matrix } from '../../oracle/matrix.ts';
import { buildTeams, withAllThreads } from './build-teams.ts';
import { everyRank, testedFactors } from './cases.ts';

const { teams, closeTeams } = buildTeams();
afterAll(closeTeams);

const random = dice(29);
/** Half the distance from 1 to the next float64. */
const unit = 1 / 9_007_199_254_740_992;

function vector(team: KernelTeam, length: number): Vector {
  const out = team.memory.float64(length);
  for (let i = 0; i < length; i++) out[i] = 4 * random.uniform() - 2;
  return out;
}

/** Sum of products, compensated (Kahan), and of their sizes. */
function products(a: ArrayLike<number>, b: ArrayLike<number>): { sum: number; size: number } {
  let sum = 0;
  let lost = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const term = a[i] * b[i] - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
    size += Math.abs(a[i] * b[i]);
  }
  return { sum, size };
}

/**
 * Rounding errors on the longest way to a sum over `length` numbers, in units of the sum of sizes: at least eight
 * lanes share them, and a tail of fifteen, the merging of lanes and chunks and the oracle's own come on top.
 */
function roundings(length: number): number {
  return length / 8 + 24;
}

// One chunk, less than a vector of lanes, odd tails, and several chunks with a short last one.
const lengths = [
  ...[0, 1, 3, 7, 8, 15, 16, 17, 40, 1001, 131_072, 131_073, 280_003],
  ...testedFactors.map(({ items, kp }) => items * kp),
];

describe.each(teams)('vectors with the %s kernels', (_build, team) => {
  it('have inner products and norms to rounding', () => {
    for (const length of lengths) {
      const start = team.memory.mark();
      const a = vector(team, length);
      const b = vector(team, length);
      const { sum, size } = products(a, b);
      expect(Math.abs(dot(team, a, b) - sum), `length ${length}`).toBeLessThanOrEqual(
        roundings(length) * unit * size,
      );
      expect(Math.abs(norm2(team, a) - norm(a))).toBeLessThanOrEqual(roundings(length) * unit * norm(a));
      team.memory.release(start);
    }
  });

  it('are scaled, added and stepped', () => {
    for (const length of lengths) {
      const start = team.memory.mark();
      const [x, p, r, q, out] = Array.from({ length: 5 }, () => vector(team, length));
      const [x0, r0, p0] = [x.slice(), r.slice(), p.slice()];
      const near = (got: number, want: number, i: number): boolean =>
        Math.abs(got - want) <=
        4 * unit * (Math.abs(x0[i]) + Math.abs(p0[i]) + Math.abs(r0[i]) + Math.abs(q[i]));
      scaleAdd(team, 0.75, x, -0.5, p, out);
      const twin = team.memory.float64(length + 1).fill(7);
      copy(team, out, twin.subarray(0, length));
      expect(twin.every((value, i) => value === (i < length ? out[i] : 7))).toBe(true);
      expect(out.every((value, i) => near(value, 0.75 * x0[i] - 0.5 * p0[i], i))).toBe(true);
      const squares = conjugateStep(team, 0.3, x, p, r, q);
      expect(x.every((value, i) => near(value, x0[i] + 0.3 * p0[i], i))).toBe(true);
      expect(r.every((value, i) => near(value, r0[i] - 0.3 * q[i], i))).toBe(true);
      const { sum } = products(r, r);
      expect(Math.abs(squares - sum)).toBeLessThanOrEqual(roundings(length) * unit * sum);
      nextDirection(team, q, -0.6, p);
      expect(p.every((value, i) => near(value, q[i] - 0.6 * p0[i], i))).toBe(true);
      x0.set(q);
      axpy(team, 0.9, p, q);
      const p1 = p.slice();
      expect(
        q.every(
          (value, i) =>
            Math.abs(value - x0[i] - 0.9 * p1[i]) <= 4 * unit * (Math.abs(x0[i]) + Math.abs(p1[i])),
        ),
      ).toBe(true);
      team.memory.release(start);
    }
  });

  it('are rounded to float32, alone and side by side, without touching what stands behind', () => {
    for (const length of lengths) {
      const start = team.memory.mark();
      const a = vector(team, length);
      const rounded = team.memory.float32(length + 3).fill(7);
      demote(team, a, rounded.subarray(0, length));
      expect(rounded.every((value, i) => value === (i < length ? Math.fround(a[i]) : 7))).toBe(true);
      team.memory.release(start);
    }
    const narrowRows = everyRank.filter((k) => k % 8 === 0).map((width) => [5, width]);
    const factors = testedFactors.map(({ items, kp }) => [items, kp]);
    for (const [rows, width] of [[0, 8], [6000, 24], ...narrowRows, ...factors]) {
      const start = team.memory.mark();
      const x = vector(team, rows * width);
      const y = vector(team, rows * width);
      const narrow = team.memory.float32(2 * rows * width + 4).fill(7);
      const wide = team.memory.float64(2 * rows * width + 4).fill(7);
      interleave32(team, x, y, width, narrow.subarray(0, 2 * rows * width));
      interleave64(team, x, y, width, wide.subarray(0, 2 * rows * width));
      let paired = true;
      for (let j = 0; j < rows; j++) {
        for (let c = 0; c < width; c++) {
          paired &&=
            wide[2 * j * width + c] === x[j * width + c] &&
            wide[(2 * j + 1) * width + c] === y[j * width + c];
        }
      }
      expect(paired).toBe(true);
      expect(same(narrow, Float32Array.from(wide))).toBe(true);
      expect(wide[2 * rows * width]).toBe(7);
      team.memory.release(start);
    }
  });

  it.each([32, 64] as const)('are gathered from slots of float%i in the order of slots', (bits) => {
    const magnitudes = [1, 10, 100, 1e3, 1e4, 1e5];
    for (const length of [4, 8, 1020, 1024, 1028, 140_000]) {
      for (const count of [0, 1, 3, 4, 5, 16]) {
        const start = team.memory.mark();
        const stride = length + (count % 2) * 12;
        const slots =
          bits === 32 ? team.memory.float32(stride * count + 4) : team.memory.float64(stride * count + 4);
        for (let i = 0; i < slots.length; i++) slots[i] = (random.uniform() - 0.5) * magnitudes[random.integer(6)];
        const x = vector(team, length);
        const out = vector(team, length);
        const bare = Float64Array.from({ length }, (_, i) => {
          let sum = 0;
          for (let s = 0; s < count; s++) sum += slots[s * stride + i];
          return sum;
        });
        const left = slots.slice();
        reduceSlots(team, slots, count, out, { stride });
        expect(same(out, bare)).toBe(true);
        expect(same(slots, left), 'slots kept').toBe(true);
        const ridged = x.map((value, i) => {
          let sum = 0.7 * value;
          for (let s = 0; s < count; s++) sum += slots[s * stride + i];
          return sum;
        });
        for (let s = 0; s < count; s++) left.fill(0, s * stride, s * stride + length);
        reduceSlots(team, slots, count, x, { lambda: 0.7, x, stride, reset: true });
        expect(same(x, ridged)).toBe(true);
        expect(same(slots, left), 'slots emptied, what lies between and behind kept').toBe(true);
        team.memory.release(start);
      }
    }
  });
});

describe.each(teams)(
  'conjugate gradients over kernel memory with the %s kernels',
  (_build, team) => {
    const n = 24;
    const half = matrix(n + 3, n, () => random.bell());
    const scale = Array.from({ length: n }, (_, i) => 10 ** (i / 8));
    const spread = multiply(transpose(half), half).map((row, r) =>
      row.map((value, c) => scale[r] * value * scale[c]),
    );
    const times = (a: Matrix) => (p: Vector, out: Vector) => out.set(a.map((row) => inner(row, [...p])));
    const none = (r: Vector, out: Vector) => out.set(r);
    const jacobi = (r: Vector, out: Vector) => r.forEach((value, i) => (out[i] = value / spread[i][i]));

    it('solve like Gaussian elimination, with fewer products when preconditioned, and again in the same workspace', () => {
      const b = vector(team, n);
      const exact = solve(spread, [...b]);
      const workspace = conjugateGradientWorkspace(team.memory, n);
      const counts = [none, jacobi].map((precondition) => {
        const result = conjugateGradient(team, workspace, times(spread), precondition, b, {
          tolerance: 1e-10,
          maxProducts: 600,
        });
        expect(result.converged).toBe(true);
        expect(result.negativeCurvature).toBe(false);
        expect(result.relativeResidual).toBeLessThanOrEqual(1e-10);
        expect(norm(exact.map((value, i) => value - result.solution[i])) / norm(exact)).toBeLessThan(1e-5);
        const residual = spread.map((row, i) => b[i] - inner(row, [...result.solution]));
        expect(norm(residual) / norm(b)).toBeLessThan(1e-8);
        return result.products;
      });
      expect(counts[1]).toBeLessThan(counts[0]);
    });

    it('start from a guess, end at once from the solution, and stop at the cap', () => {
      const easy = matrix(n, n, (r, c) => (r === c ? 2 + r / n : 0.05));
      const b = vector(team, n);
      const workspace = conjugateGradientWorkspace(team.memory, n);
      const found = conjugateGradient(team, workspace, times(easy), none, b, {
        tolerance: 1e-12,
        maxProducts: 100,
      });
      expect(found.products).toBeLessThanOrEqual(n);
      const start = team.memory.float64(n);
      start.set(found.solution);
      const again = conjugateGradient(team, workspace, times(easy), none, b, {
        start,
        tolerance: 1e-10,
        maxProducts: 100,
      });
      expect(again.products).toBe(1);
      expect(again.converged).toBe(true);
      const capped = conjugateGradient(team, workspace, times(spread), none, b, {
        tolerance: 1e-10,
        maxProducts: 3,
      });
      expect(capped.products).toBe(3);
      expect(capped.converged).toBe(false);
      expect(capped.relativeResidual).toBeGreaterThan(1e-10);
      const residual = spread.map((row, i) => b[i] - inner(row, [...capped.solution]));
      expect(capped.relativeResidual).toBeCloseTo(norm(residual) / norm(b), 6);
      const nil = conjugateGradient(team, workspace, times(easy), none, team.memory.float64(n), {
        tolerance: 0,
        maxProducts: 9,
      });
      expect([nil.products, nil.converged, norm(nil.solution)]).toEqual([0, true, 0]);
    });

    it('stop before a direction of non-positive curvature, and at a NaN with an error', () => {
      const b = vector(team, n);
      const workspace = conjugateGradientWorkspace(team.memory, n);
      const saddle = matrix(n, n, (r, c) => (r === c ? (r === 3 ? -1 : 1 + r) : 0));
      const result = conjugateGradient(team, workspace, times(saddle), none, b, {
        tolerance: 1e-12,
        maxProducts: 100,
      });
      expect(result.negativeCurvature).toBe(true);
      expect(result.converged).toBe(false);
      expect(norm(result.solution)).toBeGreaterThan(0);
      const zero = conjugateGradient(team, workspace, (_, out) => out.fill(0), none, b, {
        tolerance: 1e-12,
        maxProducts: 9,
      });
      expect([zero.negativeCurvature, zero.products, norm(zero.solution)]).toEqual([true, 1, 0]);
      expect(() =>
        conjugateGradient(team, workspace, (_, out) => out.fill(Number.NaN), none, b, {
          tolerance: 1e-12,
          maxProducts: 9,
        }),
      ).toThrow('NaN');
    });
  },
);

it('have the same bits with any number of threads', async () => {
  const rows = 12_000;
  const kp = 24;
  const values = Float64Array.from({ length: 2 * rows * kp }, () => random.bell());
  await withAllThreads((team) =>
    team.memory.temporarily(() => {
      const [a, b, c, d, out] = Array.from({ length: 5 }, () => team.memory.float64(rows * kp));
      a.set(values.subarray(0, rows * kp));
      b.set(values.subarray(rows * kp));
      const numbers = [dot(team, a, b), norm2(team, a)];
      c.set(b);
      d.set(a);
      numbers.push(conjugateStep(team, 0.1, c, a, d, b));
      scaleAdd(team, 0.3, a, 0.2, b, out);
      reduceSlots(team, values32(team, values), 2, c, { lambda: 2, x: c });
      const gram = team.memory.float64(kp * kp);
      gramianTall(team, a, kp, b, kp, rows, gram);
      addTallProduct(team, a, kp, gram, kp, rows, d);
      rotationProjection(team, a, rows, kp, gramianEigen(team, a, rows, kp, kp))(b);
      // Strings, because comparing long arrays number by number takes longer than all the rest.
      return [numbers, c, d, out, gram, b].map((part) => Buffer.from(Float64Array.from(part).buffer).toString('base64'));
    }),
  );
});

function values32(team: KernelTeam, values: Float64Array): Float32Array<SharedArrayBuffer> {
  const slots = team.memory.float32(values.length);
  slots.set(values);
  return slots;
}

/** Whether two arrays hold equal numbers; faster than `toEqual` on long ones. */
function same(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return a.length === b.length && a.every((value: number, i: number) => value === b[i]);
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(products(values, values).sum);
}
