import { describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../shared/domain/check.ts';
import { demandWanted, watchChecks, type Watch } from '../../src-main/service/watched-checks.ts';

function opened() {
  const told: CheckProgress[] = [];
  const cancelled: string[] = [];
  const ended: string[] = [];
  let number = 0;
  const checks = watchChecks({
    engine: { cancel: (jobId) => void cancelled.push(jobId) },
    publish: (_, payload) => void told.push(payload as CheckProgress),
    startJob: (kind) => {
      const jobId = `${kind} ${++number}`;
      return { jobId, end: () => void ended.push(jobId) };
    },
  });
  return { checks, told, cancelled, ended };
}

const update = (iteration: number, iterations: number, seconds: number) => ({ progress: { phase: 'p', iteration, iterations }, points: [], seconds });

describe('checks that are watched', () => {
  it('tell where they stand, and what is left as if all parts were alike', async () => {
    const { checks, told, ended } = opened();
    const answer = await checks.run({ kind: 'uniqueness', subject: 'key', jobId: 'mine' }, async ({ options, before }) => {
      before.onUpdate(update(3, 9, 1));
      options.onUpdate!(update(2, 6, 4));
      expect(checks.list()).toEqual([told.at(-1)]);
      return options.jobId;
    });
    expect(answer).toBe('uniqueness 1');
    expect(told.map(({ phase, iteration, iterations, etaSeconds, ended: over }) => [phase, iteration, iterations, etaSeconds, over])).toEqual([
      ['waiting for the engine', 0, 0, null, false],
      ['p', 0, 0, null, false],
      ['p', 2, 6, 8, false],
      ['p', 2, 6, 8, true],
    ]);
    expect(new Set(told.map(({ jobId, kind, subject }) => `${jobId} ${kind} ${subject}`))).toEqual(new Set(['mine uniqueness key']));
    expect(ended).toEqual(['uniqueness 1']);
    expect(checks.list()).toEqual([]);
  });

  it('run once at a time about one thing', async () => {
    const { checks } = opened();
    let finish = () => {};
    const first = checks.run({ kind: 'calibration', subject: '', jobId: 'a' }, () => new Promise<void>((resolve) => void (finish = resolve)));
    await expect(checks.run({ kind: 'calibration', subject: '' }, async () => 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(checks.run({ kind: 'audit', subject: '', jobId: 'a' }, async () => 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await checks.run({ kind: 'uniqueness', subject: '' }, async () => 1)).toBe(1);
    finish();
    await first;
    expect(await checks.run({ kind: 'calibration', subject: '' }, async () => 2)).toBe(2);
  });

  it('can be waited for by whoever asks for the same, and fail for them too', async () => {
    const { checks } = opened();
    expect(checks.underWay('uniqueness', 'key')).toBeNull();
    let finish: (value: number) => void = () => {};
    const first = checks.run({ kind: 'uniqueness', subject: 'key' }, () => new Promise<number>((resolve) => void (finish = resolve)));
    const joined = checks.underWay('uniqueness', 'key');
    finish(7);
    expect([await first, await joined]).toEqual([7, 7]);
    expect(checks.underWay('uniqueness', 'key')).toBeNull();
    let fail: (error: Error) => void = () => {};
    const second = checks.run({ kind: 'uniqueness', subject: 'key' }, () => new Promise((_, reject) => void (fail = reject)));
    const other = checks.underWay('uniqueness', 'key');
    fail(new Error('broken'));
    await expect(second).rejects.toThrow('broken');
    await expect(other).rejects.toThrow('broken');
  });

  it('are cancelled by the id of their caller, in the engine and before they reach it', async () => {
    const { checks, cancelled, told } = opened();
    let watch: Watch | null = null;
    const running = checks.run({ kind: 'uniqueness', subject: 'key', jobId: 'mine' }, async (given) => {
      watch = given;
      await new Promise((resolve) => given.before.signal.addEventListener('abort', resolve));
      demandWanted(given.before.signal);
    });
    expect(watch!.before.signal.aborted).toBe(false);
    expect(checks.cancel('yours')).toBe(false);
    expect(checks.cancel('mine')).toBe(true);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(cancelled).toEqual(['uniqueness 1']);
    expect(told.at(-1)).toMatchObject({ ended: true });
    expect(checks.cancel('mine')).toBe(false);
  });
});
