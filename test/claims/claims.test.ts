import { describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import { judgeClaims } from '../../src-main/claims/judge.ts';
import { claims } from '../../src-main/claims/list.ts';
import { figureRun, type RunWish } from '../figures/figure-runs.ts';

/** Invented runs of one configuration on several seeds; `at` gives what a seed changes. */
function onSeeds(wish: RunWish & { p?: number; fillerSize?: number }, at: (seed: number) => Partial<RunWish> & { p?: number }, seeds = 5): Run[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const { p = wish.p, ...change } = at(seed);
    const { run } = figureRun({ ...wish, ...change, seed });
    if (p !== undefined) run.metrics!.pairedTP = p;
    if (wish.fillerSize) run.config.budget.fillerSize = wish.fillerSize;
    return run;
  });
}

function judged(id: string, runs: Run[]) {
  return judgeClaims(claims, runs).find((claim) => claim.id === id)!;
}

/** A little noise that no pairing removes. */
const jitter = (seed: number) => 0.004 * ((seed * 7) % 5);

const pga = (rmse: number, wish: RunWish = {}) => onSeeds({ attack: 'pga', ...wish }, (seed) => ({ rmse: rmse + jitter(seed) }));
const uniform = (rmse: number) => onSeeds({ attack: 'uniform' }, (seed) => ({ rmse: rmse + jitter(seed + 1) }));
const weighted = (availability: number, integrity: number, draw = 1) => ({
  id: 'hybrid',
  config: { availability, integrity, weight: 2, targets: { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw } } },
});

describe('a comparison of attacks', () => {
  const id = 'pga-over-uniform';
  it('is not tested without runs, with too few seeds, or with one side alone', () => {
    expect(judged(id, []).verdict).toBe('not tested');
    expect(judged(id, pga(0.2)).verdict).toBe('not tested');
    expect(judged(id, [...pga(0.2).slice(1), ...uniform(0.1)])).toMatchObject({ verdict: 'not tested', n: 4 });
  });

  it('holds where the difference is above 0, with its interval', () => {
    const { verdict, measured, interval, n } = judged(id, [...pga(0.2), ...uniform(0.1)]);
    expect({ verdict, n }).toEqual({ verdict: 'holds', n: 5 });
    expect(measured).toBeCloseTo(0.1, 10);
    expect(interval!.low).toBeGreaterThan(0.08);
  });

  it('does not hold where it is below, and decides nothing where the interval is open', () => {
    expect(judged(id, [...pga(0.05), ...uniform(0.1)]).verdict).toBe('does not hold');
    expect(judged(id, [...pga(0.1), ...uniform(0.1)]).verdict).toBe('not tested');
  });

  it('depends where settings disagree, and names the switch that flips it', () => {
    const runs = [...pga(0.2), ...pga(0.05, { gradient: 'one-step' }), ...uniform(0.1)];
    const { verdict, flips } = judged(id, runs);
    expect({ verdict, flips }).toEqual({ verdict: 'depends', flips: ['gradient: holds for exact; not for one-step'] });
  });

  it('compares nothing across budgets, learners or data', () => {
    const elsewhere = { share: 0.01, learner: { id: 'als', config: { rank: 4, lambdaUsers: 5, lambdaItems: 5 } } };
    expect(judged(id, [...pga(0.2, { share: elsewhere.share }), ...uniform(0.1)]).verdict).toBe('not tested');
    expect(judged(id, [...pga(0.2, { learner: elsewhere.learner }), ...uniform(0.1)]).verdict).toBe('not tested');
    expect(judged(id, [...pga(0.2, { datasetName: 'other' }), ...uniform(0.1)]).verdict).toBe('not tested');
  });

  it('leaves out runs that failed, and does not count one seed for each of its targets', () => {
    const failed = onSeeds({ attack: 'pga', status: 'failed' }, () => ({}));
    expect(judged(id, [...failed, ...uniform(0.1)]).verdict).toBe('not tested');
    const again = [1, 2, 3].flatMap((draw) => pga(0.2, { objective: weighted(1, 0, draw) }));
    const against = onSeeds({ attack: 'uniform', objective: weighted(1, 0, 1) }, (seed) => ({ rmse: 0.1 + jitter(seed) }));
    expect(judged(id, [...again, ...against]).n).toBe(5);
  });
});

describe('the cost of a second goal', () => {
  const id = 'both-goals-cost-little';
  const both = (rmse: number) => [1, 2].flatMap((draw) => pga(rmse, { objective: weighted(1, -1, draw) }));
  it('holds where it is small, not where it is large or there is none', () => {
    expect(judged(id, [...pga(0.2), ...both(0.18)]).verdict).toBe('holds');
    expect(judged(id, [...pga(0.2), ...both(0.1)]).verdict).toBe('does not hold');
    expect(judged(id, [...pga(0.2), ...both(0.21)]).verdict).toBe('does not hold');
  });
});

describe('shares that reject', () => {
  it('hold for PGA where almost all do, and not where almost none does', () => {
    expect(judged('pga-is-seen', onSeeds({ attack: 'pga', p: 0.001 }, () => ({}), 8))).toMatchObject({ verdict: 'holds', measured: 1 });
    expect(judged('pga-is-seen', onSeeds({ attack: 'pga', p: 0.4 }, () => ({}), 8)).verdict).toBe('does not hold');
    expect(judged('pga-is-seen', onSeeds({ attack: 'pga' }, (seed) => ({ p: seed % 2 ? 0.4 : 0.01 }), 8)).verdict).toBe('not tested');
  });

  it('hold for SGLD at β = 0.6 alone, with the median p beside them', () => {
    const sgld = (beta: number, p: number) => onSeeds({ attack: 'sgld', attackConfig: { beta }, p }, () => ({}), 8);
    const found = judged('sgld-is-not-seen', [...sgld(0.6, 0.7), ...sgld(1, 0.001)]);
    expect(found.verdict).toBe('holds');
    expect(found.conditions[0].note).toBe('median p 0.70');
    expect(judged('sgld-is-not-seen', sgld(0.6, 0.001)).verdict).toBe('does not hold');
  });
});

describe('trends with β', () => {
  const at = (value: (beta: number, seed: number) => Partial<RunWish> & { p?: number }, betas = [0, 0.3, 0.6, 1], fillerSize = 25) =>
    betas.flatMap((beta) => onSeeds({ attack: 'sgld', attackConfig: { beta }, fillerSize }, (seed) => value(beta, seed)));
  it('hold where they go the claimed way, and not the other', () => {
    const runs = at((beta, seed) => ({ p: 0.9 - 0.5 * beta + jitter(seed), rmse: 0.1 + 0.1 * beta + jitter(seed) }));
    expect(judged('p-falls-with-beta', runs)).toMatchObject({ verdict: 'holds', measured: -1, n: 5 });
    expect(judged('rmse-rises-with-beta', runs)).toMatchObject({ verdict: 'holds', measured: 1 });
    expect(judged('rmse-rises-with-beta', at((beta) => ({ rmse: 0.3 - 0.1 * beta }))).verdict).toBe('does not hold');
  });

  it('need three values of β and B = 25', () => {
    const rising = (beta: number) => ({ rmse: 0.1 + 0.1 * beta });
    expect(judged('rmse-rises-with-beta', at(rising, [0, 1])).verdict).toBe('not tested');
    expect(judged('rmse-rises-with-beta', at(rising, [0, 0.5, 1], 50)).verdict).toBe('not tested');
  });
});

describe('targets', () => {
  const moved = (attack: string, after: number, availability: number, integrity: number) =>
    [1, 2].flatMap((draw) => onSeeds({ attack, objective: weighted(availability, integrity, draw) }, (seed) => ({ before: 0.8, after: after + jitter(seed) + 0.01 * draw })));

  it('are moved by optimized attacks more than by uniform ones, and less under a light trace', () => {
    const runs = [...moved('pga', 1.3, 0, 1), ...moved('pga', 1.1, -1, 1), ...moved('uniform', 0.85, 0, 1)];
    expect(judged('pga-moves-the-target', runs)).toMatchObject({ verdict: 'holds', n: 10 });
    expect(judged('light-trace-moves-less', runs)).toMatchObject({ verdict: 'holds', n: 10 });
    expect(judged('light-trace-moves-less', [...moved('pga', 1.0, 0, 1), ...moved('pga', 1.1, -1, 1)]).verdict).toBe('does not hold');
  });

  it('are pulled down to the published value within a band, or not', () => {
    expect(judged('pull-down', moved('pga', -0.3, 0, -1)).verdict).toBe('holds');
    expect(judged('pull-down', moved('pga', 0.4, 0, -1)).verdict).toBe('does not hold');
    expect(judged('light-pull-down', moved('pga', -0.1, -1, -1)).verdict).toBe('holds');
    expect(judged('light-pull-is-weaker', [...moved('pga', -0.3, 0, -1), ...moved('pga', -0.1, -1, -1)]).verdict).toBe('holds');
    expect(judged('light-pull-is-weaker', [...moved('pga', -0.1, 0, -1), ...moved('pga', -0.3, -1, -1)]).verdict).toBe('does not hold');
  });
});

describe('the list', () => {
  it('states for every claim its source, rule and unit, under an id of its own', () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const { claim, source, rule, unit } of claims) expect([claim, source, rule, unit].every((text) => text.length > 3)).toBe(true);
  });
});
