import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LabError } from '../../../shared/domain/errors.ts';
import { useSourceChecks } from '../../../src-renderer/stores/source-checks.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { openStores } from '../fake-api.ts';

const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
const model = { start: 'warm', objective: 1, relativeGradient: 1e-9, converged: true, difference: 0, predictionShiftRmse: 0.3, targetMean: null };
const check = {
  ...{ starts: 3, clean: [], poisoned: [model], targetMeanBefore: null, cleanDifference: 0, poisonedDifference: 0, effectSpread: 0 },
  ...{ targetSpread: null, dependence: 0, targetDependence: null, warnings: [] },
};

beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

describe('checks of the starts of a campaign', () => {
  test('are made of one run of each configuration, one after the other', async () => {
    const seen: unknown[] = [];
    openStores({
      'audits.unchecked': () => ({ runs: [first, second], estimateSeconds: 4 }),
      'audits.uniqueness': ({ run }: { run: string }) => {
        seen.push([run, { ...useSourceChecks().current }]);
        return { run, cached: false, check };
      },
    });
    const store = useSourceChecks();
    await store.start('c');
    expect(seen).toEqual([
      [first, { campaign: 'c', done: 0, total: 2, run: first }],
      [second, { campaign: 'c', done: 1, total: 2, run: second }],
    ]);
    expect(store.current).toBeNull();
  });

  test('stop after the one under way, which is cancelled', async () => {
    let refuse: (error: LabError) => void = () => {};
    const { push, calls } = openStores({
      'audits.unchecked': () => ({ runs: [first, second], estimateSeconds: null }),
      'audits.uniqueness': () => new Promise((_, reject) => void (refuse = reject)),
      'audits.cancel': () => {
        refuse(new LabError('cancelled', 'The check was cancelled.'));
        return { cancelled: true };
      },
    });
    const store = useSourceChecks();
    const running = store.start('c');
    await expect.poll(() => store.current?.run).toBe(first);
    push('audits.progress', { jobId: 'j', kind: 'uniqueness', subject: first, phase: 'p', iteration: 0, iterations: 6, elapsedSeconds: 0, etaSeconds: null, ended: false });
    await store.cancel();
    await running;
    expect(calls.map(({ procedure }) => procedure)).toEqual(['audits.unchecked', 'audits.uniqueness', 'audits.cancel']);
    expect(useToasts().toasts).toEqual([]);
  });

  test('are not begun twice, and one that was cancelled leaves alone those that were begun after it', async () => {
    const answers: (() => void)[] = [];
    const { calls } = openStores({
      'audits.unchecked': () => ({ runs: [first, second], estimateSeconds: null }),
      'audits.uniqueness': ({ run }: { run: string }) => new Promise((resolve) => void answers.push(() => resolve({ run, cached: false, check }))),
    });
    const store = useSourceChecks();
    const before = store.start('c');
    await store.start('c');
    await expect.poll(() => store.current?.run).toBe(first);
    await store.cancel();
    const after = store.start('d');
    await expect.poll(() => store.current?.campaign).toBe('d');
    answers[0]();
    await before;
    expect(store.current).toEqual({ campaign: 'd', done: 0, total: 2, run: first });
    answers[1]();
    await expect.poll(() => store.current?.done).toBe(1);
    answers[2]();
    await after;
    expect(store.current).toBeNull();
    expect(calls.map(({ procedure }) => procedure.replace('audits.', ''))).toEqual(['unchecked', 'uniqueness', 'unchecked', 'uniqueness', 'uniqueness']);
  });
});
