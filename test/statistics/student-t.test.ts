import { describe, expect, it } from 'vitest';
import { studentTCdf, studentTQuantile, studentTTwoSidedP } from '../../shared/statistics/student-t.ts';

describe("Student's t", () => {
  // mpmath 1.3, 40 digits, from the regularized incomplete beta function.
  it.each([
    [0.5, 1, 0.704832764699133452],
    [1, 2, 0.422649730810374235],
    [2.5, 3, 0.0877066470080655473],
    [1.96, 7.35, 0.0888535097371487904],
    [-2.0, 10, 0.0733880347707403656],
    [12.5, 9, 5.43431318178065181e-7],
    [0.001, 30, 0.99920873576648509],
    [3.3, 120, 0.00127329998765151872],
    [1.5, 1000, 0.133930038822086172],
    [2.2, 100000, 0.0278091739390607497],
    [40, 25, 3.46998027775915777e-24],
    [1e-8, 4, 0.9999999925],
    [6, 2.7, 0.012437368298139185],
    [1.96, 5000000, 0.0499958457541896351],
  ])('gives P(|T| >= |%d|) at %d degrees of freedom as mpmath does', (t, df, p) => {
    expect(Math.abs(studentTTwoSidedP(t, df) / p - 1)).toBeLessThan(1e-10);
  });

  it.each([
    [0.975, 1, 12.7062047361747046],
    [0.975, 9, 2.26215716279820554],
    [0.95, 4, 2.13184678632665032],
    [0.6, 2.5, 0.281459512748547657],
    [0.025, 29, -2.0452296421327043],
    [0.9995, 120, 3.37345376856250038],
    [0.999999, 3, 103.299467780419343],
    [0.75, 100000, 0.674492203553292206],
  ])('gives the quantile at %d with %d degrees of freedom as mpmath does', (p, df, t) => {
    expect(Math.abs(studentTQuantile(p, df) / t - 1)).toBeLessThan(1e-10);
  });

  // NIST/SEMATECH e-Handbook, table 1.3.6.7.2: critical values of Student's t distribution.
  it.each([
    [0.9, 1, 3.078],
    [0.95, 5, 2.015],
    [0.975, 10, 2.228],
    [0.99, 20, 2.528],
    [0.995, 30, 2.75],
    [0.999, 100, 3.174],
  ])('agrees with the published table at %d and %d', (p, df, critical) => {
    expect(studentTQuantile(p, df)).toBeCloseTo(critical, 3);
  });

  it('has the closed forms of one and two degrees of freedom', () => {
    for (const t of [-30, -1.7, -0.2, 0, 0.4, 1, 9]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13);
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13);
    }
  });

  it('takes the quantile back to its probability, far into the tails', () => {
    for (const df of [0.7, 1, 2, 9, 57.3, 4000]) {
      for (const p of [1e-60, 1e-9, 0.003, 0.2, 0.5, 0.81, 0.9999]) {
        expect(Math.abs(studentTCdf(studentTQuantile(p, df), df) / p - 1)).toBeLessThan(1e-11);
      }
    }
  });

  it('knows its limits', () => {
    expect(studentTTwoSidedP(Infinity, 3)).toBe(0);
    expect(studentTTwoSidedP(0, 3)).toBe(1);
    expect(studentTCdf(-Infinity, 3)).toBe(0);
    expect(studentTCdf(Infinity, 3)).toBe(1);
    expect(studentTQuantile(0, 3)).toBe(-Infinity);
    expect(studentTQuantile(1, 3)).toBe(Infinity);
    expect(studentTTwoSidedP(NaN, 3)).toBeNaN();
    expect(() => studentTTwoSidedP(1, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(1.2, 3)).toThrow(RangeError);
  });
});
