import {
  conjugateGradient as scalarConjugateGradient,
  dot as scalarDot,
} from '../../../src-main/numeric/conjugate-gradient.ts';
import { addProduct, addTransposedProduct } from '../../../src-main/numeric/dense-matrix.ts';
import { createKernelTeam, type KernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import type { Vector } from '../../../src-main/numeric/kernels/vectors/chunks.ts';
import {
  conjugateGradient,
  conjugateGradientWorkspace,
} from '../../../src-main/numeric/kernels/vectors/conjugate-gradient.ts';
import {
  conjugateStep,
  copy,
  dot,
  interleave32,
  scaleAdd,
} from '../../../src-main/numeric/kernels/vectors/elementwise.ts';
import { reduceSlots } from '../../../src-main/numeric/kernels/vectors/reduce-slots.ts';
import {
  gramianEigen,
  rotationProjection,
} from '../../../src-main/numeric/kernels/vectors/rotation-projection.ts';
import { addTallProduct, gramianTall } from '../../../src-main/numeric/kernels/vectors/tall.ts';
import { timedFactors } from '../../numeric/kernels/cases.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { peakRate, printRow, shortest } from './timing.ts';

const slots = 16;

/**
 * Prints, for items x rank of each case, microseconds of each kernel and of the scalar code that it replaces,
 * and for products of matrices the share of one thread's peak.
 */
export function benchVectors(team: KernelTeam): void {
  const peak = peakRate(team);
  for (const { name, items, kp } of timedFactors) {
    const start = team.memory.mark();
    const length = items * kp;
    const [a, b, c, d] = Array.from({ length: 4 }, () => filled(team, length));
    const small = filled(team, kp * kp);
    const pairs = team.memory.float32(2 * length);
    printRow(`${team.build}, ${name}, ${items} x ${kp}, µs`, ['kernel', 'scalar', 'of peak']);
    const plain = [a.slice(), b.slice(), c.slice(), d.slice()];
    printRow('  dot', [time(() => dot(team, a, b)), time(() => scalarDot(plain[0], plain[1]))]);
    printRow('  conjugate step', [
      time(() => conjugateStep(team, 1e-9, a, b, c, d)),
      time(() => scalarStep(plain, 1e-9)),
    ]);
    printRow('  out = a x + b y', [time(() => scaleAdd(team, 0.5, a, 0.5, b, c))]);
    printRow('  interleave to float32', [time(() => interleave32(team, a, b, kp, pairs))]);
    const accumulators = team.memory.float32(Math.min(slots * length, 40_000_000));
    const count = accumulators.length / length >= slots ? slots : 4;
    printRow(`  reduce ${count} slots and reset`, [
      time(() => reduceSlots(team, accumulators, count, c, { lambda: 1, x: a, reset: true })),
    ]);
    const gram = new Float64Array(kp * kp);
    const [whole, half] = [length * kp, (length * (kp + 4)) / 2];
    const share = (multiplyAdds: number, us: number): string =>
      `${((100 * multiplyAdds) / 2 / (us / 1000) / peak).toFixed(0)} %`;
    let us = time(() => gramianTall(team, a, kp, b, kp, items, small));
    printRow('  aᵀb', [
      us,
      time(() => addTransposedProduct(plain[0], plain[1], items, kp, kp, gram)),
      share(whole, us),
    ]);
    us = time(() => gramianTall(team, a, kp, a, kp, items, small));
    printRow('  aᵀa', [us, '', share(half, us)]);
    us = time(() => addTallProduct(team, a, kp, small, kp, items, d));
    printRow('  z += a b', [
      us,
      time(() => addProduct(plain[0], gram, items, kp, kp, plain[3])),
      share(whole, us),
    ]);
    if (kp <= 64) {
      const project = rotationProjection(team, a, items, kp, gramianEigen(team, a, items, kp, kp));
      printRow('  rotation projection', [time(() => project(b))]);
      printRow('  20 steps of conjugate gradients', steps(team, length));
    }
    team.memory.release(start);
  }
}

/** With a product of two terms a row and no preconditioner, so that the solve itself is all there is to see. */
function steps(team: KernelTeam, length: number): number[] {
  const workspace = conjugateGradientWorkspace(team.memory, length);
  const b = filled(team, length);
  const plain = b.slice();
  const options = { tolerance: 0, maxProducts: 20 };
  const solve = (): number =>
    conjugateGradient(
      team,
      workspace,
      (from, to) => {
        copy(team, from, to);
        scaleAdd(team, 0.5, from.subarray(0, length - 8), 1, to.subarray(8), to.subarray(8));
      },
      (from, to) => copy(team, from, to),
      b,
      options,
    ).products;
  const solvePlain = (): number =>
    scalarConjugateGradient(
      (from, to) => {
        to.set(from);
        for (let i = 8; i < length; i++) to[i] += 0.5 * from[i - 8];
      },
      (from, to) => to.set(from),
      plain,
      options,
    ).products;
  if (solve() !== 20 || solvePlain() !== 20) throw new Error('a solve ended early');
  return [time(solve), time(solvePlain)];
}

function scalarStep([x, p, r, q]: Float64Array[], alpha: number): number {
  for (let i = 0; i < x.length; i++) {
    x[i] += alpha * p[i];
    r[i] -= alpha * q[i];
  }
  return scalarDot(r, r);
}

function filled(team: KernelTeam, length: number): Vector {
  const out = team.memory.float64(length);
  for (let i = 0; i < length; i++) out[i] = ((i * 7919) % 1009) / 1009 - 0.5;
  return out;
}

function time(work: () => void): number {
  return 1000 * shortest(work, 150);
}

if (import.meta.main) {
  const threads = Number(process.argv[2] ?? 1);
  for (const build of ['fma', 'plain'] as const) {
    const team = createKernelTeam(build, () => threads);
    await threadsAtWork(team, threads);
    benchVectors(team);
    team.close();
  }
}
