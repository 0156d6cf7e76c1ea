import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import type { Engine, EngineEvent } from '../../../src-main/runs/engine-process/client.ts';
import { toyLog } from './toy-jobs.ts';

/** The engine process's module, as source. */
export const engineEntry = fileURLToPath(
  new URL('../../../src-main/runs/engine-process/main.ts', import.meta.url),
);
export const toyWorkerEntry = fileURLToPath(new URL('./toy-worker.ts', import.meta.url));

/** A real engine process over toy jobs, on a library folder of its own, and what happened to it. */
export interface ToyEngine {
  engine: Engine;
  home: string;
  events: EngineEvent[];
  /** Iterations that were computed, as `<key> <iteration>`, in order. */
  computed(): string[];
  end(): Promise<void>;
}

/** Starts a {@link ToyEngine}. */
export function startToyEngine(threads: number, heapMegabytes?: number): ToyEngine {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-engine-'));
  const spawn = spawnNodeEngine(engineEntry, toyWorkerEntry);
  const engine = startEngine({ spawn, home, threads, heapMegabytes, backOffMilliseconds: 20 });
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  return {
    engine,
    home,
    events,
    computed: () => readLog(home).map((line) => line.split(' ').slice(0, 2).join(' ')),
    async end() {
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Lines of the toy log; none before the first. */
export function readLog(home: string): string[] {
  try {
    return readFileSync(toyLog(home), 'utf8').trim().split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Looks every 10 ms until something holds, for less than a test may last: a loop must not outlive its test. */
export async function until(what: () => boolean): Promise<void> {
  for (let looks = 0; !what(); looks++) {
    if (looks > 9000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether a process lives. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
