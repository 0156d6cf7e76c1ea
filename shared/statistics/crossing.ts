/** A measured place of a line: mean and 95 % interval of a number at `x`; ends are null where there is no interval. */
export interface CurvePoint {
  x: number;
  mean: number;
  low: number | null;
  high: number | null;
}

/**
 * Where a line first reaches a level. `at` is null unless it does between two measured places: `before` says that
 * it has reached it at the first place already, `beyond` that it has not by the last.
 */
export interface Reach {
  at: number | null;
  how: 'between' | 'before' | 'beyond';
}

/** Where a mean and both ends of its interval reach a level; the ends are null where a place has no interval. */
export interface Crossing {
  mean: Reach;
  /** The end of the band that reaches the level first. */
  low: Reach | null;
  high: Reach | null;
}

/**
 * The `x` needed for a mean of `level`, read off a line with its band. The line is straight between measured places;
 * its first crossing counts. The interval is that of test inversion: every `x` up to which the band has met the level
 * and beyond which it has not left it behind. Where the mean is straight between places, it holds the true `x` at
 * least as often as the bands hold the true mean (95 %): a straight band is nowhere narrower than the t interval of the
 * interpolated mean, by Minkowski's inequality.
 * Source: E. C. Fieller, JRSS B 16 (1954) 175-185, for a line with two places.
 * @param points any order and unit; each `x` once.
 * @param direction 1 where the number grows towards the level, -1 where it falls.
 */
export function crossingOf(points: readonly CurvePoint[], level: number, direction: 1 | -1): Crossing {
  const inOrder = [...points].sort((a, b) => a.x - b.x);
  const along = (value: (point: CurvePoint) => number): Reach =>
    firstReach(
      inOrder.map((point) => ({ x: point.x, y: direction * value(point) })),
      direction * level,
    );
  const banded = inOrder.every(({ low, high }) => low !== null && high !== null);
  const [early, late] = [
    along((point) => (direction === 1 ? point.high : point.low) ?? NaN),
    along((point) => (direction === 1 ? point.low : point.high) ?? NaN),
  ];
  return { mean: along((point) => point.mean), low: banded ? early : null, high: banded ? late : null };
}

function firstReach(line: readonly { x: number; y: number }[], level: number): Reach {
  const after = line.findIndex(({ y }) => y >= level);
  if (after === -1) return { at: null, how: 'beyond' };
  const { x, y } = line[after];
  if (y === level) return { at: x, how: 'between' };
  if (after === 0) return { at: null, how: 'before' };
  const from = line[after - 1];
  return { at: from.x + ((level - from.y) / (y - from.y)) * (x - from.x), how: 'between' };
}
