import { describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import { alongBeta, jitter, judged, onSeeds, onTargets, weighted, type ClaimWish } from './invented-runs.ts';

const pga = (rmse: number, wish: ClaimWish = {}, seeds = 5) => onSeeds({ attack: 'pga', ...wish }, (seed) => ({ rmse: rmse + jitter(seed) }), seeds);
const uniform = (rmse: number, wish: ClaimWish = {}) => onSeeds({ attack: 'uniform', ...wish }, (seed) => ({ rmse: rmse + jitter(seed + 1) }), 5);
const als = (rank: number) => ({ id: 'als', config: { rank, lambdaUsers: 5, lambdaItems: 5 } });

describe('a comparison', () => {
  const id = 'pga-over-uniform';
  it('gives the mean paired difference with its interval', () => {
    const { measured, interval, n } = judged(id, [...pga(0.2), ...uniform(0.1)]);
    expect(measured).toBeCloseTo(0.1, 10);
    expect(interval!.low).toBeGreaterThan(0.08);
    expect(n).toBe(5);
  });

  it('needs both sides, of one budget, learner and data', () => {
    expect(judged(id, pga(0.2)).verdict).toBe('not tested');
    expect(judged(id, [...pga(0.2).slice(1), ...uniform(0.1)])).toMatchObject({ verdict: 'not decided', n: 4 });
    for (const wish of [{ share: 0.01 }, { learner: als(4) }, { datasetName: 'other' }]) {
      expect(judged(id, [...pga(0.2, wish), ...uniform(0.1)]).conditions).toEqual([]);
    }
  });

  it('leaves out runs that failed, and does not count one seed for each of its targets where targets do nothing', () => {
    const failed = onSeeds({ attack: 'pga', status: 'failed' });
    expect(judged(id, [...failed, ...uniform(0.1)]).verdict).toBe('not tested');
    const again = [1, 2, 3].flatMap((draw) => pga(0.2, { objective: weighted(1, 0, draw) }));
    expect(judged(id, [...again, ...uniform(0.1, { objective: weighted(1, 0) })]).n).toBe(5);
  });

  it('counts two draws of one item as one replicate of a seed', () => {
    const down = onTargets(0, -1, {}, (seed) => ({ after: -0.3 + jitter(seed) }));
    const items = (item: (draw: number) => string) =>
      new Map(down.map(({ key, config }) => [key, [item(JSON.stringify(config).includes('"draw":1') ? 1 : 2)]]));
    expect(judged('pull-down', down, { targets: items((draw) => `4${draw}`) })).toMatchObject({ verdict: 'holds', n: 6 });
    expect(judged('pull-down', down, { targets: items(() => '478') })).toMatchObject({ verdict: 'not decided', n: 6, because: '1 of at least 2 targets' });
  });

  it('takes of one configuration what finished last, such as under a later revision', () => {
    const before = pga(0.05).map((run) => ({ ...run, finishedAt: '2026-11-01T00:00:00.000Z' }));
    const alone = judged(id, [...pga(0.2), ...uniform(0.1)]);
    expect(judged(id, [...before, ...pga(0.2), ...uniform(0.1)])).toEqual(alone);
    expect(judged(id, [...pga(0.2), ...before, ...uniform(0.1)])).toEqual(alone);
  });

  it('does not hold for what is larger than claimed, and says so', () => {
    const both = (rmse: number) => pga(rmse, { objective: weighted(1, -1), attackConfig: { includeTargets: true } });
    expect(judged('both-goals-cost-little', [...pga(0.2), ...both(0.18)]).verdict).toBe('holds');
    const found = judged('both-goals-cost-little', [...pga(0.2), ...both(0.1)]);
    expect(found).toMatchObject({ verdict: 'does not hold', because: 'the difference is more than 25 % of the larger effect' });
  });

  it('turns μ2 around for a negative weight', () => {
    const down = onTargets(0, -1, {}, (seed) => ({ after: -0.3 + jitter(seed) }));
    for (const { config } of down) config.objective.config = { ...config.objective.config, integrity: 1, weight: -2 };
    expect(judged('pull-down', down).verdict).toBe('holds');
  });
});

describe('runs of one seed', () => {
  const after = (seed: number, draw: number) => -0.3 + 0.1 * (seed % 2 ? 1 : -1) + 0.001 * draw;
  const pulled = (draws: number[], seeds = 6) =>
    draws.flatMap((draw) => onSeeds({ objective: weighted(0, -1, draw) }, (seed) => ({ after: after(seed, draw) }), seeds));

  it('are no replicates of each other: more targets that move alike make no interval narrower', () => {
    const [few, many] = [[1, 2], [1, 2, 3, 4, 5, 6]].map((draws) => judged('pull-down', pulled(draws)));
    expect(many.n).toBe(6);
    const width = ({ interval }: typeof few) => interval!.high - interval!.low;
    expect(width(many)).toBeCloseTo(width(few), 10);
    // The t interval of the six means over targets: t(5) = 2.5706, sd of ±0.1 in halves 0.1 √(6/5).
    expect(width(few)).toBeCloseTo((2 * 2.570582 * 0.1 * Math.sqrt(6 / 5)) / Math.sqrt(6), 6);
  });

  it('speak of other targets by an interval of its own, which targets that disagree widen, and that of the rule not', () => {
    const apart = (spread: number) =>
      [1, 2, 3].flatMap((draw) => onSeeds({ objective: weighted(0, -1, draw) }, (seed) => ({ after: -0.3 + jitter(seed) + spread * (draw - 2) }), 6));
    const [alike, spread] = [0, 0.1].map((by) => judged('pull-down', apart(by)));
    expect(spread.interval!.low).toBeCloseTo(alike.interval!.low, 10);
    expect(alike.overTargets!.low).toBeCloseTo(alike.interval!.low, 10);
    // Three targets at -0.4, -0.3, -0.2: t(2) = 4.3027 on 0.1 / √3.
    expect((spread.overTargets!.high - spread.overTargets!.low) / 2).toBeCloseTo((4.302653 * 0.1) / Math.sqrt(3), 6);
    expect(spread.conditions[0].overTargets).toEqual(spread.overTargets);
    expect(judged('pull-down', pulled([1])).overTargets).toBeNull();
    expect(spread.conditions[0].targets.every(({ overTargets }) => overTargets === null)).toBe(true);
  });

  it('are compared over targets by their differences', () => {
    const at = (attack: 'pga' | 'uniform', effect: number) =>
      [1, 2].flatMap((draw) => onSeeds({ attack, objective: weighted(0, 1, draw) }, (seed) => ({ after: draw + effect + jitter(seed) }), 6));
    const { interval, overTargets } = judged('pga-moves-the-target', [...at('pga', 0.2), ...at('uniform', 0.1)]);
    // Targets differ by 1, their differences do not.
    expect(overTargets!.low).toBeCloseTo(interval!.low, 10);
  });

  it('count as their share that rejects, with the interval of so many seeds', () => {
    const p = (seed: number, draw: number) => (seed === 0 && draw === 1 ? 0.4 : 0.001);
    const runs = [1, 2, 3].flatMap((draw) => onSeeds({ attack: 'pga', objective: weighted(0, 1, draw) }, (seed) => ({ p: p(seed, draw) }), 5));
    const { measured, interval, overTargets, n } = judged('pga-is-seen', runs);
    expect(measured).toBeCloseTo((4 + 2 / 3) / 5, 12);
    expect(n).toBe(5);
    // Wilson's interval of 14/15 at n = 5, not at n = 15 (0.70 to 0.99).
    expect(interval!.low).toBeCloseTo(0.4951, 4);
    // And at n = 3 for other targets too, of which there are three.
    expect(overTargets!.low).toBeLessThan(interval!.low);
  });

  it('that attack fewer targets than a rule asks for do not count where others attack enough', () => {
    const extra = onSeeds({ objective: weighted(0, -1, 1) }, () => ({ after: 5 }), 9).slice(6);
    const { n, measured, interval } = judged('pull-down', pulled([1, 2]));
    expect(judged('pull-down', [...pulled([1, 2]), ...extra])).toMatchObject({ n, measured, interval });
    expect(judged('pull-down', pulled([1]))).toMatchObject({ verdict: 'not decided', because: '1 of at least 2 targets' });
  });
});

describe('a level', () => {
  const settling = (p: (seed: number) => number) => judged('p-settles', alongBeta({}, (_, seed) => ({ p: p(seed) }), 6, [0.6, 1]));
  it('holds where the interval lies within the band, and not for a mean alone', () => {
    expect(settling((seed) => 0.7 + 5 * jitter(seed)).verdict).toBe('holds');
    const wide = settling((seed) => 0.7 + 0.29 * (seed % 2 ? 1 : -1));
    expect(wide.measured).toBeCloseTo(0.7, 10);
    expect(wide).toMatchObject({ verdict: 'does not hold', because: 'not shown: the interval reaches across the edge of the band at n = 6' });
    expect(settling((seed) => 0.1 + jitter(seed))).toMatchObject({ verdict: 'does not hold', because: 'the interval lies outside the band' });
  });
});

describe('what flips a claim', () => {
  const id = 'pga-over-uniform';
  it('is the switch whose value tells the outcome, and no other that differs', () => {
    const runs = [...pga(0.2), ...pga(0.05, { gradient: 'one-step' }), ...uniform(0.1)];
    const other = [...pga(0.2, { share: 0.02 }), ...pga(0.05, { gradient: 'one-step', share: 0.02 }), ...uniform(0.1, { share: 0.02 })];
    expect(judged(id, [...runs, ...other])).toMatchObject({ verdict: 'depends', flips: ['gradient: holds for exact; not for one-step'] });
  });

  it('is told apart from what was only not shown', () => {
    const unclear = onSeeds({ attack: 'pga', gradient: 'one-step' }, (seed) => ({ rmse: 0.1 + (seed % 2 ? 0.05 : -0.05) }), 6);
    expect(judged('pga-over-uniform', [...pga(0.2), ...uniform(0.1), ...unclear])).toMatchObject({
      verdict: 'depends',
      flips: ['gradient: holds for exact; not shown for one-step'],
    });
  });

  it('is the one that flips it alone, where others change with the outcome too', () => {
    const runs = [
      ...[...pga(0.2, { share: 0.05 }), ...uniform(0.1, { share: 0.05 })],
      ...[...pga(0.05, { share: 0.02 }), ...uniform(0.1, { share: 0.02 })],
      ...[...pga(0.05, { share: 0.01, gradient: 'one-step' }), ...uniform(0.1, { share: 0.01 })],
    ];
    expect(judged(id, runs).flips).toEqual(['share of malicious users α: holds for 0.05; not for 0.02, 0.01']);
  });

  it('is the fewest switches that tell it together', () => {
    const at = (rmse: number, share: number, gradient: string) => pga(rmse, { share, gradient });
    const runs = [
      ...[...at(0.2, 0.05, 'exact'), ...at(0.05, 0.05, 'one-step'), ...uniform(0.1)],
      ...[...at(0.05, 0.02, 'exact'), ...at(0.05, 0.02, 'one-step'), ...uniform(0.1, { share: 0.02 })],
    ];
    const { flips } = judged(id, runs);
    expect(flips).toHaveLength(1);
    expect(flips[0]).toContain('gradient and share of malicious users α: holds for exact with 0.05; not for ');
    expect(flips[0]).toContain('one-step with 0.05');
  });

  it('is a target, where one meets the rule and another breaks it', () => {
    const after: Record<number, number> = { 1: -0.3, 2: 0.4 };
    const runs = [1, 2].flatMap((draw) => onSeeds({ objective: weighted(0, -1, draw) }, (seed) => ({ after: after[draw] + jitter(seed) })));
    const targets = new Map(runs.map(({ key, config }) => [key, [JSON.stringify(config).includes('"draw":1') ? '478' : '50']]));
    const { verdict, flips, conditions } = judged('pull-down', runs, { targets });
    expect({ verdict, flips }).toEqual({ verdict: 'depends', flips: ['target: holds for item 478; not for item 50'] });
    expect(conditions[0].targets.map(({ target, holds, n }) => [target, holds, n])).toEqual([['item 478', true, 6], ['item 50', false, 6]]);
    expect(judged('pull-down', runs).flips).toEqual(['target: holds for draw 1; not for draw 2']);
  });

  it('is no target that is merely not shown', () => {
    const after = (draw: number, seed: number) => (draw === 1 ? 1.1 + jitter(seed) : seed % 2 ? 0.9 : 1.15);
    const runs = [1, 2].flatMap((draw) => [
      ...onSeeds({ objective: weighted(0, 1, draw) }, (seed) => ({ after: after(draw, seed) }), 8),
      ...onSeeds({ objective: weighted(0, 1, draw), attack: 'uniform' }, (seed) => ({ after: 1 + jitter(seed + 1) }), 8),
    ]);
    const { verdict, conditions } = judged('pga-moves-the-target', runs);
    expect(conditions[0].targets.map(({ holds }) => holds)).toEqual([true, false]);
    expect(verdict).toBe('holds');
  });
});

describe('runs that depart from what the paper states', () => {
  const claimed = (draw: number, wish: ClaimWish = {}) => onSeeds({ objective: weighted(0, -1, draw), ...wish }, (seed) => ({ after: -0.3 + jitter(seed) }));
  const within = [...claimed(1), ...claimed(2)];
  const chosen = { id: 'integrity', config: { targets: ['478'], weight: -2 } };
  const departures: [string, ClaimWish][] = [
    ['chosen target 478', { objective: chosen }],
    ['w = 1', { objective: { id: 'hybrid', config: { availability: 0, integrity: -1, weight: 1 } } }],
    ['items of PGA by gradient magnitude', { attackConfig: { items: 'gradient' } }],
    ['ratings rounded to the data’s scale', { attackConfig: { rounding: 'grid' } }],
    ['Θ kept warm from step to step', { attackConfig: { retrainFrom: 'previous' } }],
  ];
  it.each(departures)('decide nothing and flip nothing: %s', (words, wish) => {
    const departing = (after: number) =>
      [1, 2].flatMap((draw) => {
        const { id, config } = { ...weighted(0, -1, draw), ...wish.objective };
        const objective = { id, config: { ...weighted(0, -1, draw).config, ...config } };
        return onSeeds({ ...wish, objective }, (seed) => ({ after: after + jitter(seed) }), 6);
      });
    const runs = [...within, ...departing(0.5)];
    const { verdict, conditions } = judged('pull-down', runs);
    expect(verdict).toBe('holds');
    expect(conditions).toHaveLength(1);
    const missed = onTargets(0, -1, {}, (seed) => ({ after: 0.4 + jitter(seed) }));
    const { readings } = judged('pull-down', [...missed, ...departing(-0.3)]);
    expect(readings.map(({ counts, holds }) => [counts, holds])).toEqual([[true, false], [false, true]]);
    expect(readings[1].reading).toContain(words);
  });

  it('are every way to read SGLD, each with its gradient, β and result', () => {
    const sgld = (beta: number, rmse: number, wish: ClaimWish = {}) =>
      onSeeds({ attack: 'sgld', ...wish, attackConfig: { beta, ...wish.attackConfig } }, (seed) => ({ rmse: rmse + jitter(seed), p: 0.001 }), 5);
    const runs = [
      ...uniform(0.1),
      ...sgld(0.6, 0.05, { gradient: 'one-step' }),
      ...sgld(0.3, 0.04, { gradient: 'one-step' }),
      ...sgld(0.6, 0.06, { gradient: 'one-step', attackConfig: { preconditioned: false } }),
      ...sgld(1, 0.2, { attackConfig: { prior: 'raters' } }),
      ...sgld(0.6, 0.2, { attackConfig: { support: 'fixed' } }),
      ...sgld(0.6, 0.2, { attack: 'template-langevin' }),
    ];
    const { verdict, readings } = judged('sgld-over-uniform', runs);
    expect(verdict).toBe('does not hold');
    const told = readings.map(({ reading, gradient, beta, counts, holds }) => [reading, gradient, beta, counts, holds]);
    expect(told.filter(([, , , counts]) => counts)).toHaveLength(2);
    expect(told.map(([, gradient, beta, , holds]) => [gradient, beta, holds])).toEqual(
      expect.arrayContaining([['one-step', 0.3, false], ['one-step', 0.6, false], ['exact', 1, true], ['exact', 0.6, true]]),
    );
    const words = readings.map(({ reading }) => reading).join('\n');
    expect(words).not.toContain('attack');
    for (const part of ['prior ξ, σ² over raters alone', 'SGLD on a fixed support', 'copied from real users', 'not preconditioned, as printed']) expect(words).toContain(part);
  });

  it('are other statistics and other starts of the same runs', () => {
    const seen = onSeeds({ attack: 'sgld', attackConfig: { beta: 0.6 }, welchP: 0.6, p: 0.001 });
    const { verdict, readings } = judged('sgld-is-not-seen', seen);
    expect(verdict).toBe('does not hold');
    expect(readings.map(({ reading, holds, counts }) => [reading, holds, counts])).toEqual([
      ['as the paper states it', false, true],
      ['by Welch’s t', true, false],
      ['by the paired t of the 95 % largest p over 200 pairings', true, false],
    ]);
    const pulled = onTargets(0, -1, {}, (seed) => ({ after: 0.7 + jitter(seed) }));
    for (const { metrics } of pulled) Object.assign(metrics!, { predictionShiftRmseCold: 0.1, targetMeanAfterCold: -0.3 });
    expect(judged('pull-down', pulled).readings.map(({ reading, holds }) => [reading, holds])).toEqual([
      ['as the paper states it', false],
      ['poisoned model trained from a random start', true],
    ]);
  });

  it('count certified optima from a random start as they are, and say so; runs that tried none do not tell', () => {
    const cold = pga(0.05, { learner: als(4) });
    for (const { metrics } of cold) metrics!.predictionShiftRmseCold = 0.3;
    const nuclearNorm = { learner: { id: 'nuclear-norm', config: { lambda: 20 } } };
    const certified = pga(0.05, nuclearNorm);
    for (const { metrics } of certified) metrics!.relativeDualityGap = 1e-7;
    const runs = [...cold, ...uniform(0.1, { learner: als(4) }), ...certified, ...uniform(0.1, nuclearNorm)];
    for (const { metrics, config } of runs) {
      if (config.attack.id !== 'uniform') continue;
      if (config.learner.id === 'als') metrics!.predictionShiftRmseCold = 0.1;
      else metrics!.relativeDualityGap = 1e-7;
    }
    const cold0 = 'poisoned model trained from a random start';
    const read = (given: Run[]) => judged('pga-over-uniform', given).readings.filter(({ reading }) => reading.includes(cold0));
    expect(read(runs).map(({ n, holds, note }) => ({ n, holds, note }))).toEqual([
      { n: 5, holds: true, note: '' },
      { n: 5, holds: false, note: '10 of 10 runs are certified optima, where every start ends' },
    ]);
    for (const { metrics } of certified) metrics!.relativeDualityGap = 1e-3;
    expect(read(runs)).toHaveLength(1);
  });

  it('are weights of the goals that no figure has', () => {
    const { verdict, because, readings, measured } = judged('pga-is-seen', onTargets(1, 5, { attack: 'pga', p: 0.001 }, () => ({})));
    expect({ verdict, because, measured }).toEqual({ verdict: 'not decided', because: 'measured only under other settings: (μ1, μ2) = (1, 5) (the paper: weights of 1, 0 and −1)', measured: null });
    expect(readings[0]).toMatchObject({ reading: '(μ1, μ2) = (1, 5)', counts: false, holds: true });
  });

  it('leave a claim undecided where there are no others, by those that come nearest to the paper', () => {
    const seen = (beta: number, wish: ClaimWish = {}) => onSeeds({ attack: 'sgld', p: 0.4, ...wish, attackConfig: { beta, ...wish.attackConfig } });
    const far = seen(1, { attackConfig: { support: 'fixed' } });
    expect(judged('sgld-is-not-seen', far)).toMatchObject({
      verdict: 'not decided',
      because: 'measured only under other settings: β = 1 (the paper: β = 0.6); SGLD on a fixed support, clamped each step (the paper: every item rated until the last step)',
    });
    expect(judged('sgld-is-not-seen', [...far, ...seen(0.3)])).toMatchObject({ verdict: 'not decided', because: 'measured only under other settings: β = 0.3 (the paper: β = 0.6)' });
    expect(judged('sgld-is-not-seen', [...far, ...seen(0.6)]).verdict).toBe('holds');
  });

  it('count for trends with β only at B = 25', () => {
    const rising = (beta: number) => ({ rmse: 0.1 + 0.1 * beta });
    expect(judged('rmse-rises-with-beta', alongBeta({}, rising, 6, [0, 1])).verdict).toBe('not tested');
    const { verdict, because, readings } = judged('rmse-rises-with-beta', alongBeta({ fillerSize: 50 }, rising));
    expect({ verdict, because }).toEqual({ verdict: 'not decided', because: 'measured only under other settings: B = 50 (the paper: B = 25)' });
    expect(readings).toMatchObject([{ reading: 'B = 50', counts: false, holds: true, beta: null }]);
  });
});

describe('the nuclear norm beside ALS', () => {
  const nuclear = { learner: { id: 'nuclear-norm', config: { lambda: 20 } }, dataset: 'b'.repeat(64), datasetName: 'a part' };
  it('is held to what ALS shows, on other data too, and to nothing that ALS does not show', () => {
    const id = 'nuclear-norm-like-als';
    const { verdict, conditions } = judged(id, [...pga(0.2), ...uniform(0.1), ...pga(0.12, nuclear), ...uniform(0.1, nuclear)]);
    expect(verdict).toBe('holds');
    expect(conditions.map(({ switches }) => switches.ordering)).toEqual(['PGA over uniform in RMSE']);
    expect(judged(id, [...pga(0.1), ...uniform(0.1), ...pga(0.2, nuclear), ...uniform(0.1, nuclear)]).verdict).toBe('not tested');
    const upsideDown = judged(id, [...pga(0.05), ...uniform(0.1), ...pga(0.06, nuclear), ...uniform(0.1, nuclear)]);
    expect(upsideDown.verdict).toBe('holds');
    expect(upsideDown.measured).toBeCloseTo(0.04, 10);
  });

  it('is compared at other steps of an attack too, which cost it more', () => {
    const steps = (iterations: number, wish: ClaimWish = {}) => ({ ...wish, attackConfig: { iterations } });
    const runs = [...pga(0.2, steps(30)), ...uniform(0.1), ...pga(0.12, steps(10, nuclear)), ...uniform(0.1, nuclear)];
    expect(judged('nuclear-norm-like-als', runs).verdict).toBe('holds');
  });

  it('names the ordering that it does not share', () => {
    const goals = (wish: ClaimWish, sign: number) => [
      ...pga(0.2, wish),
      ...uniform(0.1, wish),
      ...onTargets(0, 1, { ...wish, attack: 'pga' }, (seed) => ({ after: 1.2 + jitter(seed) })),
      ...onTargets(0, 1, { ...wish, attack: 'uniform' }, (seed) => ({ after: 1.2 - 0.1 * sign + jitter(seed + 1) })),
    ];
    const { verdict, flips } = judged('nuclear-norm-like-als', [...goals({}, 1), ...goals(nuclear, -1)]);
    expect(verdict).toBe('depends');
    expect(flips.join()).toContain('ordering: holds for PGA over uniform in RMSE; not for PGA over uniform in the target’s mean');
  });
});

describe('checks from other starts', () => {
  const check = (dependence: number | null, targetDependence: number | null) => ({ dependence, targetDependence }) as Uniqueness;
  it('stand in the row of the claim whose runs they checked, with how much of the effect depends on the start', () => {
    const runs = [...pga(0.2), ...uniform(0.1)];
    const keys = runs.map(({ key }) => key);
    expect(judged('pga-over-uniform', runs).starts).toBe('');
    const calm = new Map([[keys[0], check(0.01, null)]]);
    expect(judged('pga-over-uniform', runs, { checks: calm }).starts).toBe('The effect of the one run that was checked does not depend on the start of training.');
    const checks = new Map([[keys[0], check(0.01, null)], [keys[1], check(0.3, 0.42)], [keys[2], check(0.051, null)], ['elsewhere', check(2, 2)]]);
    expect(judged('pga-over-uniform', runs, { checks }).starts).toBe('The effect depends on the start of training in 2 of the 3 runs that were checked, by up to 42 % of it.');
  });
});
