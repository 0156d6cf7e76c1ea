import { expect, it } from 'vitest';
import { projectOut } from '../../src-main/numeric/project-out.ts';
import { dice } from '../oracle/dice.ts';
import { inner } from '../oracle/matrix.ts';

it.each([0, 1, 3, 4, 5, 8, 11])('takes what lies along %d rows out of x, as one row after another would', (count) => {
  const random = dice(30 + count);
  const n = 13;
  const rows: number[][] = [];
  for (let t = 0; t < count; t++) {
    let row = Array.from({ length: n }, () => random.bell());
    for (const known of rows) {
      const along = inner(known, row);
      row = row.map((value, i) => value - along * known[i]);
    }
    const length = Math.sqrt(inner(row, row));
    rows.push(row.map((value) => value / length));
  }
  const x = Array.from({ length: n }, () => random.bell());
  const found = Float64Array.from(x);
  // Rows behind the count are not looked at.
  projectOut(Float64Array.of(...rows.flat(), ...Array.from({ length: n }, () => 7)), count, found, new Float64Array(count));
  const expected = x.map((value, i) => value - rows.reduce((sum, row) => sum + inner(row, x) * row[i], 0));
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  for (const row of rows) expect(Math.abs(inner(row, [...found]))).toBeLessThan(1e-12);
});
