import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { arithmeticProbe, arithmeticProbeValues } from '../../src-main/numeric/arithmetic-probe.ts';

test('the probe holds 256 finite numbers from all eight operations', () => {
  const values = arithmeticProbeValues();
  expect(values).toHaveLength(256);
  expect(values.every(Number.isFinite)).toBe(true);
  for (let at = 0; at < 256; at += 8) {
    const [sum, difference, product, quotient, root, rounded, logarithm, exponential] = values.slice(
      at,
      at + 8,
    );
    const a = root * root;
    expect(sum / (a + rounded)).toBeCloseTo(1, 6);
    expect(difference / (a - rounded)).toBeCloseTo(1, 5);
    expect(product / rounded / a).toBeCloseTo(1, 6);
    expect((quotient * rounded) / a).toBeCloseTo(1, 6);
    expect(logarithm).toBeCloseTo(Math.log(a), 12);
    expect(exponential).toBeCloseTo(Math.exp(-rounded / 4096), 6);
  }
});

test('its hash is that of the little-endian bytes and the same on every machine', () => {
  const bytes = Buffer.alloc(256 * 8);
  arithmeticProbeValues().forEach((value, at) => bytes.writeDoubleLE(value, at * 8));
  expect(arithmeticProbe()).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(arithmeticProbe()).toBe('cc2c45c1d8b8f7c11838a0d0543cfc974eafb86384ae5eaf09716657dd7c55da');
});
