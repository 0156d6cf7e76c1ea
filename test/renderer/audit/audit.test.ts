import { describe, expect, it } from 'vitest';
import { errorText, slopeText } from '../../../shared/figures/drawing/error-text.ts';
import { ablationColumns, gradientColumns, timeText } from '../../../src-renderer/views/audit/audit-columns.ts';
import { alternativeSeconds, attackSentence, auditSentence, methodSentence, rowSentence, worstText } from '../../../src-renderer/components/audit/audit-words.ts';
import { scatterScale } from '../../../src-renderer/components/audit/scatter-scale.ts';
import { shownSeries } from '../../../src-renderer/components/audit/shown-series.ts';
import { stepsPoints, stepsScale } from '../../../src-renderer/views/audit/steps-scale.ts';
import { sampleAudit } from '../../store/sample-audit.ts';

const audit = sampleAudit();
const [oneStep, exact, unrolled, refused] = audit.gradients;

describe('an audit in words', () => {
  it('tells errors as per cent, and as powers of ten where they are small or huge', () => {
    expect([0, 9.9e-3, 0.01, 0.641, 2.88, 1234, null].map(errorText)).toEqual(['0.0e0', '9.9e−3', '1.0 %', '64.1 %', '288 %', '1e3', '–']);
  });

  it('tells derivatives in decimals while anything is left of them', () => {
    expect([0, 0.51, -111.133, 637915990, 1e-5].map(slopeText)).toEqual(['0.000', '0.510', '−111.1', '6.4e8', '1.0e−5']);
  });

  it('says what was found, how, and what attacks reach', () => {
    expect(auditSentence(audit)).toBe('The exact gradient agrees with retraining to 1.5e−5; the one-step gradient is off by 67.0 %, at cosine 0.62.');
    expect(methodSentence(audit)).toBe('2 random directions of 2,350 ratings of 47 malicious users, and 6 single ratings, each against full retraining to both sides.');
    expect(attackSentence(audit)).toContain('RMSE 0.080 and a target’s mean of 0.800; from there PGA takes 5 steps at most');
    expect(attackSentence({ ...audit, iterations: 0 })).toContain('No attacks were made.');
    expect(rowSentence(oneStep)).toBe('One-step: cosine 0.620, relative error 67.0 %');
    expect(rowSentence(refused)).toBe('Unrolled, T = 100: not computed');
    expect(alternativeSeconds(audit)).toBeCloseTo(2 * 2350 * 0.12, 9);
    expect(worstText(oneStep)).toEqual({ text: '0.100 for 0.900', title: expect.stringContaining('Malicious user 9, item 50') as string });
    expect([0.0012, 0.94, 75].map(timeText)).toEqual(['1.2 ms', '940 ms', '75 s']);
  });

  it('has columns for what was measured: targets and attacks only where there are some', () => {
    const labels = (made: typeof audit) => [gradientColumns(made), ablationColumns(made)].map((columns) => columns.map(({ key }) => key));
    expect(labels(audit)[0]).toEqual(['label', 'error', 'largest', 'cosine', 'worst', 'work', 'sweeps', 'time', 'memory', 'rmse', 'target']);
    const untargeted = sampleAudit({ start: { ...audit.start, targetMean: null } });
    expect(labels(untargeted)[1]).toEqual(['term', 'share', 'error', 'cosine', 'rmse', 'utility']);
    expect(labels({ ...audit, iterations: 0 })[1]).toEqual(['term', 'share', 'error', 'cosine']);
    const cells = gradientColumns(audit).flatMap(({ text }) => (text ? [text(refused)] : []));
    expect(cells).toEqual(['unrolled, T = 100', ...Array.from({ length: 9 }, () => '–')]);
  });
});

describe('the figures of an audit', () => {
  const size = { width: 400, height: 220, labelWidth: 80 };

  it('draw the exact gradient and the chosen one, else one-step', () => {
    const ids = (beside: string) => shownSeries(audit, beside).map(({ id, filled }) => [id, filled]);
    expect(ids('unrolled')).toEqual([['exact', true], ['unrolled', false]]);
    expect(ids('exact')).toEqual([['exact', true], ['one-step', false]]);
    expect(ids('unrolled 100')).toEqual([['exact', true], ['one-step', false]]);
  });

  it('put equal numbers on the diagonal, and both zeros inside', () => {
    const scale = scatterScale(audit.differences, shownSeries(audit, 'one-step'), size);
    const onDiagonal = (value: number) => {
      const { from, to } = scale.diagonal;
      const share = (value - from) / (to - from);
      return scale.y(from) + share * (scale.y(to) - scale.y(from));
    };
    for (const value of audit.differences) expect(scale.y(value)).toBeCloseTo(onDiagonal(value), 9);
    expect(scale.x(0)).toBeGreaterThan(scale.left);
    expect(scale.x(0)).toBeLessThan(scale.right);
    for (const value of [...audit.differences, ...exact.derivatives]) {
      expect(scale.y(value)).toBeGreaterThanOrEqual(scale.top);
      expect(scale.y(value)).toBeLessThanOrEqual(scale.bottom);
    }
    expect(Number.isFinite(scatterScale([0, 0], [{ id: 'none', label: 'none', values: [0, 0], filled: true }], size).x(0))).toBe(true);
  });

  it('order errors by training steps on logarithmic axes', () => {
    const points = stepsPoints([{ ...unrolled, steps: 100, error: 1e-4 }, { ...unrolled, steps: 10, error: 1e-2 }, unrolled, exact, refused]);
    expect(points.map(({ steps }) => steps)).toEqual([10, 30, 100]);
    const scale = stepsScale(points, [1.5e-5, 0.67], size);
    expect(scale.exponents).toEqual([-5, -4, -3, -2, -1, 0]);
    expect(scale.y(1e-3) - scale.y(1e-2)).toBeCloseTo(scale.y(1e-4) - scale.y(1e-3), 9);
    expect(scale.x(10)).toBeLessThan(scale.x(30));
    expect(scale.y(1e-4)).toBeLessThanOrEqual(scale.bottom);
    expect(stepsScale(points, [1e-12, 0.67], size).exponents.length).toBeLessThanOrEqual(7);
  });
});
