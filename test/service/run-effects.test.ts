import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import type { ServiceContext } from '../../src-main/service/context.ts';
import { writeRatingsCache } from '../../src-main/ratings/cache.ts';
import { generateRatings } from '../../src-main/ratings/synthetic.ts';
import { runEffects } from '../../src-main/service/run-effects.ts';

const items = 60;
const folder = mkdtempSync(join(tmpdir(), 'poison-lab-effects-'));
beforeAll(() => writeRatingsCache(join(folder, 'data'), generateRatings({ users: 40, items, ratings: 900, rank: 2, noise: 0.5, seed: 5 })));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A library in which every run has an effect but `none`; says of which runs it was asked. */
function library() {
  const asked: string[] = [];
  const store = {
    datasets: { cachePath: (fingerprint: string) => join(folder, fingerprint) },
    runs: { profiles: () => ({ users: 1, items, rowStart: Int32Array.of(0, 1), rowItem: Int32Array.of(3), rowValue: Float64Array.of(2) }) },
    predictedEffects: {
      get(key: string) {
        asked.push(key);
        if (key === 'none') return null;
        const after = Float64Array.from({ length: items }, (_, item) => Math.sin(item));
        const predictions = { targets: Int32Array.of(), targetBefore: Float64Array.of(), targetAfter: Float64Array.of() };
        return { predictionShiftRmse: 0.1, relativeGradient: 1e-9, before: new Float64Array(items), after, ...predictions };
      },
    },
  };
  return { asked, effects: runEffects({ store } as unknown as ServiceContext) };
}

const runOf = (key: string) => ({ key, run: key, status: 'done', config: { dataset: 'data' } }) as Run;

it('reads what a page asks for once, and sorts an order once', async () => {
  const { asked, effects } = library();
  const first = await effects.known(runOf('a'));
  expect(await effects.known(runOf('a'))).toBe(first);
  expect(await effects.compute(runOf('a'))).toBe(first);
  expect(asked).toEqual(['a']);
  const byShift = first!.ordered('shift', true);
  expect(first!.ordered('shift', true)).toBe(byShift);
  expect(byShift.map(({ shift }) => shift)).toEqual(first!.items.map(({ shift }) => shift).sort((a, b) => b - a));
  expect(first!.ordered('shift', false)[0]).toBe(byShift.at(-1));
  expect(first!.summary.gained).toEqual(byShift.slice(0, 10));
});

it('keeps four runs, and lets go of the one that was looked at longest ago', async () => {
  const { asked, effects } = library();
  for (const key of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) await effects.known(runOf(key));
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
  expect([await effects.known(runOf('none')), await effects.known(runOf('none'))]).toEqual([null, null]);
  expect(asked.slice(-2)).toEqual(['none', 'none']);
});
