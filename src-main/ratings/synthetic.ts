import { randomStream, type RandomStream } from '../numeric/random.ts';
import { sparseRatings } from '../numeric/sparse-ratings.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RatingsDataset } from './ratings-dataset.ts';
import { shiftOf, shiftedFromStars } from './shift.ts';

/** Shape of a generated data set. */
export interface SyntheticShape {
  users: number;
  items: number;
  /** Total number of ratings; at least `items` and at most `users * items`. */
  ratings: number;
  /** Rank of the taste part, beneath user and item biases. */
  rank: number;
  /** Standard deviation of the Gaussian noise, in stars. */
  noise: number;
  seed: number;
  /** Least number of ratings per user; default min(20, ratings / users). */
  minRatings?: number;
  name?: string;
}

const scale = { min: 1, max: 5, step: 1, observed: false };
const meanStars = 3.6;
const bulkDecay = 5;
const headDecay = 25;
const activitySpread = 1.1;
const userBias = 0.42;
const itemBias = 0.46;
const popularityLift = 0.55;
const taste = 0.6;

/**
 * The built-in data set, `built-in`: the shape of MovieLens 100K (943 x 1,682, 100,000 ratings, whole stars,
 * at least 20 per user), made and not shipped, the same bits on every machine.
 */
export function syntheticDataset(): RatingsDataset {
  const shape = { users: 943, items: 1682, ratings: 100_000, rank: 6, noise: 0.8, seed: 1, minRatings: 20 };
  return { ...generateRatings({ ...shape, name: 'built-in' }), layout: 'built-in' };
}

/**
 * A data set of the wanted shape: whole stars 1..5 from user and item biases, a low-rank taste and noise;
 * popularity falls off exponentially with rank (a steep head above a long tail) and lifts an item's mean, activity is log-normal, and every
 * item is rated. Users and items are called "1", "2", ...; layout `synthetic`.
 * @throws RangeError when so many ratings do not fit the shape.
 */
export function generateRatings(shape: SyntheticShape): RatingsDataset {
  const { users, items, ratings, seed } = shape;
  const minRatings = shape.minRatings ?? Math.min(20, Math.floor(ratings / users));
  if (ratings < items || ratings > users * items || minRatings * users > ratings || minRatings > items) {
    throw new RangeError(`${ratings} ratings do not fit ${users} users and ${items} items`);
  }
  const sizes = profileSizes(randomStream(seed, 'synthetic/activity'), users, items, ratings, minRatings);
  const popularityRank = shuffled(randomStream(seed, 'synthetic/popularity'), items);
  const chosen = chooseItems(randomStream(seed, 'synthetic/choice'), sizes, popularityRank);

  const user = new Int32Array(ratings);
  const item = new Int32Array(ratings);
  const value = new Float64Array(ratings);
  const starsOf = taster(shape, popularityRank);
  let at = 0;
  chosen.forEach((row, i) => {
    for (const j of row.sort((a, b) => a - b)) {
      user[at] = i;
      item[at] = j;
      value[at++] = shiftedFromStars(scale, starsOf(i, j));
    }
  });
  const content = {
    ratings: sparseRatings(users, items, user, item, value),
    userIds: Array.from({ length: users }, (_, i) => String(i + 1)),
    itemIds: Array.from({ length: items }, (_, j) => String(j + 1)),
    scale,
    shift: shiftOf(scale),
  };
  return {
    ...content,
    name: shape.name ?? `synthetic ${users} x ${items}`,
    layout: 'synthetic',
    fingerprint: fingerprintOf(content),
    titles: new Array<string | null>(items).fill(null),
    genres: Array.from({ length: items }, () => []),
    report: { rows: ratings, kept: ratings, droppedByReason: {} },
  };
}

/** Log-normal activity above the minimum, capped at half the items where that leaves room, summing to `total`. */
function profileSizes(
  stream: RandomStream,
  users: number,
  items: number,
  total: number,
  minimum: number,
): Int32Array {
  const weight = Float64Array.from({ length: users }, () => growth(activitySpread * stream.normal()));
  const cap = total > (users * items) / 4 ? items : Math.max(minimum, Math.ceil(items / 2));
  const sizes = new Int32Array(users).fill(minimum);
  let left = total - minimum * users;
  while (left > 0) {
    let open = 0;
    for (let i = 0; i < users; i++) if (sizes[i] < cap) open += weight[i];
    const share = left / open;
    for (let i = 0; i < users && left > 0; i++) {
      const extra = Math.min(cap - sizes[i], left, Math.ceil(share * weight[i]));
      sizes[i] += extra;
      left -= extra;
    }
  }
  return sizes;
}

/** One rating for every item first, then draws by popularity without replacement until each profile is full. */
function chooseItems(stream: RandomStream, sizes: Int32Array, popularityRank: Int32Array): Int32Array[] {
  const items = popularityRank.length;
  const cumulative = new Float64Array(items);
  let sum = 0;
  for (let j = 0; j < items; j++) {
    const rank = popularityRank[j] / items;
    sum += growth(-bulkDecay * rank) + 3 * growth(-headDecay * rank) + 0.002;
    cumulative[j] = sum;
  }
  const rows = Array.from(sizes, () => new Set<number>());
  for (let j = 0; j < items; j++) {
    let i = stream.integer(sizes.length);
    while (rows[i].size >= sizes[i]) i = (i + 1) % sizes.length;
    rows[i].add(j);
  }
  rows.forEach((row, i) => {
    while (row.size < sizes[i]) row.add(firstAbove(cumulative, stream.uniform() * sum));
  });
  return rows.map((row) => Int32Array.from(row));
}

function taster(shape: SyntheticShape, popularityRank: Int32Array): (user: number, item: number) => number {
  const { users, items, rank, noise, seed } = shape;
  const stream = randomStream(seed, 'synthetic/taste');
  const factor = Math.sqrt(taste / Math.sqrt(rank));
  const userOffset = Float64Array.from({ length: users }, () => userBias * stream.normal());
  const itemOffset = Float64Array.from(
    { length: items },
    (_, j) => itemBias * stream.normal() + popularityLift * (0.25 - popularityRank[j] / items),
  );
  const userTaste = Float64Array.from({ length: users * rank }, () => factor * stream.normal());
  const itemTaste = Float64Array.from({ length: items * rank }, () => factor * stream.normal());
  const error = randomStream(seed, 'synthetic/noise');
  return (i, j) => {
    let stars = meanStars + userOffset[i] + itemOffset[j] + noise * error.normal();
    for (let f = 0; f < rank; f++) stars += userTaste[i * rank + f] * itemTaste[j * rank + f];
    return Math.max(1, Math.min(5, Math.round(stars)));
  };
}

function shuffled(stream: RandomStream, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.integer(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (cumulative[mid] > value) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** About e to the x, for |x| below 30: only the shape matters here, and multiplication has the same bits everywhere. */
function growth(x: number): number {
  let y = 1 + x / 1024;
  for (let doubling = 0; doubling < 10; doubling++) y *= y;
  return y;
}
