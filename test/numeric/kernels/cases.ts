import { movieLensShapes, userCounts, type ShapeName } from '../../bench/kernels/generated-ratings.ts';
import { dice } from '../../oracle/dice.ts';

/** Ratings that kernels are tested on, timed on, or both. */
export interface RatingCase {
  name: string;
  users: number;
  items: number;
  ratings: number;
  /** Ratings of each user. */
  lengths(): Int32Array;
  /** Where the ratings have the shape of a MovieLens data set. */
  shape?: ShapeName;
}

/** A matrix of users x items, dense or scored. */
export interface BlockCase {
  name: string;
  users: number;
  items: number;
}

/** Factors of items, rows x padded rank. */
export interface FactorCase {
  name: string;
  items: number;
  kp: number;
}

/** Every rank up to 64, and some on both sides of multiples of eight up to 256. */
export const everyRank: readonly number[] = [
  ...Array.from({ length: 64 }, (_, at) => at + 1),
  ...[65, 72, 88, 96, 100, 128, 129, 200, 256],
];
/** Of these, the ranks at which kernels are timed. */
export const timedRanks: readonly number[] = everyRank.filter((k) => k >= 8 && Number.isInteger(Math.log2(k)));
/** Of these, the ranks at which a case is tested: enough to meet every way that a kernel goes. */
export function ranksFor({ ratings }: RatingCase): readonly number[] {
  return ratings > 10_000 ? [8, 13] : [1, 5, 8, 13, 16];
}

/** λ at which normal matrices are nearly singular, or hardly know of ratings. */
export const extremeRidges: readonly number[] = [1e-3, 1e6];

/** Ratings of a row that is longer than anything that a kernel keeps at hand. */
const longRow = 50_000;

const ratingCases: readonly RatingCase[] = [
  listed('no user', 3, []),
  listed('one user', 5, [5]),
  listed('empty rows alone', 2, [0, 0, 0, 0, 0]),
  listed('rows of one rating', 4, [1, 1, 1, 1, 1, 1, 1, 1, 1]),
  listed('every remainder of four ratings, empty rows, a last group of three', 10, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]),
  // Around every length at which a kernel does something else.
  listed('short and long rows', 701, [0, 1, 700, 513, 512, 129, 128, 127, 65, 64, 63, 5, 4, 3, 2]),
  ...[1, 2, 3, 4].map(randomCase),
  listed('a row of 50,000 ratings', longRow + 1, [longRow, 3, 1, 0, 40]),
  ...(['100K', '1M', '20M'] as const).map(
    (shape): RatingCase => ({
      ...{ name: shape, shape, ...movieLensShapes[shape] },
      lengths: () => userCounts(movieLensShapes[shape]),
    }),
  ),
];
/** The cases that scalar code manages in little time. */
export const testedRatings: readonly RatingCase[] = ratingCases.filter(({ ratings }) => ratings <= 200_000);
/** The cases that take long enough to be timed. */
export const timedRatings: readonly RatingCase[] = ratingCases.filter(({ ratings }) => ratings >= longRow);

/** Malicious users (5 % of MovieLens', at 20M 1 %, for which memory suffices) who rate every item. */
const blockCases: readonly BlockCase[] = [
  ...[1, 2, 5, 6, 7, 13].map((users) => ({ users, items: 17 })),
  ...[1, 2, 3, 4, 5, 6, 97, 259, 300].map((items) => ({ users: 8, items })),
  ...[1, 2, 3, 4].map((seed) => {
    const random = dice(seed);
    return { users: 1 + random.integer(200), items: 1 + random.integer(400) };
  }),
  ...[{ users: 0, items: 5 }, { users: 199, items: 10 }, { users: 5, items: longRow }],
  { name: '100K', users: 47, items: 1682 },
  { name: '1M', users: 302, items: 3706 },
  { name: '20M, 1 %', users: 1385, items: 26_744 },
].map((block) => ({ name: `${block.users} x ${block.items}`, ...block }));
export const testedBlocks: readonly BlockCase[] = blockCases.filter(({ users, items }) => users * items <= 300_000);
export const timedBlocks: readonly BlockCase[] = blockCases.filter(({ users, items }) => users * items >= 79_000);

const factorCases: readonly FactorCase[] = [
  { name: 'one item', items: 1, kp: 8 },
  { name: 'three items', items: 3, kp: 16 },
  { name: 'random', items: 1 + dice(5).integer(2000), kp: 24 },
  { name: 'a row of 50,000', items: longRow, kp: 8 },
  { name: '100K', items: 1682, kp: 8 },
  { name: '100K', items: 1682, kp: 64 },
  { name: '20M', items: 26_744, kp: 8 },
  { name: '20M', items: 26_744, kp: 64 },
  { name: '20M', items: 26_744, kp: 256 },
];
export const testedFactors: readonly FactorCase[] = factorCases.filter(({ items, kp }) => items * kp <= 400_000);
export const timedFactors: readonly FactorCase[] = factorCases.filter(({ items, kp }) => items * kp >= 13_000);

function listed(name: string, items: number, lengths: readonly number[]): RatingCase {
  const ratings = lengths.reduce((sum, length) => sum + length, 0);
  return { name, users: lengths.length, items, ratings, lengths: () => Int32Array.from(lengths) };
}

/** Up to 40 users with up to 90 ratings each, some with none. */
function randomCase(seed: number): RatingCase {
  const random = dice(seed);
  const items = 1 + random.integer(90);
  const lengths = Array.from({ length: 1 + random.integer(40) }, () => Math.max(0, random.integer(items + 6) - 5));
  return listed(`random rows ${seed}`, items, lengths);
}
