import { createHash } from 'node:crypto';
import { exp, log } from '../../shared/statistics/elementary.ts';

/**
 * The 256 numbers of the probe: 32 fixed operand pairs through + - * / sqrt fround log exp. The pairs span
 * magnitudes from 2^-20 to 2^20, so that sums round and quotients do not end.
 */
export function arithmeticProbeValues(): Float64Array {
  const values = new Float64Array(256);
  let word = 0x2545f491;
  function operand(pair: number): number {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    const mantissa = 1 + word / 4294967296;
    return pair % 2 === 0 ? mantissa * (1 << (pair % 21)) : mantissa / (1 << (pair % 21));
  }
  for (let pair = 0; pair < 32; pair++) {
    const a = operand(pair);
    const b = operand(pair + 1);
    values.set([a + b, a - b, a * b, a / b, Math.sqrt(a), Math.fround(b), log(a), exp(-b / 4096)], pair * 8);
  }
  return values;
}

/**
 * SHA-256 (hex) of {@link arithmeticProbeValues} as little-endian float64. Machines that agree on it compute
 * the same bits; a checkpoint made under another probe is never continued.
 */
export function arithmeticProbe(): string {
  const values = arithmeticProbeValues();
  const bytes = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, at) => bytes.setFloat64(at * 8, value, true));
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}
