import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runColumnsSchema, packRuns, unpackRuns } from '../../shared/domain/run-columns.ts';
import { runSchema, type Metrics, type Run } from '../../shared/domain/run.ts';
import { inventedRuns } from '../e2e/many-runs.ts';
import { sampleRun } from '../renderer/sample-run.ts';
import { openStore } from '../../src-main/store/store.ts';
import { openTestService, temporaryFolder, type OpenedService } from './temp-library.ts';

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const thereAndBack = (runs: readonly Run[]): Run[] => unpackRuns(runColumnsSchema.parse(overTheWire(packRuns(runs))));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const anyMetrics = fc
  .record(
    { welchP: fc.option(finite), certificateRatio: finite, modelRank: fc.nat(), effectiveSamplesUtility: fc.option(finite) },
    { requiredKeys: [] },
  )
  .map((own): Metrics => ({ ...(sampleRun('a').metrics as Metrics), ...own }));
const anyRun = fc
  .record({
    key: fc.stringMatching(/^[0-9a-f]{64}$/),
    letters: fc.integer({ min: 7, max: 20 }),
    status: fc.constantFrom('done', 'failed', 'queued', 'running', 'cancelled'),
    metrics: fc.option(anyMetrics),
    error: fc.option(fc.string(), { nil: undefined }),
    seconds: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9 })),
    rank: fc.integer({ min: 1, max: 3 }),
    gradient: fc.option(fc.constantFrom('exact', 'one-step')),
    seed: fc.integer(),
    finishedAt: fc.option(fc.constantFrom('2026-11-24T22:00:00.000Z', '2026-11-25T22:00:00.000Z')),
  })
  .map(({ key, letters, error, rank, gradient, seed, ...part }): Run => {
    const config = { learner: { id: 'als', config: { rank } }, gradient: gradient === null ? null : { id: gradient, config: {} }, seed };
    return { ...sampleRun(key, { ...part, config }), run: key.slice(0, letters), ...(error === undefined ? {} : { error }) };
  });

/** Columns of which nothing is certain. */
interface Spoilt {
  seed: unknown[];
  attack: { of: unknown[] };
  status: { values: unknown[] };
  metrics: { utility: unknown[]; iterations: unknown[] };
  colour?: unknown;
}

describe('runs as columns', () => {
  test('come back as they were, in their order, whatever each of them has', () => {
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 12 }), (runs) => {
        const back = thereAndBack(runs);
        expect(back).toEqual(runs);
        for (const run of back) runSchema.parse(run);
      }),
    );
  });

  test('share what is equal: one object for each learner, however many runs have it', () => {
    const runs = [1, 2, 3, 4].map((seed) => sampleRun(String(seed).repeat(64), { config: { seed, learner: { id: 'als', config: { rank: seed % 2 } } } }));
    const [first, second, third] = thereAndBack(runs);
    expect(third.config.learner).toBe(first.config.learner);
    expect(second.config.learner).not.toBe(first.config.learner);
  });

  test.each<[string, (columns: Spoilt) => unknown, RegExp]>([
    ['a column that is too short', (columns) => columns.seed.pop(), /seed has 1 entries for 2 runs/],
    ['a place without a value', (columns) => (columns.attack.of[1] = 7), /attack names a value that is not there/],
    ['a metric too few', (columns) => columns.metrics.utility.pop(), /metrics\.utility has 1 entries for 2 runs/],
    ['null where a number belongs', (columns) => (columns.metrics.utility[1] = null), /metrics\.utility must not be null/],
    ['a fraction of an iteration', (columns) => (columns.metrics.iterations[0] = 1.5), /metrics\.iterations must not be 1\.5/],
    ['text for a number', (columns) => (columns.metrics.utility[0] = 'ten'), /Numbers or null/],
    ['a broken seed', (columns) => (columns.seed[0] = 0.5), /Whole numbers/],
    ['an unknown column', (columns) => (columns.colour = []), /Unrecognized key/],
    ['an unknown status', (columns) => (columns.status.values = ['lost']), /Invalid option/],
  ])('refuse %s', (_, spoil, message) => {
    const columns = overTheWire(packRuns([sampleRun('a'.repeat(64)), sampleRun('b'.repeat(64))])) as Spoilt;
    expect(runColumnsSchema.safeParse(columns).success).toBe(true);
    spoil(columns);
    expect(() => runColumnsSchema.parse(columns)).toThrow(message);
  });
});

describe('the service', () => {
  const home = temporaryFolder();
  let opened: OpenedService;
  beforeAll(async () => {
    const store = await openStore(home);
    for (const { planned, finished } of inventedRuns(300)) if (finished) store.runs.finish(planned, finished, null);
    store.close();
    opened = await openTestService({ home });
  });
  afterAll(() => opened.service.close());

  test('answers with the same runs by columns as by rows, those in the bin too', async () => {
    const { client } = opened.service;
    const { runs } = await client.runs.list({});
    expect(runs.length).toBeGreaterThan(250);
    expect(unpackRuns((await client.runs.columns({})).columns)).toEqual(runs);
    expect((await client.runs.show({ run: runs[0].key })).run).toEqual(runs[0]);
    await client.runs.delete({ runs: [runs[3].key, runs[7].key] });
    expect(unpackRuns((await client.runs.columns({ deleted: true })).columns)).toEqual((await client.runs.list({ deleted: true })).runs);
    expect((await client.runs.columns({})).columns.key).not.toContain(runs[3].key);
    await expect(client.runs.columns({ campaign: 'no such' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
