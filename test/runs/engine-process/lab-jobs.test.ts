import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importOptionsSchema } from '../../../shared/domain/dataset.ts';
import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import type { Engine } from '../../../src-main/runs/engine-process/client.ts';
import type { EngineJobProgress } from '../../../src-main/runs/engine-process/protocol.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import { parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { readRatingsCache } from '../../../src-main/ratings/cache.ts';
import { realData } from '../../real-data.ts';
import { labWorker } from '../queue/small-data.ts';
import { engineEntry } from './toy-engine.ts';

let home = '';
let engine: Engine;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'poison-lab-jobs-'));
  engine = startEngine({ spawn: spawnNodeEngine(engineEntry, labWorker), home, threads: 2 });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

/** 30 users who rate 24 of 40 items each, as a file. */
function ratingFile(name: string, badLine = ''): string {
  const rows = ['user,item,rating'];
  for (let user = 1; user <= 30; user++) {
    for (let at = 0; at < 24; at++)
      rows.push(`${user},${1 + ((at * 3 + user * 7) % 40)},${1 + ((user + at * at) % 5)}`);
  }
  const path = join(home, name);
  writeFileSync(path, `${rows.join('\n')}\n${badLine}`);
  return path;
}

test('an import reads in a worker, writes the cache and tells how far it is', async () => {
  const told: EngineJobProgress[] = [];
  const path = ratingFile('good.csv');
  const { result } = await engine.import(
    { path, options: importOptionsSchema.parse({ name: 'good' }) },
    { jobId: 'import', onUpdate: (update) => told.push(update.progress) },
  );
  expect(result).toMatchObject({ name: 'good', users: 30, items: 40, ratings: 720, layout: 'csv' });
  const cached = readRatingsCache(join(home, 'datasets', `${result.fingerprint}.ratings`));
  expect(cached.ratings.rowValue).toHaveLength(720);
  expect(told.at(-1)?.reading?.rows).toBe(720);
});

test('a bad row is an error with file and line, and no cache is written', async () => {
  const path = ratingFile('bad.csv', '1,2,NaN\n');
  const failing = engine.import({ path, options: importOptionsSchema.parse({}) }, { jobId: 'bad' });
  await expect(failing).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/bad\.csv/) as string,
    complaints: [expect.objectContaining({ line: 722 })],
  });
});

test('clean model, then an audit of all gradients on imported data', async () => {
  const path = ratingFile('audit.csv');
  const { result: dataset } = await engine.import(
    { path, options: importOptionsSchema.parse({}) },
    { jobId: 'import' },
  );
  const config = parseRunConfig({
    dataset: dataset.fingerprint,
    learner: { id: 'als', config: { rank: 3, lambdaUsers: 2, lambdaItems: 2 } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: {} },
    budget: { maliciousShare: 0.1, fillerSize: 8, maxRating: 2 },
    seed: 1,
  });
  const clean = await engine.trainClean(
    { dataset: dataset.fingerprint, learner: config.learner },
    { jobId: 'clean' },
  );
  expect(clean.result.relativeGradient).toBeLessThan(1e-7);
  const { result } = await engine.audit(
    { config, cleanModel: clean.result, directions: 2, iterations: 1 },
    { jobId: 'audit' },
  );
  const exact = result.gradients.find((row) => row.gradient === 'exact');
  expect(Math.max(...exact!.relativeErrors)).toBeLessThan(1e-3);
  expect(exact!.damage!.utility).toBeGreaterThan(result.start.utility);
  expect(result.gradients.map(({ gradient, refused }) => [gradient, refused])).toEqual([
    ['one-step', null],
    ['exact', null],
    ...['unrolled 3', 'unrolled 10', 'unrolled', 'unrolled 100'].map((id) => [id, null]),
  ]);
  expect(result.targetIds).toEqual([]);
});

test('a data set whose cache is gone is an error that says so', async () => {
  const learner = { id: 'als', config: { rank: 3, lambdaUsers: 2, lambdaItems: 2 } };
  await expect(
    engine.trainClean({ dataset: 'e'.repeat(64), learner }, { jobId: 'gone' }),
  ).rejects.toMatchObject({
    name: 'LabError',
  });
});

describe.skipIf(!realData('ml-100k.zip'))('on MovieLens 100K', () => {
  test('calibration picks it among the data sets and its rows hold', async () => {
    const small = await engine.import(
      { path: ratingFile('x.csv'), options: importOptionsSchema.parse({}) },
      { jobId: 'x' },
    );
    const options = importOptionsSchema.parse({});
    const whole = await engine.import({ path: realData('ml-100k.zip')!, options }, { jobId: 'ml-100k' });
    const datasets = [small.result.fingerprint, whole.result.fingerprint];
    const { result } = await engine.calibrate({ datasets }, { jobId: 'calibrate' });
    expect(result.filter((row) => row.ok === 'yes').length).toBeGreaterThan(3);
    expect(result.filter((row) => row.ok === 'no')).toEqual([]);
    expect(result.filter((row) => row.ok === 'no data').every(({ protocol }) => !protocol.includes('ml-100k'))).toBe(true);
  });
});
