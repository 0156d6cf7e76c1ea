import { closeSync, openSync, writeSync } from 'node:fs';
import { randomStream } from '../../src-main/numeric/random.ts';

/** How ids look: MovieLens's own, 16-digit integers just below 2^53, or words. */
export type IdStyle = 'small' | 'large' | 'text';

/** A table of ratings in MovieLens-20M's shape. */
export interface RatingTable {
  rows: number;
  ids: IdStyle;
  shuffled: boolean;
}

const shape = { rows: 20_000_263, users: 138_493, items: 26_744, largestItemId: 131_262 };
const mostPerUser = 8400;
const leastPerUser = 20;

/**
 * Writes `userId,movieId,rating,timestamp`: users ascending with 20..8,400 ratings each in half stars, items
 * ascending within users and drawn by a steep popularity, the same file for the same arguments.
 */
export function writeRatingTable(path: string, { rows, ids, shuffled }: RatingTable): void {
  const { user, item } = drawPairs(rows);
  const order = shuffled ? shuffledOrder(rows) : null;
  const userText = Array.from({ length: user[rows - 1] + 1 }, (_, i) => idText(i + 1, 'u', ids));
  const itemText = Array.from({ length: shape.items }, (_, j) =>
    idText(1 + Math.floor((j * shape.largestItemId) / shape.items), 'm', ids),
  );
  const draws = randomStream(20, 'bench/ratings');
  const file = openSync(path, 'w');
  const block: string[] = [];
  const flush = (): void => {
    writeSync(file, block.join(''));
    block.length = 0;
  };
  block.push('userId,movieId,rating,timestamp\n');
  for (let at = 0; at < rows; at++) {
    const e = order ? order[at] : at;
    const stars = halfStars[draws.integer(halfStars.length)];
    block.push(`${userText[user[e]]},${itemText[item[e]]},${stars},${1_000_000_000 + draws.integer(4e8)}\n`);
    if (block.length === 50_000) flush();
  }
  flush();
  closeSync(file);
}

const halfStars = ['0.5', '1.0', '1.5', '2.0', '2.5', '3.0', '3.0', '3.5', '4.0', '4.0', '4.5', '5.0'];

function idText(number: number, prefix: string, ids: IdStyle): string {
  if (ids === 'large') return String(Number.MAX_SAFE_INTEGER - 10 * (10_000_000 - number));
  return ids === 'text' ? `${prefix}-${number.toString(36)}` : String(number);
}

function drawPairs(rows: number): { user: Int32Array; item: Int32Array } {
  const draws = randomStream(20, 'bench/pairs');
  const users = Math.max(1, Math.round((shape.users * rows) / shape.rows));
  const sizes = profileSizes(rows, users);
  const user = new Int32Array(rows);
  const item = new Int32Array(rows);
  const seen = new Int32Array(shape.items).fill(-1);
  let to = 0;
  for (let i = 0; i < users; i++) {
    const from = to;
    for (; to - from < sizes[i];) {
      const uniform = draws.uniform();
      const j = Math.floor(shape.items * uniform * uniform);
      if (seen[j] === i) continue;
      seen[j] = i;
      user[to] = i;
      item[to++] = j;
    }
    item.subarray(from, to).sort();
  }
  return { user, item };
}

/** A long-tailed number of ratings per user that sums to `rows`. */
function profileSizes(rows: number, users: number): Int32Array {
  const draws = randomStream(20, 'bench/sizes');
  const least = Math.min(leastPerUser, Math.floor(rows / users));
  const sizes = new Int32Array(users).fill(least);
  const weight = Float64Array.from({ length: users }, () => 1 / (0.012 + draws.uniform()));
  let left = rows - users * least;
  while (left > 0) {
    const total = weight.reduce((sum, w, i) => sum + (sizes[i] < mostPerUser ? w : 0), 0);
    const share = left / total;
    for (let i = 0; i < users && left > 0; i++) {
      const extra = Math.min(mostPerUser - sizes[i], left, Math.ceil(share * weight[i]));
      sizes[i] += extra;
      left -= extra;
    }
  }
  return sizes;
}

function shuffledOrder(rows: number): Int32Array {
  const draws = randomStream(20, 'bench/order');
  const order = Int32Array.from({ length: rows }, (_, e) => e);
  for (let last = rows - 1; last > 0; last--) {
    const other = draws.integer(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
