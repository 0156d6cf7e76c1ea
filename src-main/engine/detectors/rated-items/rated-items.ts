import { z } from 'zod';
import type { Metrics } from '../../../../shared/domain/run.ts';
import { log } from '../../../../shared/statistics/elementary.ts';
import { quantile } from '../../../../shared/statistics/quantile.ts';
import { summarize } from '../../../../shared/statistics/intervals.ts';
import { pairedDifference } from '../../../../shared/statistics/paired.ts';
import { detectableDifference, welchTest } from '../../../../shared/statistics/welch.ts';
import { randomStream, sampleWithoutReplacement, type RandomStream } from '../../../numeric/random.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { defineDetector, type DetectorInput } from '../define-detector.ts';
import { nearestInSize } from './partners.ts';

const config = z.strictObject({
  partners: z.number().int().min(2).max(10_000).default(60).meta({
    title: 'Partners',
    symbol: 'K',
    unit: 'users',
    description:
      'Normal users nearest in log profile size with whom each malicious user is compared, 2 to 10,000.',
  }),
  pairings: z.number().int().min(1).max(10_000).default(200).meta({
    title: 'Pairings',
    unit: 'pairings',
    description: 'Random pairings over which the 5 to 95 % range of the paired p is taken, 1 to 10,000.',
  }),
});
type RatedItemsConfig = z.infer<typeof config>;

/**
 * Do malicious users rate items as popular as normal users of their size do? A user's statistic is the mean
 * of log(1 + number of normal ratings) over the items rated. Welch's t compares malicious users with the
 * union of their partners; the paired t takes one partner each, and its range shows how much that lottery
 * matters. A partner with the longer profile is cut to the malicious user's size at random; a pairing spreads
 * over the partners as evenly as it can. Null where undefined: fewer than two malicious users with ratings.
 * A user whose rated set was copied is no partner, neither of its copy nor of others: beside other copies it would
 * put the same rated sets on both sides, and the test would hardly ever reject.
 */
export const ratedItems = defineDetector<RatedItemsConfig>({
  id: 'rated-items',
  revision: 2,
  title: 'Popularity of rated items',
  label: 't-test',
  summary:
    'Tests whether malicious users rate items as popular as those of normal users with profiles of their size.',
  source:
    'Li et al. 2016, Section 5 (a paired t-test); Welch’s t against size-matched partners as the headline.',
  knows: { labels: true, maliciousCount: true, cleanSample: true },
  config,
  measure(input, settings) {
    const comparison = compareBySize(input, settings);
    const uses = new Int32Array(input.normal.users);
    const ps = Array.from({ length: settings.pairings }, (_, pairing) =>
      pairedP(comparison, input.seed, pairing, uses),
    );
    const defined = ps.filter((p) => p !== null);
    return {
      ...welch(comparison, input.seed),
      pairedTP: ps[0],
      pairedTPLow: quantile(defined, 0.05),
      pairedTPHigh: quantile(defined, 0.95),
    };
  },
});

interface Comparison {
  normal: SparseRatings;
  /** log(1 + number of normal ratings) per item. */
  popularity: Float64Array;
  /** One per malicious user with ratings. */
  malicious: { size: number; mean: number; partners: Int32Array }[];
}

function compareBySize({ normal, profiles, templates = new Int32Array(0) }: DetectorInput, { partners }: RatedItemsConfig): Comparison {
  const popularity = Float64Array.from({ length: normal.items }, (_, j) =>
    log(1 + normal.colStart[j + 1] - normal.colStart[j]),
  );
  const sizes = Int32Array.from(
    { length: normal.users },
    (_, i) => normal.rowStart[i + 1] - normal.rowStart[i],
  );
  for (const user of templates) sizes[user] = 0;
  const bySize = new Map<number, Int32Array>();
  const malicious: Comparison['malicious'] = [];
  for (let user = 0; user < profiles.users; user++) {
    const items = profiles.rowItem.subarray(profiles.rowStart[user], profiles.rowStart[user + 1]);
    const size = items.length;
    if (size === 0) continue;
    const nearest = bySize.get(size) ?? nearestInSize(sizes, size, partners);
    bySize.set(size, nearest);
    if (nearest.length > 0)
      malicious.push({ size, mean: meanPopularity(popularity, items), partners: nearest });
  }
  return { normal, popularity, malicious };
}

/** The headline in all its numbers; those of the popularity are differences of mean log(1 + number of ratings). */
type Headline = Pick<
  Metrics,
  | 'welchP'
  | 'welchDifference'
  | 'welchEffectSize'
  | 'welchSd'
  | 'welchUsers'
  | 'welchPartners'
  | 'welchDetectable'
>;

/** Every partner counts once, cut to the largest malicious profile that it is a partner of. */
function welch({ normal, popularity, malicious }: Comparison, seed: number): Headline {
  const limits = new Map<number, number>();
  for (const { size, partners } of malicious) {
    for (const user of partners) limits.set(user, Math.max(size, limits.get(user) ?? 0));
  }
  const users = [...limits.keys()].sort((a, b) => a - b);
  const normalMeans = users.map((user) => {
    const stream = randomStream(seed, 'rated-items.cut', user);
    return meanPopularity(popularity, cut(normal, user, limits.get(user)!, stream));
  });
  const maliciousMeans = malicious.map(({ mean }) => mean);
  const test = welchTest(maliciousMeans, normalMeans);
  const { sd } = summarize(normalMeans);
  return {
    welchP: test?.p ?? null,
    welchDifference: test?.difference ?? null,
    welchEffectSize: test === null || sd === null || sd === 0 ? null : test.difference / sd,
    welchSd: sd,
    welchUsers: maliciousMeans.length,
    welchPartners: normalMeans.length,
    welchDetectable: sd === null ? null : detectableDifference(sd, maliciousMeans.length, normalMeans.length),
  };
}

/** @param uses one cell a normal user, overwritten with how often each was drawn */
function pairedP(
  { normal, popularity, malicious }: Comparison,
  seed: number,
  pairing: number,
  uses: Int32Array,
): number | null {
  const stream = randomStream(seed, 'rated-items.pairing', pairing);
  uses.fill(0);
  const partnerMeans = malicious.map(({ size, partners }) => {
    let fewest = Infinity;
    let free = 0;
    for (const user of partners) {
      if (uses[user] < fewest) [fewest, free] = [uses[user], 0];
      if (uses[user] === fewest) free++;
    }
    const partner = pick(partners, uses, fewest, stream.integer(free));
    uses[partner]++;
    return meanPopularity(popularity, cut(normal, partner, size, stream));
  });
  return pairedDifference(
    malicious.map(({ mean }) => mean),
    partnerMeans,
  ).p;
}

/** The partner with `place` others before it that were used `fewest` times too. */
function pick(partners: Int32Array, uses: Int32Array, fewest: number, place: number): number {
  let at = 0;
  for (let left = place; uses[partners[at]] !== fewest || left-- > 0; ) at++;
  return partners[at];
}

/** The items of a normal user; `limit` of them at random where there are more. */
function cut(normal: SparseRatings, user: number, limit: number, stream: RandomStream): Int32Array {
  const items = normal.rowItem.subarray(normal.rowStart[user], normal.rowStart[user + 1]);
  if (items.length <= limit) return items;
  return sampleWithoutReplacement(stream, items.length, limit).map((at) => items[at]);
}

function meanPopularity(popularity: Float64Array, items: Int32Array): number {
  let sum = 0;
  for (const j of items) sum += popularity[j];
  return sum / items.length;
}
