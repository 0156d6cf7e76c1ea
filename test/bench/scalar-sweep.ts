import { scalarHalfSweep } from '../../src-main/numeric/kernels/normal-equations/scalar.ts';
import type { RatingRows } from '../../src-main/numeric/kernels/rating-rows.ts';
import { arbitrary } from './float32-sweep.ts';
import { shortest } from './kernels/timing.ts';

/** Multiply-adds of a sweep beyond which only a part of its rows is measured: about a minute. */
const mostMultiplyAdds = 40e9;

/** Milliseconds of a sweep by plain TypeScript in float64, and of how much of it that was measured. */
export interface ScalarSweep {
  milliseconds: number;
  /** One row in this many was solved for, and the time multiplied by it. */
  oneIn: number;
}

/** Times a sweep by the scalar reference, on every eighth row where the whole would take minutes. */
export function scalarSweep(byUser: RatingRows, byItem: RatingRows, k: number): ScalarSweep {
  const oneIn = byUser.index.length * k * k > mostMultiplyAdds ? 8 : 1;
  const [itemFactors, userFactors] = [byItem, byUser].map(({ rows }) =>
    Float64Array.from({ length: rows * k }, (_, at) => arbitrary(at)),
  );
  const users = { ...rowsOf(byUser, oneIn), factors: itemFactors, k, lambda: 5 };
  const items = { ...rowsOf(byItem, oneIn), factors: userFactors, k, lambda: 5 };
  const milliseconds = shortest(
    () => {
      scalarHalfSweep(users);
      scalarHalfSweep(items);
    },
    1000,
    1,
  );
  const measured = users.index.length + items.index.length;
  return { milliseconds: (milliseconds * 2 * byUser.index.length) / measured, oneIn };
}

/** Every `oneIn`-th row in ordinary arrays. */
function rowsOf({ rows, rowStart, index, values }: RatingRows, oneIn: number) {
  const kept = Array.from({ length: Math.ceil(rows / oneIn) }, (_, at) => at * oneIn);
  const start = new Int32Array(kept.length + 1);
  kept.forEach((row, at) => (start[at + 1] = start[at] + rowStart[row + 1] - rowStart[row]));
  const total = start[kept.length];
  const some = { rowStart: start, index: new Int32Array(total), values: new Float64Array(total) };
  kept.forEach((row, at) => {
    some.index.set(index.subarray(rowStart[row], rowStart[row + 1]), start[at]);
    some.values.set(values.subarray(rowStart[row], rowStart[row + 1]), start[at]);
  });
  return some;
}
