import { exp, log } from '../../../shared/statistics/elementary.ts';
import type { KernelMemory } from '../../../src-main/numeric/kernels/memory.ts';
import type { RatingRows } from '../../../src-main/numeric/kernels/rating-rows.ts';

/** Sizes of a generated data set and how its ratings spread. */
export interface RatingsShape {
  users: number;
  items: number;
  ratings: number;
  /** Ratings of the most and of the least active user. */
  mostOfUser: number;
  leastOfUser: number;
  /** How fast items lose popularity; chosen by trial so that the most rated item is as in MovieLens. */
  steepness: number;
}

/** The shapes of three MovieLens data sets. */
export const movieLensShapes = {
  '100K': { users: 943, items: 1682, ratings: 100_000, mostOfUser: 737, leastOfUser: 20, steepness: 6.7 },
  '1M': { users: 6040, items: 3706, ratings: 1_000_209, mostOfUser: 2314, leastOfUser: 20, steepness: 7.8 },
  '20M': {
    users: 138_493,
    items: 26_744,
    ratings: 20_000_263,
    mostOfUser: 8386,
    leastOfUser: 20,
    steepness: 14,
  },
} satisfies Record<string, RatingsShape>;

export type ShapeName = keyof typeof movieLensShapes;

/** The same ratings by user and by item. */
export interface GeneratedRatings {
  byUser: RatingRows;
  byItem: RatingRows;
}

/**
 * Ratings of a shape, in kernel memory or another: the same on every call. Users and items are numbered by count, most
 * first; every item has a rating. Values are whole stars less 3, around a model of rank 4 with noise.
 */
export function generatedRatings(
  memory: Pick<KernelMemory, 'int32' | 'float32'>,
  shape: RatingsShape,
): GeneratedRatings {
  const { users, items } = shape;
  const userStart = memory.int32(users + 1);
  const counts = userCounts(shape);
  for (let user = 0; user < users; user++) userStart[user + 1] = userStart[user] + counts[user];
  const ratings = userStart[users];
  const index = memory.int32(ratings);
  const drawn = drawItems(shape, userStart, index);
  const rank = ranks(drawn);

  const itemStart = memory.int32(items + 1);
  for (let item = 0; item < items; item++) itemStart[rank[item] + 1] = drawn[item];
  for (let item = 0; item < items; item++) itemStart[item + 1] += itemStart[item];
  const byItem = {
    rows: items,
    columns: users,
    rowStart: itemStart,
    index: memory.int32(ratings),
    values: memory.float32(ratings),
  };
  const itemCursor = itemStart.slice(0, items);
  for (let user = 0; user < users; user++) {
    for (let at = userStart[user]; at < userStart[user + 1]; at++) {
      byItem.index[itemCursor[rank[index[at]]]++] = user;
    }
  }
  const byUser = { rows: users, columns: items, rowStart: userStart, index, values: memory.float32(ratings) };
  rate(byUser, byItem);
  return { byUser, byItem };
}

/**
 * Ratings of each user, most first: `least` + c (r^(-1/1.85) - 1) at quantile r, bent to stay below `most`, with
 * c such that the sum is right.
 */
export function userCounts({ users, items, ratings, mostOfUser, leastOfUser }: RatingsShape): Int32Array {
  const most = Math.min(mostOfUser, items);
  const excess = Float64Array.from(
    { length: users },
    (_, user) => exp(-log((user + 0.5) / users) / 1.85) - 1,
  );
  const room = most - leastOfUser;
  const countsWith = (c: number): Int32Array =>
    Int32Array.from(excess, (x, user) =>
      user === 0 ? most : Math.round(leastOfUser + (c * x * room) / (c * x + room)),
    );
  const sum = (counts: Int32Array): number => counts.reduce((a, b) => a + b, 0);
  let low = 0;
  let high = 1e4;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (sum(countsWith(middle)) <= ratings) low = middle;
    else high = middle;
  }
  const counts = countsWith(low);
  let missing = ratings - sum(counts);
  for (let user = 1; missing > 0; user = (user % (users - 1)) + 1) {
    if (counts[user] >= most) continue;
    counts[user]++;
    missing--;
  }
  return counts.sort().reverse();
}

/**
 * Draws each user's items without repetition, popularity falling as exp(-steepness √(i / items)); one rating of
 * each item is given beforehand.
 * @returns how often each item was drawn
 */
function drawItems(shape: RatingsShape, userStart: Int32Array, drawn: Int32Array): Int32Array {
  const { users, items } = shape;
  const cumulative = new Float64Array(items + 1);
  for (let item = 0; item < items; item++) {
    cumulative[item + 1] = cumulative[item] + exp(-shape.steepness * Math.sqrt((item + 0.5) / items));
  }
  const guide = new Int32Array(guides + 1);
  for (let g = 0, item = 0; g <= guides; g++) {
    while (item < items - 1 && cumulative[item + 1] * guides <= g * cumulative[items]) item++;
    guide[g] = item;
  }
  const counts = new Int32Array(items);
  const taken = new Int32Array(items).fill(-1);
  let state = 1;
  for (let user = 0, given = 0; user < users; user++) {
    let at = userStart[user];
    for (; Math.floor((given * users) / items) === user; given++) {
      taken[given] = user;
      counts[given]++;
      drawn[at++] = given;
    }
    while (at < userStart[user + 1]) {
      state = (state + 1) | 0;
      const uniform = (mixed(state) >>> 0) / 4294967296;
      const target = uniform * cumulative[items];
      let item = guide[Math.floor(uniform * guides)];
      while (cumulative[item + 1] <= target) item++;
      if (taken[item] === user) continue;
      taken[item] = user;
      counts[item]++;
      drawn[at++] = item;
    }
  }
  return counts;
}

/** Place of each item when they stand by count, most first. */
function ranks(counts: Int32Array): Int32Array {
  const order = Int32Array.from(counts.keys()).sort((i, j) => counts[j] - counts[i] || i - j);
  const rank = new Int32Array(counts.length);
  order.forEach((item, place) => (rank[item] = place));
  return rank;
}

/** Fills the values of both forms, and the columns of `byUser` from `byItem` so that they ascend. */
function rate(byUser: RatingRows, byItem: RatingRows): void {
  const tastes = features(byUser.rows, 0x51ab);
  const traits = features(byItem.rows, 0x7c3d);
  const cursor = byUser.rowStart.slice(0, byUser.rows);
  for (let item = 0; item < byItem.rows; item++) {
    for (let at = byItem.rowStart[item]; at < byItem.rowStart[item + 1]; at++) {
      const user = byItem.index[at];
      const noise = mixed(Math.imul(user, 0x2c1b3c6d) ^ item) / 2147483648;
      let stars = 0.6 + 1.1 * noise + 0.4 * (tastes[5 * user + 4] + traits[5 * item + 4]);
      for (let f = 0; f < 4; f++) stars += tastes[5 * user + f] * traits[5 * item + f];
      const value = Math.max(-2, Math.min(2, Math.round(stars)));
      const to = cursor[user]++;
      byUser.index[to] = item;
      byUser.values[to] = value;
      byItem.values[at] = value;
    }
  }
}

/** Five numbers in [-1, 1) a row. */
function features(rows: number, key: number): Float64Array {
  return Float64Array.from(
    { length: 5 * rows },
    (_, at) => mixed(Math.imul(at, 0x297a2d39) ^ key) / 2147483648,
  );
}

/** Steps of the table that finds where in the cumulative popularity a uniform number falls. */
const guides = 65536;

/** 32 well-mixed bits of a counter, signed (the finaliser of MurmurHash3). */
function mixed(counter: number): number {
  let x = counter;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
