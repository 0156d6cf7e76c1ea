import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeValues, decodeOnce, numbersOf } from '../../src-main/ratings/distinct-values.ts';

const numbers = fc.constantFrom(0, -0, 0.5, 1, -2.25, 4.5, 1e300);

function bitsOf(values: Float64Array): BigInt64Array {
  return new BigInt64Array(values.slice().buffer);
}

describe('numbers that are decoded once', () => {
  it('are those of the list, and their codes those that the numbers alone would have', () => {
    fc.assert(
      fc.property(
        // Distinct ones may be the same after the shift, come in any order, or not at all.
        fc.array(numbers, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(1000), { maxLength: 40 }),
        fc.boolean(),
        (distinct, picks, inOrder) => {
          const all = [...(inOrder ? distinct.keys() : []), ...picks.map((pick) => pick % distinct.length)];
          const list = { distinct: Float64Array.from(distinct), codes: Uint8Array.from(all) };
          const wanted = numbersOf(list);
          const found = decodeOnce(list);
          expect(bitsOf(found)).toEqual(bitsOf(wanted));
          const coded = codeValues(found)!;
          const codedAnew = codeValues(wanted)!;
          expect(bitsOf(coded.distinct)).toEqual(bitsOf(codedAnew.distinct));
          expect(coded.codes).toEqual(codedAnew.codes);
        },
      ),
    );
  });

  it('stay as they are where they have no codes', () => {
    const values = Float64Array.from({ length: 400 }, (_, e) => e);
    expect(decodeOnce(values)).toBe(values);
    expect(codeValues(values)).toBeNull();
  });
});
