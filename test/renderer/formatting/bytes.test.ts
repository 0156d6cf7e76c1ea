import { expect, it } from 'vitest';
import { fileSize } from '../../../src-renderer/formatting/bytes.ts';

it('tells the size of a file in the unit that fits, with two digits at least', () => {
  expect([0, 412, 6_840, 9_949, 9_950, 96_400, 999_499, 999_500, 1_234_567, 9_949_999, 11_249_026].map(fileSize)).toEqual(
    ['0.0 kB', '0.4 kB', '6.8 kB', '9.9 kB', '10 kB', '96 kB', '999 kB', '1.0 MB', '1.2 MB', '9.9 MB', '11 MB'],
  );
});
