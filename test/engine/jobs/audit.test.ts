import { beforeAll, describe, expect, it } from 'vitest';
import { gradientAuditSchema, type GradientAudit } from '../../../shared/domain/gradient-audit.ts';
import { setThreadAllowance } from '../../../src-main/numeric/kernels/allowance.ts';
import { audit, prepareAudit } from '../../../src-main/engine/jobs/audit.ts';
import type { JobProgress } from '../../../src-main/engine/jobs/job.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { quiet, smallCleanModel, smallConfig, smallData, smallRun } from './small-run.ts';

const light = { id: 'hybrid', config: { availability: -1, integrity: 1, targets: ['7', '12'], weight: 2 } };

const input = (change: Parameters<typeof smallConfig>[0] = {}, iterations = 0) => ({
  config: smallConfig(change),
  dataset: smallData,
  cleanModel: smallCleanModel(),
  directions: 3,
  iterations,
});

beforeAll(prepareAudit);

describe('the audit job', () => {
  it.each([
    { id: 'availability', config: {} },
    { id: 'integrity', config: { targets: ['7'], weight: 2 } },
    light,
  ])('finds the exact gradient of $id exact, the one-step gradient rough, and unrolling better by its steps', (objective) => {
    const made = audit(input({ objective }), quiet);
    expect(gradientAuditSchema.parse(made)).toEqual(made);
    const rows = made.gradients;
    expect(rows.map(({ gradient, steps }) => [gradient, steps])).toEqual([
      ['one-step', null],
      ['exact', null],
      ['unrolled 3', 3],
      ['unrolled 10', 10],
      ['unrolled', 30],
      ['unrolled 100', 100],
    ]);
    const [oneStep, exact, ...unrolled] = rows;
    expect(exact.relativeErrors).toHaveLength(3);
    for (const error of exact.relativeErrors) expect(error).toBeLessThan(1e-3);
    expect(exact.error).toBeLessThan(1e-4);
    expect(exact.cosine).toBeGreaterThan(0.99999);
    expect(Math.max(...oneStep.relativeErrors)).toBeGreaterThan(0.05);
    const errors = unrolled.map(({ error }) => error!);
    expect(errors[1]).toBeLessThan(errors[0]);
    expect(errors[2]).toBeLessThan(errors[1]);
    expect(errors[3]).toBeLessThan(1e-4);
    expect(rows.map(({ refused }) => refused)).toEqual(rows.map(() => null));
    for (const { bytes } of rows) expect(bytes).toBeGreaterThan(smallData.ratings.rowItem.length * 8);
    expect(exact.products).toBeGreaterThan(0);
    expect(rows.every(({ damage }) => damage === null)).toBe(true);
  });

  it('holds gradients against single ratings too, and names the one where each is farthest off', () => {
    const made = audit(input(), quiet);
    const [oneStep, exact] = made.gradients;
    expect(made.checkedEntries).toBeGreaterThanOrEqual(3);
    expect(made.entries).toBe(2 * 5);
    for (const { worstEntry } of made.gradients) {
      expect(worstEntry!.user).toBeGreaterThanOrEqual(1);
      expect(worstEntry!.user).toBeLessThanOrEqual(made.maliciousUsers);
      expect(smallData.itemIds).toContain(worstEntry!.item);
    }
    const miss = ({ worstEntry }: GradientAudit['gradients'][number]) => Math.abs(worstEntry!.found - worstEntry!.difference);
    expect(miss(exact)).toBeLessThan(1e-3 * Math.abs(exact.worstEntry!.difference));
    expect(miss(oneStep)).toBeGreaterThan(100 * miss(exact));
  });

  it('attacks along each gradient as a run of PGA with it does', () => {
    const made = audit(input({}, 3), quiet);
    expect(smallConfig().objective.config).toMatchObject({ targets: ['7'] });
    for (const gradient of ['one-step', 'exact', 'unrolled']) {
      const attack = { id: 'pga', config: { iterations: 3, includeTargets: true } };
      const { metrics } = run(smallRun({ attack, gradient: { id: gradient, config: {} } }), quiet);
      const { damage } = made.gradients.find((row) => row.gradient === gradient)!;
      expect(damage).toEqual({
        iterations: metrics.iterations,
        utility: metrics.utility,
        predictionShiftRmse: metrics.predictionShiftRmse,
        targetMean: metrics.targetMeanAfter,
      });
      expect(damage!.utility).toBeGreaterThan(made.start.utility);
    }
    expect(made.gradients.find(({ gradient }) => gradient === 'unrolled 100')!.damage).toBeNull();
  });

  it('leaves out each term of the utility: two summands, and two parts of its derivative', () => {
    const made = audit(input({ objective: light }, 2), quiet);
    expect(made.ablation.map(({ term }) => term)).toEqual(['availability', 'integrity', 'user-factors', 'item-factors']);
    const [, exact] = made.gradients;
    for (const row of made.ablation) {
      expect(row.error).toBeGreaterThan(10 * exact.error!);
      expect(row.share).toBeGreaterThan(0);
      expect(row.damage!.utility).toBeGreaterThanOrEqual(made.start.utility);
    }
    expect(audit(input({ objective: { id: 'availability', config: {} } }), quiet).ablation.map(({ term }) => term)).toEqual([
      'user-factors',
      'item-factors',
    ]);
  });

  it('gives the same numbers whatever attack and gradient the campaign names, and on however many threads', () => {
    const uniform = audit(input({ attack: { id: 'uniform', config: {} }, gradient: null }, 2), quiet);
    const allowance = new Int32Array(new SharedArrayBuffer(4));
    setThreadAllowance(allowance);
    allowance[0] = 2;
    const pga = audit(input({}, 2), quiet);
    allowance[0] = 1;
    expect(timeless(pga)).toEqual(timeless(uniform));
  });

  it('tells how far it is, and how long the rest takes once it knows', () => {
    const told: JobProgress[] = [];
    audit(input({}, 1), { ...quiet, progress: (progress) => void told.push(progress) });
    expect(told.map(({ iteration }) => iteration)).toEqual(told.map((_, at) => at));
    expect(new Set(told.map(({ iterations }) => iterations))).toEqual(new Set([told.length]));
    expect(told[0].remainingSeconds).toBeNull();
    for (const { remainingSeconds } of told.slice(2)) expect(remainingSeconds).toBeGreaterThanOrEqual(0);
  });

  it('needs a utility that malicious ratings move', () => {
    const still = input({ objective: { id: 'hybrid', config: { availability: 0, integrity: 0, targets: [], weight: 2 } } });
    expect(() => audit(still, quiet)).toThrow(
      expect.objectContaining({ code: 'bad-input', complaints: [expect.objectContaining({ path: 'objective.config' })] }),
    );
  });

  it('needs a malicious user, and can be cancelled', () => {
    const none = input({ budget: { maliciousShare: 0.001, fillerSize: 5, maxRating: 2 } });
    expect(() => audit(none, quiet)).toThrow(
      expect.objectContaining({ code: 'bad-input', complaints: [expect.objectContaining({ path: 'budget.maliciousShare' })] }),
    );
    let polls = 0;
    expect(() => audit(input(), { ...quiet, cancelled: () => ++polls >= 5 })).toThrow(expect.objectContaining({ code: 'cancelled' }));
    expect(polls).toBe(5);
  });
});

/** What must not differ between two audits of the same: everything but times and memory. */
function timeless(made: GradientAudit) {
  const gradients = made.gradients.map((row) => ({ ...row, seconds: 0, sweeps: 0, bytes: 0 }));
  return { ...made, gradients, sweepSeconds: 0, retrainSeconds: 0 };
}
