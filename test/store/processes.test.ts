import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyHome, openedStore } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));

interface Worker {
  child: ChildProcess;
  lines: string[];
  /** Resolves when it has said that many lines. */
  said(count: number): Promise<void>;
  /** Its exit code or signal; lines are complete then. */
  ended: Promise<number | string | null>;
}

function start(...args: string[]): Worker {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const closed = once(reader, 'close');
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    await closed;
    return (code ?? signal) as number | string | null;
  });
  async function said(count: number): Promise<void> {
    while (lines.length < count) {
      if (child.exitCode !== null) throw new Error('the process ended too early');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return { child, lines, said, ended };
}

describe('two processes on one library', () => {
  it('make it together, queue the same runs and compute each of them once', async () => {
    const home = emptyHome();
    const workers = [start('work', home, '0', '60'), start('work', home, '0', '60')];
    // The first would have done it all before the second is up.
    await Promise.all(workers.map(({ said }) => said(1)));
    for (const { child } of workers) child.stdin!.write('go on\n');
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    const [left, right] = workers.map(({ lines }) => lines.filter((line) => line !== 'ready'));
    const expected = Array.from({ length: 60 }, (_, seed) => samplePlan(seed).key);
    expect([...left, ...right].sort()).toEqual(expected.sort());
    expect(left.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
    const store = await openedStore(home);
    expect(store.runs.list().every(({ status }) => status === 'done')).toBe(true);
    expect(store.queue.list()).toEqual([]);
    expect(store.notice).toBeNull();
  });

  it('hand over at once the run of one that was killed', async () => {
    const home = emptyHome();
    const holder = start('hold', home);
    await holder.said(1);
    const store = await openedStore(home);
    expect(store.queue.claim()).toBeNull();
    expect(store.queue.list()).toMatchObject([{ state: 'running', mine: false }]);
    expect(store.leases.holder(`run:${samplePlan(0).key}`)).toBe(holder.child.pid);
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(store.queue.list()).toMatchObject([{ state: 'waiting' }]);
    expect(store.queue.claim()?.planned.key).toBe(samplePlan(0).key);
  });

  it('cancel a run whose process died before it could', async () => {
    const home = emptyHome();
    const holder = start('hold', home);
    await holder.said(1);
    const store = await openedStore(home);
    expect(store.queue.cancel([samplePlan(0).key]).requested).toHaveLength(1);
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(store.queue.claim()).toBeNull();
    expect(store.runs.get(samplePlan(0).key)?.status).toBe('cancelled');
  });
});

describe('damage found after a crash', () => {
  it('is named with the copy to put back, and nothing is opened', async () => {
    const home = emptyHome();
    const writer = start('write', home, '3');
    await writer.said(60);
    writer.child.kill('SIGKILL');
    await writer.ended;
    // Folds the log into the file, so that only the file counts.
    const sqlite = new SqliteDatabase(`${home}/lab.sqlite`);
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    sqlite.close();
    mkdirSync(`${home}/backups`);
    writeFileSync(`${home}/backups/lab-2026-01-01T00-00-00-000Z-v1.sqlite`, '');
    const bytes = readFileSync(`${home}/lab.sqlite`);
    // The later half holds runs; opening by itself reads none of it.
    for (let at = Math.floor(bytes.length / 8192) * 4096; at + 4096 <= bytes.length; at += 4096)
      bytes.fill(0xa5, at, at + 4096);
    writeFileSync(`${home}/lab.sqlite`, bytes);
    await expect(openedStore(home)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/damaged.*lab-2026-01-01T00-00-00-000Z-v1\.sqlite/),
    });
  });
});

describe('SIGKILL in the middle of writes', () => {
  it.each([1, 2, 3])('leaves a sound library with every committed run whole (%i)', async (round) => {
    const home = emptyHome();
    const writer = start('write', home, '25000');
    await writer.said(10 + 7 * round);
    writer.child.kill('SIGKILL');
    expect(await writer.ended).toBe('SIGKILL');

    const store = await openedStore(home);
    expect(store.notice).toMatch(/checked and is sound/);
    const sqlite = new SqliteDatabase(`${home}/lab.sqlite`, { readonly: true });
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    sqlite.close();
    const seeds = writer.lines.map(Number);
    expect(store.runs.list().length).toBeGreaterThanOrEqual(seeds.length);
    for (const seed of seeds) {
      const { run, series } = store.runs.details(samplePlan(seed).key);
      const expected = sampleResult(seed, seed % 2 === 0 ? 3 : 25_000);
      expect(run).toMatchObject({ status: 'done', metrics: expected.metrics });
      expect(series).toEqual(expected.series);
      expect(store.runs.profiles(run.key)).toEqual(expected.profiles);
    }
    store.close();
    expect((await openedStore(home)).notice).toBeNull();
  });
});
