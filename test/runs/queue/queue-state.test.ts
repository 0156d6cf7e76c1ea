import { expect, test } from 'vitest';
import type { RunProgress } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { liveRun } from '../../../src-main/runs/queue/live-run.ts';
import { queueState, type QueueFacts, steadyQueueState } from '../../../src-main/runs/queue/queue-state.ts';
import { seedCampaign } from './queue-bench.ts';

/** Alike but for their seeds. */
const alike: Run[] = seedCampaign([1, 2, 3]).runs.map((planned) => ({
  ...planned,
  run: planned.key.slice(0, 8),
  status: 'queued',
  cached: false,
  seconds: null,
  metrics: null,
  finishedAt: null,
  deletedAt: null,
}));
/** Each of another attack, so that none says anything of the others. */
const runs = alike.map((run, at): Run => ({ ...run, config: { ...run.config, attack: { id: `attack-${at}`, config: {} } } }));

/** What is known of the three runs; `estimates` are core-seconds. */
function factsOf(
  threads: number,
  estimates: (number | null)[],
  progress: Record<number, Partial<RunProgress>> = {},
  of: readonly Run[] = runs,
  paused: readonly Run[] = [],
  halfDone: Record<string, { iteration: number; iterations: number }> = {},
): QueueFacts {
  const known = Object.entries(progress).map(([at, some]): [string, RunProgress] => [
    runs[Number(at)].key,
    { ...liveRun(runs[Number(at)].key, () => 0).progress(), ...some },
  ]);
  return {
    runs: of,
    campaigns: new Map(),
    progress: new Map(known),
    computed: (key) => new Map(known).get(key)?.elapsedSeconds ?? 0,
    halfDone: ({ key }) => (key in halfDone ? { ...liveRun(key, () => 0).progress(), ...halfDone[key] } : null),
    estimate: (run) => estimates[of.indexOf(run)],
    batch: { finished: 0, total: 3 },
    fromStore: 0,
    threads,
    engine: 'busy',
    events: [],
    paused: new Set(paused.map(({ key }) => key)),
    standsStill: false,
  };
}

function state(...facts: Parameters<typeof factsOf>) {
  return queueState(factsOf(...facts));
}

function eta(...facts: Parameters<typeof state>) {
  return state(...facts).etaSeconds;
}

test('the time left is the work left over the threads, which a last long run has for itself', () => {
  expect(eta(1, [10, 20, 30])).toBe(60);
  expect(eta(2, [10, 20, 30])).toBe(30);
  expect(eta(2, [10, 10, 70])).toBe(45);
});

test('a run takes its core-seconds over the threads that it will share', () => {
  const each = (threads: number) =>
    state(threads, [12, 24, null]).entries.map((entry) => entry.estimateSeconds);
  expect(each(1)).toEqual([12, 24, null]);
  expect(each(2)).toEqual([12, 24, null]);
  expect(each(6)).toEqual([6, 12, null]);
});

test('a running run counts with what its progress says, else with what is left of its estimate', () => {
  expect(eta(1, [10, 20, 30], { 0: { etaSeconds: 4, elapsedSeconds: 10 } })).toBe(54);
  expect(eta(1, [10, 20, 30], { 0: { etaSeconds: null, elapsedSeconds: 3 } })).toBe(57);
  expect(eta(1, [10, 20, 30], { 0: { etaSeconds: null, elapsedSeconds: 300 } })).toBe(50);
});

test('a running run counts with its share of the threads', () => {
  // Alone it has both threads: 4 seconds are 8 of a core, and so are 3 that are over.
  expect(eta(2, [10, 20, 30], { 0: { etaSeconds: 4 } })).toBe((8 + 50) / 2);
  expect(eta(2, [10, 20, 30], { 0: { etaSeconds: null, elapsedSeconds: 3 } })).toBe((4 + 50) / 2);
  expect(eta(2, [10, 20, 30], { 0: { etaSeconds: 4 }, 1: { etaSeconds: 6 } })).toBe((4 + 6 + 30) / 2);
});

test('nothing is promised while the time of some run is unknown', () => {
  expect(eta(1, [10, null, 30])).toBeNull();
  expect(eta(1, [null, 20, 30], { 0: { etaSeconds: 5 } })).toBe(55);
});

test('a live run keeps its curve, and begins it again at the checkpoint after a death', () => {
  const live = liveRun('a', () => 0);
  const point = (iteration: number) => ({
    iteration,
    utility: iteration,
    predictionShiftRmse: 0,
    targetMean: null,
    step: 1,
    accepted: true,
  });
  live.start({ resumed: false, points: [], refused: null });
  const progress = { phase: 'iteration 2 of 10', iteration: 2, iterations: 10 };
  live.update({ progress, points: [point(1), point(2)], seconds: 4 });
  expect(live.progress()).toMatchObject({ phase: 'iteration 2 of 10', elapsedSeconds: 4, etaSeconds: 16 });
  live.start({ resumed: true, points: [point(1)], refused: null });
  live.update({ progress, points: [point(2)], seconds: 5 });
  expect(live.progress().trace.map(({ iteration }) => iteration)).toEqual([1, 2]);
});

test('what a live run took before its first step says nothing of the others, and its last metrics take a time of their own', () => {
  const live = liveRun('a', () => 0);
  const at = (iteration: number) => ({ phase: `iteration ${iteration} of 10`, iteration, iterations: 10 });
  live.start({ resumed: false, points: [], refused: null });
  live.update({ progress: { ...at(0), phase: 'first profiles' }, points: [], seconds: 6 });
  live.update({ progress: at(2), points: [], seconds: 8 });
  expect(live.progress().etaSeconds).toBe(8);
  live.update({ progress: { ...at(4), phase: 'final metrics', remainingSeconds: null }, points: [], seconds: 10 });
  expect(live.progress()).toMatchObject({ iteration: 4, iterations: 10, etaSeconds: null });
});

test('a working run that takes far longer or shorter than was estimated corrects those like it', () => {
  const each = (live: Partial<RunProgress>) =>
    state(1, [2800, 2800, null], { 0: live }, alike).entries.map((entry) => entry.estimateSeconds);
  expect(each({ elapsedSeconds: 20, etaSeconds: 120 })).toEqual([140, 140, null]);
  expect(each({ elapsedSeconds: 2800, etaSeconds: 5600 })).toEqual([8400, 8400, null]);
  expect(each({ elapsedSeconds: 700, etaSeconds: 1400 })).toEqual([2800, 2800, null]);
  expect(each({ elapsedSeconds: 20, etaSeconds: null })).toEqual([2800, 2800, null]);
});

test('a correction counts the threads of the working run, and a run of another attack is not corrected', () => {
  const { entries } = state(2, [400, 400, 400], { 0: { elapsedSeconds: 10, etaSeconds: 10 } }, [alike[0], alike[1], runs[2]]);
  expect(entries.map((entry) => entry.estimateSeconds)).toEqual([40, 40, 400]);
});

test('a machine that is busy with other things makes kinds slower of which no run works yet, unless all that works is no slower', () => {
  const each = (live: Record<number, Partial<RunProgress>>) => state(2, [10, 20, 30], live).entries.map((entry) => entry.estimateSeconds);
  const slow = { elapsedSeconds: 20, etaSeconds: 40 };
  // Alone it has both threads: 60 seconds are 120 of a core, twelve times what was estimated.
  expect(each({ 0: slow })).toEqual([120, 240, 360]);
  expect(each({ 0: slow, 1: slow })).toEqual([60, 60, 90]);
  expect(each({ 0: slow, 1: { elapsedSeconds: 10, etaSeconds: 11 } })).toEqual([60, 20, 30]);
  expect(each({ 0: { elapsedSeconds: 1, etaSeconds: 1 } })).toEqual([4, 20, 30]);
});

test('the time left is what is shown of the runs, together over those at once, as it is printed and whatever is paused', () => {
  const shown = (threads: number, estimates: number[], paused: readonly Run[] = []) => {
    const { entries, etaSeconds } = state(threads, estimates, {}, runs, paused);
    const meant = entries.filter((entry) => !entry.paused);
    const parts = meant.reduce((sum, { estimateSeconds }) => sum + Number((estimateSeconds ?? NaN).toFixed(estimateSeconds! < 10 ? 1 : 0)), 0);
    return [parts / Math.min(threads, meant.length), etaSeconds ?? NaN];
  };
  for (const threads of [1, 2, 3, 8])
    for (const paused of [[], runs.slice(0, 1), runs.slice(1)]) {
      const [parts, whole] = shown(threads, [2.34, 12.4, 31.7], paused);
      expect(Math.abs(parts - whole)).toBeLessThan(0.05 * whole);
    }
});

test('a run that waits half done counts with its rest alone, also while it is paused', () => {
  const halfDone = { [runs[1].key]: { iteration: 10, iterations: 12 } };
  const { entries, etaSeconds } = state(1, [10, 24, 30], {}, runs, [], halfDone);
  expect(entries.map((entry) => entry.estimateSeconds)).toEqual([10, expect.closeTo(4, 9), 30]);
  expect(entries[1].progress).toMatchObject(halfDone[runs[1].key]);
  expect(etaSeconds).toBeCloseTo(44, 9);
  const paused = state(1, [10, 24, 30], {}, runs, [runs[1]], halfDone);
  expect(paused.entries[1].estimateSeconds).toBeCloseTo(4, 9);
  expect(paused.etaSeconds).toBe(40);
});

test('estimates that ease in are told of the runs and of their sum alike', () => {
  let clock = 0;
  const tell = steadyQueueState(() => clock);
  const told = (seconds: number) => {
    const { entries, etaSeconds } = tell({ ...factsOf(2, [seconds, seconds, seconds]), batch: { finished: 5, total: 8 } });
    return { sum: entries.reduce((sum, entry) => sum + (entry.estimateSeconds ?? NaN), 0) / 2, etaSeconds };
  };
  expect(told(20)).toEqual({ sum: 30, etaSeconds: 30 });
  clock = 1000;
  const { sum, etaSeconds } = told(60);
  expect(sum).toBeCloseTo(etaSeconds!, 9);
  expect(etaSeconds).toBeGreaterThan(30);
  expect(etaSeconds).toBeLessThan(40);
});

test('what has elapsed of a run counts from its begin, and goes on where nothing is told', () => {
  let clock = 5000;
  const live = liveRun('a', () => clock);
  clock = 8000;
  expect(live.progress().elapsedSeconds).toBe(3);
  live.start({ resumed: false, points: [], refused: null });
  clock = 10_000;
  live.update({ progress: { phase: 'final metrics', iteration: 2, iterations: 2 }, points: [], seconds: 2 });
  clock = 12_000;
  expect(live.progress().elapsedSeconds).toBe(7);
  expect(live.seconds()).toBe(2);
});

test('what has elapsed of a run that is continued has what was computed before', () => {
  let clock = 0;
  const live = liveRun('a', () => clock);
  live.start({ resumed: true, points: [], refused: null });
  clock = 1000;
  live.update({ progress: { phase: 'iteration 6', iteration: 6, iterations: 10 }, points: [], seconds: 51 });
  clock = 3000;
  expect(live.progress().elapsedSeconds).toBe(53);
});
