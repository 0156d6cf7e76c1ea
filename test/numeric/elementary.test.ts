import { describe, expect, it } from 'vitest';
import { exp, log } from '../../shared/statistics/elementary.ts';
import { dice } from '../oracle/dice.ts';

const bytes = new DataView(new ArrayBuffer(8));

/** Number of float64 values between two numbers of the same sign. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  bytes.setFloat64(0, a);
  const left = bytes.getBigInt64(0);
  bytes.setFloat64(0, b);
  return Math.abs(Number(left - bytes.getBigInt64(0)));
}

/** A number of random bits: every exponent, subnormal ones included, is as likely as any other. */
function randomBits(random: ReturnType<typeof dice>): number {
  bytes.setUint32(0, random.uniform() * 4294967296);
  bytes.setUint32(4, random.uniform() * 4294967296);
  return bytes.getFloat64(0);
}

describe('log and exp with bits of their own', () => {
  it('log is within one unit in the last place of Math.log over random bit patterns', () => {
    const random = dice(77);
    let worst = 0;
    for (let draw = 0; draw < 200_000; draw++) {
      const x = Math.abs(randomBits(random));
      if (Number.isNaN(x)) expect(log(x)).toBeNaN();
      else worst = Math.max(worst, ulps(log(x), Math.log(x)));
      const near = 1 + (random.uniform() - 0.5) * 2 ** -Math.floor(40 * random.uniform());
      worst = Math.max(worst, ulps(log(near), Math.log(near)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('exp is within one unit in the last place of Math.exp, subnormal results included', () => {
    const random = dice(78);
    let worst = 0;
    for (let draw = 0; draw < 200_000; draw++) {
      const bits = randomBits(random);
      const wide = 1460 * random.uniform() - 748;
      const narrow = (random.uniform() - 0.5) * 2 ** -Math.floor(30 * random.uniform());
      for (const x of [bits, wide, narrow]) {
        if (Number.isNaN(x)) expect(exp(x)).toBeNaN();
        else worst = Math.max(worst, ulps(exp(x), Math.exp(x)));
      }
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('serve the ends of their ranges', () => {
    expect([log(0), log(1), log(Infinity), exp(0), exp(-Infinity), exp(Infinity), exp(-1000), exp(1000)]).toEqual([
      -Infinity, 0, Infinity, 1, 0, Infinity, 0, Infinity,
    ]);
    for (const x of [-1, -Infinity, Number.NaN]) expect(log(x)).toBeNaN();
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 12);
    expect(exp(709.782712893384)).toBeGreaterThan(1.797e308);
    expect(exp(-745.1)).toBe(5e-324);
  });
});
