import { describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import { claims } from '../../src-main/claims/list.ts';
import { alongBeta, jitter, judged, onSeeds, onTargets, signOf, weighted, type ClaimWish, type Way } from './invented-runs.ts';

const nuclear = { learner: { id: 'nuclear-norm', config: { lambda: 20, maxRank: 256 } } };

/** Invented runs that show a claim, its opposite or neither, for as many seeds. */
type Invent = (way: Way, seeds: number, wish?: ClaimWish) => Run[];

const overInRmse =
  (left: string, right: string): Invent =>
  (way, seeds, wish = {}) => [
    ...onSeeds({ ...wish, attack: left }, (seed) => ({ rmse: 0.2 + 0.05 * signOf(way, seed) + jitter(seed) }), seeds),
    ...onSeeds({ ...wish, attack: right }, (seed) => ({ rmse: 0.2 + jitter(seed + 1) }), seeds),
  ];

const overInUtility =
  (attack: string): Invent =>
  (way, seeds) => [
    ...onSeeds({ attack }, (seed) => ({ utility: 100 + 20 * signOf(way, seed) + jitter(seed) }), seeds),
    ...onSeeds({ attack: 'uniform' }, (seed) => ({ utility: 100 + jitter(seed + 1) }), seeds),
  ];

/** Target means of two attacks, or of two goals. */
const means =
  (left: [string, number, number], right: [string, number, number]): Invent =>
  (way, seeds, wish = {}) => [
    ...onTargets(left[1], left[2], { ...wish, attack: left[0] }, (seed) => ({ after: 1 + 0.1 * signOf(way, seed) + jitter(seed) }), seeds),
    ...onTargets(right[1], right[2], { ...wish, attack: right[0] }, (seed) => ({ after: 1 + jitter(seed + 1) }), seeds),
  ];

const pulled =
  (availability: number, by: Record<Way, (seed: number) => number>): Invent =>
  (way, seeds) =>
    onTargets(availability, -1, { attack: 'pga' }, (seed) => ({ after: by[way](seed) + jitter(seed) - 0.01 }), seeds);

const trending =
  (value: (sign: number, beta: number, seed: number) => ClaimWish, wish: ClaimWish = {}): Invent =>
  (way, seeds, more = {}) =>
    alongBeta({ ...wish, ...more }, (beta, seed) => value(signOf(way, seed), beta, seed), seeds);

const rising = (sign: number, beta: number): ClaimWish => ({ rmse: 0.2 + 0.1 * sign * beta });
const pushed = { objective: weighted(0, 1) };
/** ALS that shows an ordering, and a nuclear norm that shows it, the opposite or neither. */
const withAls =
  (invent: Invent): Invent =>
  (way, seeds) => [...invent('claimed', 6), ...invent(way, seeds, nuclear)];

const inventions: Record<string, Invent> = {
  'pga-over-sgld': overInRmse('pga', 'sgld'),
  'pga-over-uniform': overInRmse('pga', 'uniform'),
  'sgld-over-uniform': overInRmse('sgld', 'uniform'),
  'both-goals-cost-little': (way, seeds) => [
    ...onSeeds({ attack: 'pga' }, (seed) => ({ rmse: 0.2 + 0.02 * signOf(way, seed) + jitter(seed) / 4 }), seeds),
    ...onSeeds({ attack: 'pga', objective: weighted(1, -1) }, (seed) => ({ rmse: 0.2 + jitter(seed + 1) / 4 }), seeds),
  ],
  'sgld-slightly-worse': (way, seeds) => [
    ...onSeeds({ attack: 'pga' }, (seed) => ({ rmse: 0.2 + 0.02 * signOf(way, seed) + jitter(seed) / 4 }), seeds),
    ...onSeeds({ attack: 'sgld', attackConfig: { beta: 0.6 } }, (seed) => ({ rmse: 0.2 + jitter(seed + 1) / 4 }), seeds),
  ],
  'pga-utility-over-uniform': overInUtility('pga'),
  'sgld-utility-over-uniform': overInUtility('sgld'),
  'pga-is-seen': (way, seeds) => onSeeds({ attack: 'pga' }, (seed) => ({ p: signOf(way, seed) > 0 ? 0.001 : 0.4 }), seeds),
  'sgld-is-not-seen': (way, seeds) =>
    onSeeds({ attack: 'sgld', attackConfig: { beta: 0.6 } }, (seed) => ({ p: signOf(way, seed) > 0 ? 0.7 : 0.001 }), seeds),
  'p-settles': (way, seeds) =>
    alongBeta({}, (_, seed) => ({ p: { claimed: 0.7, against: 0.01, across: signOf(way, seed) > 0 ? 0.9 : 0.01 }[way] + jitter(seed) }), seeds, [0.6, 1]),
  'settled-beta-costs-little': (way, seeds) =>
    alongBeta({}, (beta, seed) => ({ rmse: (beta === 1 ? 0.2 : 0.15 + 0.04 * signOf(way, seed)) + jitter(seed + 5 * beta) / 10 }), seeds, [0.6, 1]),
  'p-falls-with-beta': trending((sign, beta) => ({ p: 0.5 - 0.3 * sign * beta })),
  'rmse-rises-with-beta': trending(rising),
  'rating-rises-with-beta': trending((sign, beta) => ({ after: 1 + sign * beta }), pushed),
  'pga-moves-the-target': means(['pga', 0, 1], ['uniform', 0, 1]),
  'sgld-moves-the-target': means(['sgld', -1, 1], ['uniform', -1, 1]),
  'light-trace-moves-less': means(['pga', 0, 1], ['pga', -1, 1]),
  'light-trace-changes-less': (way, seeds) => [
    ...onTargets(0, -1, { attack: 'pga' }, (seed) => ({ rmse: 0.2 + 0.05 * signOf(way, seed) + jitter(seed) }), seeds),
    ...onTargets(-1, -1, { attack: 'pga' }, (seed) => ({ rmse: 0.2 + jitter(seed + 1) }), seeds),
  ],
  'pull-down': pulled(0, { claimed: () => -0.3, against: () => 0.4, across: (seed) => (seed % 2 ? 0.3 : -0.3) }),
  'light-pull-down': pulled(-1, { claimed: () => -0.1, against: () => 0.7, across: (seed) => (seed % 2 ? 0.3 : -0.1) }),
  'light-pull-is-weaker': means(['pga', -1, -1], ['pga', 0, -1]),
  'nuclear-norm-like-als': withAls(overInRmse('pga', 'uniform')),
  'nuclear-norm-like-als-with-beta': withAls(trending(rising)),
  'nuclear-norm-like-als-pulling': withAls(means(['uniform', 0, -1], ['pga', 0, -1])),
  'nuclear-norm-costs-more': (way, seeds) => [
    ...onSeeds({ ...nuclear, attack: 'pga' }, (seed) => ({ seconds: 8 * 2 ** (2 * signOf(way, seed) + jitter(seed)) }), seeds),
    ...onSeeds({ attack: 'pga' }, () => ({ seconds: 8 }), seeds),
  ],
};

/** The same runs at another share of malicious users. */
function elsewhere(runs: Run[]): Run[] {
  for (const { config } of runs) config.budget.maliciousShare = 0.02;
  return runs;
}

describe.each(claims.map(({ id }) => id))('the rule of %s', (id) => {
  const invent = inventions[id];

  it('holds where enough seeds show what the paper says', () => {
    const { verdict, because, readings, interval, n } = judged(id, invent('claimed', 6));
    expect({ verdict, because, readings }).toEqual({ verdict: 'holds', because: '', readings: [] });
    expect(interval!.low).toBeLessThanOrEqual(interval!.high);
    expect(n).toBeGreaterThanOrEqual(5);
  });

  it('does not hold where they show the opposite, and says why', () => {
    const { verdict, because, readings } = judged(id, invent('against', 6));
    expect(verdict).toBe('does not hold');
    expect(because).toMatch(/interval|opposite|more than/);
    expect(because).not.toContain('not shown');
    expect(readings.some(({ counts, holds }) => counts && holds === false)).toBe(true);
  });

  it('does not hold, as not shown, where the interval reaches across its threshold at enough seeds', () => {
    const { verdict, because } = judged(id, invent('across', 6));
    expect(verdict).toBe('does not hold');
    expect(because).toMatch(/^not shown: .* at n = 6$/);
  });

  it('is not tested without runs, not decided with too few seeds, and says how many there are', () => {
    expect(judged(id, [])).toMatchObject({ verdict: 'not tested', because: 'no stored run speaks of it', n: 0, measured: null });
    const { verdict, because } = judged(id, invent('claimed', 4));
    expect(verdict).toBe('not decided');
    expect(because).toMatch(/^4 of at least 5 seeds$/);
  });

  it('depends where two settings disagree, and names the switch', () => {
    const { verdict, flips } = judged(id, [...invent('claimed', 6), ...elsewhere(invent('against', 6))]);
    expect(verdict).toBe('depends');
    expect(flips).toEqual(['share of malicious users α: holds for 0.05; not for 0.02']);
  });
});

describe('the list', () => {
  it('states for every claim its source, rule and unit, under an id of its own, with the least number of seeds', () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    expect(Object.keys(inventions).sort()).toEqual(claims.map(({ id }) => id).sort());
    for (const { claim, source, rule, unit } of claims) {
      expect([claim, source, unit].every((text) => text.length > 3)).toBe(true);
      expect(rule).toMatch(/at least 5 seeds/);
    }
  });
});
