import { describe, expect, it } from 'vitest';
import { log1p, logBeta, logGamma } from '../../shared/statistics/gamma.ts';
import { regularizedIncompleteBeta } from '../../shared/statistics/incomplete-beta.ts';

describe('gamma and beta functions', () => {
  // mpmath 1.3, 40 digits.
  it.each([
    [0.001, 6.90717888538385368],
    [0.5, 0.572364942924700087],
    [1, 0.0],
    [1.5, -0.120782237635245222],
    [3.7, 1.42807232666538792],
    [9.99, 12.7793152143501929],
    [10, 12.8018274800814696],
    [171.5, 709.143163030928242],
    [123456.7, 1323900.97539091829],
  ])('log gamma of %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(2e-14 * Math.max(1, Math.abs(expected)));
  });

  it('log beta agrees with the factorials and stays exact when one argument is large', () => {
    expect(logBeta(3, 4)).toBeCloseTo(-Math.log(60), 14);
    expect(logBeta(11, 13)).toBeCloseTo(-Math.log(14_872_858), 13);
    // B(a, 1) = 1 / a.
    expect(logBeta(1e9, 1)).toBeCloseTo(-Math.log(1e9), 12);
    expect(logBeta(25, 1)).toBeCloseTo(-Math.log(25), 13);
  });

  it('log1p keeps small arguments', () => {
    for (const x of [-0.3, -1e-9, 1e-18, 1e-5, 0.7, 12]) {
      expect(Math.abs(log1p(x) / Math.log1p(x) - 1)).toBeLessThan(1e-15);
    }
  });

  it.each([
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.3, 0.369010119565545383],
    [50, 0.5, 0.99, 0.317304397874197589],
    [10, 20, 0.9, 0.999999999999959275],
    [0.1, 7, 0.001, 0.635460269628933477],
    [300, 400, 0.43, 0.531867632525701389],
  ])('incomplete beta of %d, %d at %d', (a, b, x, expected) => {
    expect(Math.abs(regularizedIncompleteBeta(a, b, x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('refuses what it has no value for', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => regularizedIncompleteBeta(1, 1, 1.5)).toThrow(RangeError);
    expect(() => regularizedIncompleteBeta(-1, 1, 0.5)).toThrow(RangeError);
  });
});
