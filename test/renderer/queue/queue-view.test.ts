import { describe, expect, test } from 'vitest';
import { phaseParts } from '../../../src-renderer/formatting/phases.ts';
import { shareDone } from '../../../src-renderer/stores/queue.ts';
import { baselineValue, finishedSeeds } from '../../../src-renderer/views/queue/comparable.ts';
import { justFinished, resultColumns } from '../../../src-renderer/views/queue/just-finished.ts';
import { listedEvents } from '../../../src-renderer/views/queue/listed-events.ts';
import { nextStep } from '../../../src-renderer/views/queue/next-step.ts';
import { beforeSteps, secondsLeft, takesSteps } from '../../../src-renderer/views/queue/standing.ts';
import { secondsUntilDone, startTimes, startWords, waitingTime } from '../../../src-renderer/views/queue/start-times.ts';
import { today } from '../../../src-renderer/views/queue/today.ts';
import { workFacts } from '../../../src-renderer/views/queue/work-facts.ts';
import { sampleRun } from '../sample-run.ts';

const entry = (key: string, status: 'running' | 'queued', estimateSeconds: number | null) => ({
  run: sampleRun(key, { status, metrics: null }),
  campaign: 'c',
  paused: false,
  progress: null,
  estimateSeconds,
});

describe('start times', () => {
  test('each waiting run takes the thread that is free first', () => {
    const entries = [entry('r1', 'running', 10), entry('r2', 'running', 4), entry('q1', 'queued', 3), entry('q2', 'queued', 9), entry('q3', 'queued', 1)];
    expect([...startTimes(entries, 2)]).toEqual([['q1', 4], ['q2', 7], ['q3', 10]]);
  });

  test('a paused run takes no thread and has no time', () => {
    const entries = [entry('r', 'running', 10), { ...entry('p', 'queued', 99), paused: true }, entry('q', 'queued', 3)];
    expect([...startTimes(entries, 1)]).toEqual([['q', 10]]);
  });

  test('are unknown behind a run of unknown length', () => {
    expect([...startTimes([entry('r', 'running', null), entry('q', 'queued', 3)], 1)]).toEqual([['q', null]]);
  });
});

test('a start stands where it differs from that of the row before, by what is shown of it, and always where a run is paused', () => {
  const entries = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ ...entry(key, 'queued', 3), paused: key === 'd' || key === 'e' }));
  const starts = new Map([['a', 5], ['b', 20], ['c', 70]]);
  expect([...startWords(entries, starts, (seconds) => `00:0${Math.floor((seconds ?? 0) / 60)}`).values()]).toEqual(['00:00', '', '00:01', 'paused', 'paused']);
});

test('a paused run that is half done says how far it has come', () => {
  const progress = { key: 'p', phase: 'paused', iteration: 10, iterations: 12, elapsedSeconds: 5, etaSeconds: null, trace: [] };
  const entries = [{ ...entry('p', 'queued', 1), paused: true, progress }, { ...entry('q', 'queued', 1), paused: true }];
  expect([...startWords(entries, new Map(), String).values()]).toEqual(['paused at 10 of 12', 'paused']);
});

test('what waits takes what its rows say together, over the runs at once', () => {
  const entries = [entry('r', 'running', 40), entry('a', 'queued', 29), entry('b', 'queued', 30), { ...entry('p', 'queued', 99), paused: true }];
  const time = (more = {}) => waitingTime({ entries, threads: 2, paused: false, ...more });
  expect(time()).toEqual({ seconds: 29.5, atOnce: 2 });
  expect(time({ threads: 1 })).toEqual({ seconds: 59, atOnce: 1 });
  expect(time({ threads: 8 })).toEqual({ seconds: 59 / 3, atOnce: 3 });
  expect(time({ paused: true }).seconds).toBeNull();
  expect(time({ entries: [entry('a', 'queued', null)] }).seconds).toBeNull();
  expect(time({ entries: entries.slice(3) }).seconds).toBeNull();
});

test('the queue is never done before its last run starts', () => {
  const entries = [entry('r', 'running', 90), entry('q', 'queued', 3)];
  expect([80, 300, null].map((etaSeconds) => secondsUntilDone({ entries, threads: 1, etaSeconds }))).toEqual([90, 300, null]);
});

describe('where a run stands', () => {
  const progress = { key: 'r', phase: 'final metrics', iteration: 0, iterations: 1, elapsedSeconds: 0.3, etaSeconds: null, trace: [] };
  const uniform = { ...entry('r', 'running', 1), run: sampleRun('r', { config: { attack: { id: 'uniform', config: {} }, gradient: null } }) };
  const pga = entry('p', 'running', 9);

  test('an attack without steps is told from one that has taken none yet', () => {
    expect([takesSteps(uniform), takesSteps({ ...uniform, progress }), takesSteps({ ...uniform, progress: { ...progress, iterations: 0 } })]).toEqual([false, false, false]);
    expect([takesSteps(pga), takesSteps({ ...pga, progress: { ...progress, iterations: 0 } }), takesSteps({ ...pga, progress: { ...progress, iterations: 30 } })]).toEqual([true, true, true]);
    expect([shareDone({ progress }), shareDone({ progress: { ...progress, iteration: 1 } })]).toEqual([null, 1]);
  });

  test('before its first step it says what it is at, and nothing of iterations that nobody knows', () => {
    const at = (phase: string, more = {}) => beforeSteps({ ...pga, progress: { ...progress, iterations: 0, phase, ...more } });
    expect([at('training the clean model, sweep 44'), at('preparing'), at('iteration 1 of at most 30', { iterations: 30 })]).toEqual(['Training the clean model', 'Preparing', null]);
    expect([beforeSteps(uniform), beforeSteps({ ...pga, run: { ...pga.run, status: 'queued' } })]).toEqual([null, 'No step is taken yet']);
  });

  test('the time left is by its own steps, before them by what such runs took, and unknown once that has passed', () => {
    expect(secondsLeft({ ...pga, progress: { ...progress, etaSeconds: 4 } })).toBe(4);
    expect(secondsLeft({ ...uniform, progress })).toBeCloseTo(0.7, 12);
    expect(secondsLeft({ ...uniform, progress: { ...progress, elapsedSeconds: 2 } })).toBe(null);
    expect(secondsLeft({ ...uniform, estimateSeconds: null, progress })).toBe(null);
    expect(secondsLeft({ ...pga, progress: { ...progress, iterations: 0, phase: 'training the clean model', elapsedSeconds: 30 } })).toBe(9);
  });
});

describe('runs to hold beside', () => {
  const run = sampleRun('a', { config: { seed: 3 } });

  test('are finished and differ in the seed alone', () => {
    const others = [
      sampleRun('c', { config: { seed: 2 } }),
      sampleRun('b', { config: { seed: 1 } }),
      sampleRun('d', { config: { seed: 4 }, status: 'failed' }),
      sampleRun('e', { config: { seed: 5, gradient: { id: 'one-step', config: {} } } }),
      run,
    ];
    expect(finishedSeeds(run, others).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  test('the baseline is the mean of uniform runs under the same budget', () => {
    const uniform = (key: string, rmse: number, share: number) => {
      const one = sampleRun(key, { config: { attack: { id: 'uniform', config: {} }, gradient: null, budget: { maliciousShare: share, fillerSize: 50, maxRating: 2 } } });
      return { ...one, metrics: one.metrics && { ...one.metrics, predictionShiftRmse: rmse } };
    };
    expect(baselineValue(run, [uniform('u', 0.06, 0.05), uniform('v', 0.08, 0.05), uniform('w', 9, 0.01)], 'predictionShiftRmse')).toBeCloseTo(0.07, 12);
    expect(baselineValue(run, [run], 'predictionShiftRmse')).toBe(null);
  });

  test('the baseline of a push is the targets’ mean of uniform runs with the same targets', () => {
    const push = (key: string, item: string, attack: string, reached: number) => {
      const one = sampleRun(key, { config: { objective: { id: 'integrity', config: { targets: [item] } }, attack: { id: attack, config: {} } } });
      return { ...one, metrics: one.metrics && { ...one.metrics, targetMeanAfter: reached } };
    };
    const others = [push('u', '100', 'uniform', 0.9), push('v', '100', 'uniform', 1), push('w', '7', 'uniform', 2), push('x', '100', 'random', 2)];
    expect(baselineValue(push('p', '100', 'pga', 1.4), others, 'targetMean')).toBeCloseTo(0.95, 12);
  });
});

test('events say their day where it turns, and what stands out of a begin or an end', () => {
  const at = (day: number, hours: number) => new Date(2026, 10, day, hours).toISOString();
  const events = [
    { at: at(29, 9), message: 'The engine started.', run: null, kind: 'lab' as const },
    { at: at(28, 23), message: 'Done PGA exact, 4 %, seed 2: RMSE 0.276', run: 'a', kind: 'run' as const },
    { at: at(28, 22), message: 'PGA exact, 4 %, seed 2: iteration 1 accepted', run: 'a', kind: 'step' as const },
    { at: at(27, 22), message: 'Queued 2 runs of c.', run: null, kind: 'lab' as const },
  ];
  const parts = (now: Date) => listedEvents(events, now).map(({ day, lead, rest }) => [day, lead, rest]);
  const rows = parts(new Date(2026, 10, 29, 12));
  expect(rows.map(([day]) => day)).toEqual([null, '28 Nov 2026', null, '27 Nov 2026']);
  expect(rows.map(([, lead]) => lead)).toEqual(['', 'Done', '', '']);
  expect(rows.map(([, lead, rest]) => `${lead}${rest}`)).toEqual(events.map(({ message }) => message));
  expect(parts(new Date(2026, 10, 30, 1))[0][0]).toBe('29 Nov 2026');
});

test('today counts what ended on the local day', () => {
  const at = (hours: number) => new Date(2026, 10, 24, hours).toISOString();
  const runs = [
    sampleRun('a', { finishedAt: at(1) }),
    sampleRun('b', { finishedAt: at(23), status: 'failed', seconds: 1 }),
    sampleRun('c', { finishedAt: at(-1) }),
    sampleRun('d', { finishedAt: null, status: 'queued' }),
  ];
  expect(today(runs, new Date(2026, 10, 24, 12))).toEqual({ done: 1, failed: 1, seconds: 3 });
});

test('just finished is what ended within a day, the last first: runs that were stored long before are not', () => {
  const now = new Date('2026-11-24T09:00:00.000Z');
  const ended = (key: string, finishedAt: string | null) => sampleRun(key, { finishedAt, status: finishedAt === null ? 'queued' : 'done' });
  const runs = [ended('a', '2026-11-23T10:00:00.000Z'), ended('b', '2026-11-24T08:59:00.000Z'), ended('c', '2026-11-20T08:59:00.000Z'), ended('d', null)];
  expect(justFinished(runs, now).map(({ key }) => key)).toEqual(['b', 'a']);
});

test('the runs that ended last show what they are after, a push the mean rating of its targets', () => {
  const metrics = sampleRun('a').metrics!;
  const spoils = sampleRun('a');
  const push = sampleRun('b', { config: { objective: { id: 'integrity', config: { targets: ['1'] } } }, metrics: { ...metrics, targetMeanAfter: 1.184 } });
  const failed = sampleRun('c', { status: 'failed', metrics: null, config: push.config });
  const table = (...runs: (typeof push)[]) => resultColumns(runs).map(({ label, text }) => [label, ...runs.map((run) => text?.(run))]);
  expect(table(spoils)).toEqual([['RMSE', '0.300']]);
  expect(table(push, failed)).toEqual([['Targets’ mean', '1.184', 'Failed']]);
  expect(table(push, spoils)).toEqual([['Targets’ mean', '1.184', '–'], ['RMSE', '0.300', '0.300']]);
});

test('an empty queue offers the runs that are missing, else the figures, else a first design', () => {
  const campaign = (name: string, done: number, runs: number) => ({ name, done, runs, listed: runs, datasetName: 'd', updatedAt: '', active: false });
  expect(nextStep([])).toMatchObject({ what: 'design', campaign: null, action: 'Design a campaign' });
  expect(nextStep([campaign('new', 2, 2), campaign('old', 1, 1200)])).toMatchObject({
    ...{ what: 'run', campaign: 'old', action: 'Run the other 1,199' },
    sentence: 'Nothing is running. “old” lacks 1,199 of its 1,200 runs.',
  });
  expect([nextStep([campaign('one', 0, 1)]).action, nextStep([campaign('many', 0, 36)]).action]).toEqual(['Run it', 'Run its 36 runs']);
  expect(nextStep([campaign('draft', 0, 0), campaign('done', 3, 3), campaign('sample', 0, 36)])).toMatchObject({ what: 'compare', campaign: 'done' });
});

describe('what a run is at', () => {
  const point = { utility: 1, predictionShiftRmse: 0.1, targetMean: null, step: 1, accepted: true };
  const at = (phase: string, ...trace: object[]) => ({
    ...{ key: 'a', phase, iteration: 2, iterations: 30, elapsedSeconds: 1, etaSeconds: null },
    trace: trace.map((more, iteration) => ({ ...point, iteration, ...more })),
  });
  const words = (...given: Parameters<typeof workFacts>) => workFacts(...given).map(({ label, value }) => `${label}: ${value}`);

  test('counts the sweeps of the last retraining and the products of the last solve, also of an earlier step', () => {
    const halved = at('iteration 2 of at most 30: retraining', {}, { sweeps: 7, products: 52 }, { sweeps: 1, accepted: false });
    expect(words(halved, 'exact')).toEqual(['Retraining: 1 sweep', 'Adjoint solve: 52 products', 'Phase: retraining']);
    expect(words(at('first profiles: differentiating sweeps', { sweeps: 3, products: 10 }), 'unrolled')).toEqual([
      'Retraining: 3 sweeps',
      'Unrolled: 10 sweeps',
      'Phase: differentiating sweeps',
    ]);
  });

  test('says the phase as it is where no step is under way, and nothing that was not counted', () => {
    expect(words(null, 'exact')).toEqual(['Phase: starting']);
    expect(words(at('iteration 2 of at most 30', {}), 'one-step')).toEqual(['Phase: between steps']);
    expect(phaseParts('iteration 1400 of at most 50000: retraining, sweep 1200')).toEqual({ where: 'iteration 1,400 of at most 50,000', part: 'retraining, sweep 1200' });
    expect(words(at('final metrics', { sweeps: 4, products: 0 }), 'one-step')).toEqual(['Retraining: 4 sweeps', 'Phase: final metrics']);
    expect(phaseParts('iteration 3 of at most 9: retraining, sweep 120, relative gradient 4e+0')).toEqual({ where: 'iteration 3 of at most 9', part: 'retraining, sweep 120' });
    const clean = { ...at('training the clean model, sweep 4: relative gradient 1e-3 of 1e-8'), iterations: 1 };
    expect(words(clean, 'exact')).toEqual(['Phase: training the clean model, sweep 4']);
  });
});
