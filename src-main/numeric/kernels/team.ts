import { Worker } from 'node:worker_threads';
import { threadsAllowed } from './allowance.ts';
import { kernelBuild, type KernelBuild } from './choice.ts';
import { kernelNumber, type KernelName } from './kernel-list.ts';
import { createKernelMemory, type KernelMemory } from './memory.ts';
import { kernelModule } from './module.ts';

/** The kernels of a thread, its memory, and the helper threads that compute with it. */
export interface KernelTeam {
  readonly build: KernelBuild;
  readonly memory: KernelMemory;
  /**
   * Computes all chunks of a task. Which thread takes which chunk is open, so a kernel's result must not depend
   * on it: chunks write to places of their own, and sums across chunks are made in the order of chunks.
   * @param words up to 32 integers or addresses (`byteOffset` of arrays of this memory)
   * @param numbers up to 16 float64s
   * @param work multiply-adds of the whole task, where it may be small: helpers are raised for what keeps them busy
   * @throws WebAssembly.RuntimeError where the kernel traps on this thread: no helper is at work any more
   * @throws Error where it fails on a helper, which closes the team, and on a team that is closed
   */
  run(
    kernel: KernelName,
    chunks: number,
    words: readonly number[],
    numbers?: readonly number[],
    work?: number,
  ): void;
  /** Ends the helper threads; the team computes nothing any more. */
  close(): void;
  /** Whether it was closed, by its owner or because a helper failed. */
  isClosed(): boolean;
}

interface KernelExports {
  runAll(kernel: number, chunks: number): void;
  /** 0 where a helper failed. */
  forkJoin(kernel: number, chunks: number, helpers: number): number;
  abandonJob(): number;
}

// The same numbers as in module.as.ts.
const helperCells = 1024;
const readyCells = 1028;
const cellBytes = 64;
const taskWords = 4096;
const taskNumbers = taskWords + 32 * 4;
/** Multiply-adds, some 0.1 ms, for which another thread is worth its waking and the risk that the system takes its core. */
const workOfThread = 524_288;
/** Threads for which there is scratch. */
const mostThreads = 16;

/** A team of its own; computing threads share {@link kernelTeam} instead. */
export function createKernelTeam(build: KernelBuild, threads: () => number): KernelTeam {
  const memory = createKernelMemory();
  const { module } = kernelModule(build);
  const kernels = new WebAssembly.Instance(module, { env: { memory: memory.memory } })
    .exports as unknown as KernelExports;
  const control = new Int32Array(memory.memory.buffer, 0, taskWords / 4);
  const words = new Uint32Array(memory.memory.buffer, taskWords, 32);
  const numbers = new Float64Array(memory.memory.buffer, taskNumbers, 16);
  const helpers: Worker[] = [];
  let closed = false;
  let mayStart = true;

  /** Starts helpers as they are allowed; those that have not come up yet are not counted. */
  function readyHelpers(wanted: number): number {
    while (mayStart && helpers.length < Math.min(wanted, mostThreads - 1)) startHelper(helpers.length);
    let ready = 0;
    while (ready < Math.min(wanted, helpers.length) && Atomics.load(control, readyCell(ready)) === 1) ready++;
    return ready;
  }

  /** A system that has no thread left does not fail the work: fewer helpers do it. */
  function startHelper(helper: number): void {
    try {
      const workerData = { module, memory: memory.memory, helper };
      const worker = new Worker(helperSource, { eval: true, execArgv: [], workerData });
      worker.once('error', () => (mayStart = false));
      worker.unref();
      helpers.push(worker);
    } catch {
      mayStart = false;
    }
  }

  /** Whatever fails, no helper is at work afterwards, and a team that failed computes no more: its memory is half written. */
  function compute(kernel: KernelName, chunks: number, others: number): void {
    let well: number;
    try {
      if (others === 0) kernels.runAll(kernelNumber[kernel], chunks);
      well = others === 0 ? 1 : kernels.forkJoin(kernelNumber[kernel], chunks, others);
    } catch (error) {
      // Helpers may be writing to memory that the caller is about to give back.
      if (others > 0) kernels.abandonJob();
      close();
      throw error;
    }
    if (well) return;
    close();
    throw new Error(`The kernel ${kernel} failed on a helper thread.`);
  }

  function close(): void {
    closed = true;
    helpers.forEach((worker, helper) => {
      Atomics.store(control, (helperCells + cellBytes * helper) / 4, -1);
      Atomics.notify(control, (helperCells + cellBytes * helper) / 4);
      void worker.terminate();
    });
    helpers.length = 0;
  }

  return {
    build,
    memory,
    run(kernel, chunks, taskWordValues, taskNumberValues = [], work = Infinity) {
      if (closed)
        throw new Error('This team was closed, after a kernel failed or by its owner; another can be made.');
      words.set(taskWordValues);
      numbers.set(taskNumberValues);
      const useful = Math.min(chunks, Math.ceil(work / workOfThread));
      const others = useful > 1 ? readyHelpers(Math.min(threads(), useful) - 1) : 0;
      compute(kernel, chunks, others);
    },
    close,
    isClosed: () => closed,
  };
}

let own: KernelTeam | null = null;

/**
 * The team of this thread, with the build that the process chose and the threads that its job is allowed; a new one
 * after a kernel failed.
 */
export function kernelTeam(): KernelTeam {
  if (own?.build !== kernelBuild() || own.isClosed()) {
    own?.close();
    own = createKernelTeam(kernelBuild(), threadsAllowed);
  }
  return own;
}

/** A helper needs nothing but the module and the memory; its whole life is `serve` of module.as.ts. */
const helperSource = `
const { module, memory, helper } = require('node:worker_threads').workerData;
const { serve, reportFailure } = new WebAssembly.Instance(module, { env: { memory } }).exports;
try {
  serve(helper);
} catch {
  reportFailure();
}
`;

function readyCell(helper: number): number {
  return (readyCells + cellBytes * helper) / 4;
}
