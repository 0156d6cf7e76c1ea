import { normalEquations32 } from './normal-equations/normal-equations.as';
import { normalEquations64 } from './normal-equations/normal-equations-64.as';
import { multiplyAddPeak } from './probe/probe.as';
import { countChunks, countThenTrap } from './probe/probe-chunks.as';
import { factorRows, solveRows } from './cholesky/rows.as';
import { vectorDot, conjugateStep, scaledSum, demote, pairRows, copyVector } from './vectors/elementwise.as';
import { reduceSlots } from './vectors/reduce-slots.as';
import { gramianTall, addTallProduct } from './vectors/tall.as';
import { differenceRows, shiftGradients, shiftSquares } from './utility/shift-ratings.as';
import { denseTimesFactors, transposedDenseTimes } from './dense/dense-products.as';
import { rankTwoEntries } from './dense/dense-entries.as';
import { countAbove } from './dense/count-above.as';
import { evaluateUsers } from './evaluation/evaluate-users.as';
import { residualProduct, residualTransposed } from './residual/residual-products.as';
import { backSubstitute, subtractEliminated } from './schur/elimination.as';
import { schurProduct32, schurProduct64 } from './schur/schur-product.as';

/*
 * Control words at the start of memory (team.ts holds the same numbers), each on a cache line of its own:
 * the chunk to take next, the gate, the present job, whether a helper ever failed, and from 1024 on, one cell a
 * helper that is raised when it may take part and below 0 when it is to end.
 *
 * Helpers count themselves into the gate while the job is open. The first thread closes it once no chunk is left to
 * take, and waits for those inside alone: one that the system has not given a core yet never holds it up.
 */
const nextChunk: usize = 64;
const gate: usize = 128;
const jobKernel: usize = 192;
const jobChunks: usize = 196;
const jobHelpers: usize = 200;
const helperFailed: usize = 256;
const helperCells: usize = 1024;
const readyCells: usize = 1028;
const cellBytes: usize = 64;
/** Where the task of the present job stands: 32 words, then 16 float64s. */
const task: usize = 4096;
/** Loads before a thread goes to sleep, some 0.2 ms: waking it costs more than the gap between two kernels. */
const spins: i32 = 200000;
/** Set in the gate while a job is open; the bits below count the helpers inside. */
const open: i32 = 1 << 16;
/** More chunks than a job has, and so far from wrapping that every helper may add one. */
const noMoreChunks: i32 = 1 << 30;

/** Computes one chunk of the present task on thread `thread`; the numbers are those of kernel-list.ts. */
function runChunk(kernel: i32, chunk: i32, thread: i32): void {
  switch (kernel) {
    case 0:
      multiplyAddPeak(task, chunk);
      break;
    case 1:
      countChunks(task, chunk, thread);
      break;
    case 2:
      countThenTrap(task, chunk, thread);
      break;
    case 30:
      factorRows(task, chunk, thread);
      break;
    case 31:
      solveRows(task, chunk, thread);
      break;
    case 40:
      vectorDot(task, chunk, thread);
      break;
    case 41:
      conjugateStep(task, chunk, thread);
      break;
    case 42:
      scaledSum(task, chunk, thread);
      break;
    case 43:
      demote(task, chunk, thread);
      break;
    case 44:
      pairRows(task, chunk, thread);
      break;
    case 45:
      reduceSlots(task, chunk, thread);
      break;
    case 46:
      gramianTall(task, chunk, thread);
      break;
    case 47:
      addTallProduct(task, chunk, thread);
      break;
    case 20:
      normalEquations32(task, chunk, thread);
      break;
    case 21:
      normalEquations64(task, chunk, thread);
      break;
    case 80:
      differenceRows(task, chunk);
      break;
    case 81:
      shiftSquares(task, chunk);
      break;
    case 82:
      shiftGradients(task, chunk, thread);
      break;
    case 84:
      denseTimesFactors(task, chunk, thread);
      break;
    case 85:
      transposedDenseTimes(task, chunk, thread);
      break;
    case 86:
      rankTwoEntries(task, chunk, thread);
      break;
    case 50:
      evaluateUsers(task, chunk, thread);
      break;
    case 51:
      schurProduct32(task, chunk, thread);
      break;
    case 52:
      schurProduct64(task, chunk, thread);
      break;
    case 53:
      subtractEliminated(task, chunk, thread);
      break;
    case 54:
      backSubstitute(task, chunk, thread);
      break;
    case 55:
      residualProduct(task, chunk, thread);
      break;
    case 56:
      residualTransposed(task, chunk, thread);
      break;
    case 48:
      copyVector(task, chunk, thread);
      break;
    case 87:
      countAbove(task, chunk, thread);
      break;
    default:
      unreachable();
  }
}

/** Computes every chunk on this thread. */
export function runAll(kernel: i32, chunks: i32): void {
  for (let chunk = 0; chunk < chunks; chunk++) runChunk(kernel, chunk, 0);
}

/**
 * Computes the chunks together with those of the first `helpers` helper threads that come while there are any;
 * returns when all are done.
 * @returns whether every helper is still well; where one is not, chunks are missing and none may be asked again
 */
export function forkJoin(kernel: i32, chunks: i32, helpers: i32): bool {
  store<i32>(jobKernel, kernel);
  store<i32>(jobChunks, chunks);
  store<i32>(jobHelpers, helpers);
  atomic.store<i32>(nextChunk, 0);
  atomic.store<i32>(gate, open);
  for (let helper = 0; helper < helpers; helper++) {
    const cell = helperCells + cellBytes * <usize>helper;
    // Only this thread writes it, but for closing; it must not fall below 0 however often it is raised.
    atomic.store<i32>(cell, (atomic.load<i32>(cell) + 1) & 0x7fffffff);
    atomic.notify(cell, 1);
  }
  takeChunks(0);
  return closeGate();
}

/**
 * For the first thread when its part of {@link forkJoin} trapped: lets helpers end the chunks they are at, so that
 * nothing is written afterwards.
 * @returns as `forkJoin` does
 */
export function abandonJob(): bool {
  atomic.store<i32>(nextChunk, noMoreChunks);
  return closeGate();
}

/** Life of helper `helper` (from 0): waits to be raised, takes its part, until its cell falls below 0. */
export function serve(helper: i32): void {
  const cell = helperCells + cellBytes * <usize>helper;
  let seen = atomic.load<i32>(cell);
  atomic.store<i32>(readyCells + cellBytes * <usize>helper, 1);
  for (;;) {
    let now = atomic.load<i32>(cell);
    let tries = 0;
    while (now == seen) {
      if (tries < spins) tries++;
      else atomic.wait<i32>(cell, seen, -1);
      now = atomic.load<i32>(cell);
    }
    if (now < 0) return;
    seen = now;
    if (!enterJob()) continue;
    // A helper that read the gate long ago may have entered a later job, which wants fewer.
    if (helper < load<i32>(jobHelpers)) takeChunks(helper + 1);
    leaveJob();
  }
}

/** For a helper whose {@link serve} trapped, all of which happens within a job: says so, and leaves the job. */
export function reportFailure(): void {
  atomic.store<i32>(helperFailed, 1);
  leaveJob();
}

function enterJob(): bool {
  let seen = atomic.load<i32>(gate);
  while (seen & open) {
    const found = atomic.cmpxchg<i32>(gate, seen, seen + 1);
    if (found == seen) return true;
    seen = found;
  }
  return false;
}

function leaveJob(): void {
  if (atomic.sub<i32>(gate, 1) == 1) atomic.notify(gate, 1);
}

/** Lets no other helper in and waits until none is inside; returns whether none ever failed. */
function closeGate(): bool {
  let inside = atomic.sub<i32>(gate, open) - open;
  let tries = 0;
  while (inside > 0) {
    if (tries < spins) tries++;
    else atomic.wait<i32>(gate, inside, -1);
    inside = atomic.load<i32>(gate);
  }
  return atomic.load<i32>(helperFailed) == 0;
}

function takeChunks(thread: i32): void {
  const kernel = load<i32>(jobKernel);
  const chunks = load<i32>(jobChunks);
  for (;;) {
    const chunk = atomic.add<i32>(nextChunk, 1);
    if (chunk >= chunks) return;
    runChunk(kernel, chunk, thread);
  }
}
