import { beforeAll, describe, expect, it } from 'vitest';
import { auditRowSchema } from '../../../shared/domain/audit.ts';
import { audit, prepareAudit } from '../../../src-main/engine/jobs/audit.ts';
import { quiet, smallCleanModel, smallConfig, smallData } from './small-run.ts';

const input = (change: Parameters<typeof smallConfig>[0] = {}) => ({
  config: smallConfig(change),
  dataset: smallData,
  cleanModel: smallCleanModel(),
  directions: 3,
});

beforeAll(prepareAudit);

describe('the audit job', () => {
  it.each([
    { id: 'availability', config: {} },
    { id: 'integrity', config: { targets: ['7'], weight: 2 } },
    { id: 'hybrid', config: { availability: -1, integrity: 1, targets: ['7', '12'], weight: 2 } },
  ])('finds the exact gradient of $id exact and the one-step gradient rough', (objective) => {
    const rows = audit(input({ objective }), quiet);
    for (const row of rows) expect(auditRowSchema.parse(row)).toEqual(row);
    expect(rows.map(({ gradient }) => gradient)).toEqual(['one-step', 'exact', 'unrolled']);
    const [oneStep, exact, unrolled] = rows;
    expect(exact.relativeErrors).toHaveLength(3);
    for (const error of exact.relativeErrors) expect(error).toBeLessThan(1e-3);
    expect(exact.cosine).toBeGreaterThan(0.99999);
    expect(Math.max(...oneStep.relativeErrors)).toBeGreaterThan(0.05);
    for (const error of unrolled.relativeErrors) expect(error).toBeLessThan(2e-2);
    expect(rows.map(({ refused }) => refused)).toEqual([null, null, null]);
    for (const { bytes } of rows) expect(bytes).toBeGreaterThan(smallData.ratings.rowItem.length * 8);
  });

  it('gives the same numbers whatever attack and gradient the campaign names', () => {
    const strip = (rows: ReturnType<typeof audit>) => rows.map(({ gradient, relativeErrors, cosine }) => ({ gradient, relativeErrors, cosine }));
    const uniform = audit(input({ attack: { id: 'uniform', config: {} }, gradient: null }), quiet);
    expect(strip(uniform)).toEqual(strip(audit(input(), quiet)));
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
