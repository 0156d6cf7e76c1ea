import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seriesSchema, metricsSchema } from '../../../shared/domain/run.ts';
import type { JobProgress, RunResult } from '../../../src-main/engine/jobs/job.ts';
import type { Attack } from '../../../src-main/engine/attacks/define-attack.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { gradients } from '../../../src-main/engine/gradients/list.ts';
import { prepareGradients } from '../../../src-main/engine/gradients/prepare.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { quiet, smallData, smallRun } from '../jobs/small-run.ts';

/** Few iterations where the attack has such a field, so that the suite stays short. */
function shortened(attack: Attack, iterations = 4): Record<string, unknown> {
  const fields = (z.toJSONSchema(attack.config, { io: 'input' }).properties ?? {}) as Record<string, unknown>;
  return 'iterations' in fields ? { iterations } : {};
}

const slot = (attack: Attack, config = shortened(attack)) => ({ id: attack.id, config });

/** Everything that must repeat bit for bit. */
const bits = ({ metrics, series, profiles }: Pick<RunResult, 'metrics' | 'series' | 'profiles'>) => ({ metrics, series, profiles });

/** Each row's items and ratings. */
function rowsOf({ profiles }: RunResult): { item: number; value: number }[][] {
  return Array.from({ length: profiles.users }, (_, i) =>
    Array.from({ length: profiles.rowStart[i + 1] - profiles.rowStart[i] }, (_, at) => ({
      item: profiles.rowItem[profiles.rowStart[i] + at],
      value: profiles.rowValue[profiles.rowStart[i] + at],
    })),
  );
}

const listed = attacks.all().map((attack) => ({ id: attack.id, attack }));

beforeAll(() => prepareGradients(gradients.all().map(({ id }) => ({ id, config: {} }))));

describe.each(listed)('attack $id', ({ attack }) => {
  const optimizing = attack.kind === 'optimizing';

  it('has a configuration whose defaults parse, survive a round trip, and whose fields are all documented', () => {
    const defaults = attack.config.parse({});
    expect(attack.config.parse(JSON.parse(JSON.stringify(defaults)))).toEqual(defaults);
    const schema = z.toJSONSchema(attack.config, { io: 'input' });
    expect(schema.additionalProperties).toBe(false);
    for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>)) {
      expect(field.title, `${name} has a title`).toEqual(expect.stringMatching(/\S/));
      expect(field.description, `${name} has a description`).toEqual(expect.stringMatching(/\S.*\.$/s));
      expect(field, `${name} has a default`).toHaveProperty('default');
    }
    expect(() => attack.config.parse({ nosuchfield: 1 })).toThrow(/nosuchfield/);
  });

  it('keeps the budget and the range', () => {
    const cases = [
      { maliciousShare: 0.06, fillerSize: 5, maxRating: 2 },
      { maliciousShare: 0.1, fillerSize: 1, maxRating: 0.5 },
      { maliciousShare: 0.02, fillerSize: 12, maxRating: 3 },
    ];
    for (const budget of cases) {
      const result = run(smallRun({ attack: slot(attack, shortened(attack, 2)), budget }), quiet);
      const rows = rowsOf(result);
      expect(rows).toHaveLength(Math.floor(budget.maliciousShare * 36 + 0.5));
      expect(rows.length).toBeGreaterThan(0);
      expect(result.profiles.items).toBe(30);
      for (const row of rows) {
        expect(row.length).toBeGreaterThan(0);
        expect(row.length).toBeLessThanOrEqual(budget.fillerSize);
        expect(new Set(row.map(({ item }) => item)).size).toBe(row.length);
        for (const { item, value } of row) {
          expect(item).toBeGreaterThanOrEqual(0);
          expect(item).toBeLessThan(30);
          expect(Math.abs(value)).toBeLessThanOrEqual(budget.maxRating);
        }
      }
      expect(metricsSchema.parse(result.metrics)).toEqual(result.metrics);
      expect(seriesSchema.parse(result.series)).toEqual(result.series);
      const lengths = Object.values(result.series).map((trace) => trace.length);
      expect(new Set(lengths)).toEqual(new Set([result.metrics.iterations + 1]));
    }
  });

  it('may rate every item, and does, unless it takes the rated sets of real users', () => {
    const budget = { maliciousShare: 0.06, fillerSize: 30, maxRating: 2 };
    const result = run(smallRun({ attack: slot(attack, shortened(attack, 1)), budget }), quiet);
    const { rowStart, rowItem, users } = smallData.ratings;
    const real = Array.from({ length: users }, (_, i) => Array.from(rowItem.subarray(rowStart[i], rowStart[i + 1])));
    const possible = attack.id === 'template-langevin' ? real : [Array.from({ length: 30 }, (_, j) => j)];
    for (const row of rowsOf(result)) expect(possible).toContainEqual(row.map(({ item }) => item));
  });

  it('without malicious users writes nothing and moves nothing', () => {
    const budget = { maliciousShare: 0.001, fillerSize: 5, maxRating: 2 };
    const result = run(smallRun({ attack: slot(attack), budget }), quiet);
    expect(result.profiles).toMatchObject({ users: 0, items: 30 });
    expect(result.profiles.rowItem).toHaveLength(0);
    expect(result.metrics).toMatchObject({ predictionShiftRmse: 0, predictionShiftRmseCold: 0, iterations: 0, welchP: null, pairedTP: null });
    expect(result.metrics.targetMeanAfter).toBe(result.metrics.targetMeanBefore);
    expect(result.warnings).toEqual([]);
  });

  it('gives the same bits again, in a fresh context, and other profiles for another seed unless they were handed in', async () => {
    const input = smallRun({ attack: slot(attack) });
    const first = run(input, quiet);
    expect(bits(run(input, quiet))).toEqual(bits(first));
    const other = await new Promise<RunResult>((resolve, reject) => {
      const worker = new Worker(new URL('./run-worker.ts', import.meta.url), { workerData: input });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(bits(other)).toEqual(bits(first));
    // Room for items that are drawn, beside those that an attack selects.
    const budget = { maliciousShare: 0.06, fillerSize: 12, maxRating: 2 };
    const [seeded, reseeded] = [1, 2].map((seed) => run(smallRun({ attack: slot(attack), seed, budget }), quiet).profiles);
    if (attack.kind === 'direct' && attack.namedProfiles) expect(reseeded).toEqual(seeded);
    else expect(reseeded).not.toEqual(seeded);
  });

  it('leaves its inputs alone', () => {
    const input = smallRun({ attack: slot(attack) });
    const before = serialize(input);
    run(input, quiet);
    expect(serialize(input).equals(before)).toBe(true);
  });

  it('stops at the first poll that says so, wherever it comes', () => {
    let polls = 0;
    run(smallRun({ attack: slot(attack) }), { ...quiet, cancelled: () => (polls++, false) });
    const total = polls;
    expect(total).toBeGreaterThan(4);
    const stops = Array.from({ length: 12 }, (_, at) => 1 + Math.floor(((total - 1) * at) / 11));
    for (const stop of stops) {
      polls = 0;
      let checkpoints = 0;
      const hooks = { ...quiet, cancelled: () => ++polls >= stop, checkpoint: () => void (checkpoints += polls >= stop ? 1 : 0) };
      expect(() => run(smallRun({ attack: slot(attack) }), hooks)).toThrow(expect.objectContaining({ code: 'cancelled' }));
      expect(polls).toBe(stop);
      expect(checkpoints).toBe(0);
    }
  });

  it('tells what it does: finite points, iterations that never fall, a last phase', () => {
    const told: JobProgress[] = [];
    const result = run(smallRun({ attack: slot(attack) }), { ...quiet, progress: (each) => told.push(each) });
    expect(told.at(-1)).toMatchObject({ phase: 'final metrics', iteration: result.metrics.iterations });
    expect(new Set(told.map(({ iterations }) => iterations)).size, 'at most so many, whatever it took').toBe(1);
    const points = told.flatMap(({ point }) => (point ? [point] : []));
    const accepted = points.filter((point) => point.accepted);
    expect(accepted).toHaveLength(optimizing ? result.metrics.iterations + 1 : 0);
    for (const point of points) expect([point.utility, point.predictionShiftRmse, point.step].every(Number.isFinite)).toBe(true);
    if (optimizing) expect(accepted.map(({ utility }) => utility)).toEqual(result.series.utilityTrace);
  });

  it('says what a step is at, and counts the sweeps and products that it took', () => {
    for (const { id, work = 'gradient' } of attack.usesGradient ? gradients.all() : []) {
      const told: JobProgress[] = [];
      run(smallRun({ attack: slot(attack), gradient: { id, config: {} } }), { ...quiet, progress: (each) => told.push(each) });
      const parts = told.flatMap(({ phase }) => phase.split(': ').slice(1));
      expect(new Set(parts)).toEqual(new Set([work, 'retraining']));
      expect(parts[0]).toBe(work);
      const steps = told.flatMap(({ point }) => (point && point.iteration > 0 ? [point] : []));
      expect(parts.filter((part) => part === 'retraining').length).toBeGreaterThanOrEqual(steps.length);
      for (const { sweeps } of steps) expect(sweeps).toBeGreaterThan(0);
      // A halved step follows the same gradient once more.
      const solved = steps.filter(({ products }) => products !== undefined);
      expect(solved).toHaveLength(parts.filter((part) => part === work).length);
      for (const { products } of solved) expect(products! > 0).toBe(['exact', 'unrolled'].includes(id));
    }
  });

  it('resumed from any checkpoint ends like an uninterrupted run, bit for bit', () => {
    for (const gradient of attack.usesGradient ? gradients.all().map(({ id }) => ({ id, config: {} })) : [null]) {
      const checkpoints: Buffer[] = [];
      const change = { attack: slot(attack), gradient };
      const whole = run(smallRun(change), { ...quiet, checkpoint: (state) => checkpoints.push(serialize(state)) });
      expect(checkpoints.length).toBeGreaterThanOrEqual(optimizing ? whole.metrics.iterations + 1 : 0);
      for (const saved of checkpoints) {
        const resumed = run(smallRun(change, deserialize(saved)), quiet);
        expect(bits(resumed)).toEqual(bits(whole));
        expect(resumed.warnings).toEqual(whole.warnings);
      }
    }
  });
});

describe.each(listed.filter(({ attack }) => attack.usesGradient))('attack $id climbs', ({ attack }) => {
  it('changes its profiles at every accepted iteration, and the start is another run’s end', () => {
    const checkpoints: { values: Float64Array; iteration: number; utility: number }[] = [];
    run(smallRun({ attack: slot(attack) }), { ...quiet, checkpoint: (state) => checkpoints.push(deserialize(serialize(state))) });
    const accepted = checkpoints.filter((each, at) => at === 0 || each.iteration > checkpoints[at - 1].iteration);
    expect(accepted.length).toBeGreaterThan(2);
    for (let at = 1; at < accepted.length; at++) {
      expect(accepted[at].values).not.toEqual(accepted[at - 1].values);
      expect(accepted[at].utility).not.toBe(accepted[at - 1].utility);
    }
    const ends = [1, 3].map((iterations) => run(smallRun({ attack: slot(attack, { ...shortened(attack, iterations) }) }), quiet).profiles.rowValue);
    expect(ends[0]).not.toEqual(ends[1]);
  });

  it.each(gradients.all().map(({ id }) => ({ id })))('by the $id gradient', ({ id }) => {
    const strong = attack.kind === 'optimizing' && attack.chain ? { beta: 20, iterations: 12 } : shortened(attack, 8);
    const objective = { id: 'availability', config: {} };
    const gradient = { id, config: {} };
    const { series, metrics } = run(smallRun({ attack: { id: attack.id, config: strong }, gradient, objective }), quiet);
    expect(series.utilityTrace.at(-1)).toBeGreaterThan(1.3 * series.utilityTrace[0]);
    expect(metrics.predictionShiftRmse).toBeGreaterThan(0);
  });
});

describe.each(listed.filter(({ attack }) => 'includeTargets' in (attack.config.parse({}) as object)))('attack $id', ({ attack }) => {
  it('rates every target with every fake when asked, within the budget', () => {
    const targets = ['7', '3', '29'];
    const objective = { id: 'integrity', config: { targets, weight: 2 } };
    const columns = targets.map((id) => smallData.itemIds.indexOf(id)).sort((a, b) => a - b);
    for (const fillerSize of [3, 5]) {
      const budget = { maliciousShare: 0.1, fillerSize, maxRating: 2 };
      const result = run(smallRun({ attack: slot(attack, { ...shortened(attack, 1), includeTargets: true }), objective, budget }), quiet);
      expect(result.targets).toEqual(columns);
      for (const row of rowsOf(result)) {
        expect(row).toHaveLength(fillerSize);
        expect(row.map(({ item }) => item)).toEqual(expect.arrayContaining(columns));
      }
    }
  });
});
