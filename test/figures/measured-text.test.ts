import { describe, expect, it } from 'vitest';
import { measuredText } from '../../shared/figures/drawing/measured-text.ts';

const written = (measured: number, low: number, high: number) => [measured, low, high].map(measuredText(measured, { low, high }));

describe('a measured value beside its interval', () => {
  it('has decimals for two digits of the half width', () => {
    expect(written(0.00598, -0.0124, 0.02439)).toEqual(['0.006', '−0.012', '0.024']);
    expect(written(10621.554, 9699.72, 11543.39)).toEqual(['10,622', '9,700', '11,543']);
    expect(written(0.00034, 0.00019, 0.00048)).toEqual(['0.00034', '0.00019', '0.00048']);
  });

  it('is a power of ten where five decimals would leave nothing', () => {
    expect(written(2.2e-11, -6.5e-12, 5e-11)).toEqual(['2.2e−11', '−6.5e−12', '5.0e−11']);
  });

  it('has three decimals without an interval, or with one of no width', () => {
    expect(measuredText(0.5, null)(0.5)).toBe('0.500');
    expect(written(1, 1, 1)).toEqual(['1.000', '1.000', '1.000']);
    expect(written(0, 0, 0)).toEqual(['0.000', '0.000', '0.000']);
  });
});
