import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { expandCampaign } from '../../../src-main/runs/campaign/expand.ts';
import { parseCampaign } from '../../../src-main/runs/campaign/parse.ts';
import { exampleCampaign } from './sample-campaigns.ts';

function expand(change: (campaign: ReturnType<typeof exampleCampaign>) => void) {
  const raw = exampleCampaign();
  change(raw);
  const { campaign, errors } = parseCampaign(raw);
  if (!campaign) throw new Error(JSON.stringify(errors));
  return expandCampaign(campaign, describeComponents());
}

describe('expanding', () => {
  it("gives the example's 36 combinations, first axis slowest", () => {
    const { combinations, errors } = expand(() => undefined);
    expect(errors).toEqual([]);
    const expected = ['uniform', 'sgld', 'pga'].flatMap((attack) =>
      [0.005, 0.01, 0.02, 0.05].flatMap((share) => [1, 2, 3].map((seed) => [attack, share, seed])),
    );
    expect(
      combinations.map(({ settings: { attack, budget, seed } }) => [attack.id, budget.maliciousShare, seed]),
    ).toEqual(expected);
  });

  it('leaves each swept attack only the fields that it declares', () => {
    const { combinations } = expand(
      (c) => void (c.attack.config = { iterations: 30, schedule: 'diminishing', beta: 0.5 }),
    );
    const configs = Object.fromEntries(
      combinations.map(({ settings }) => [settings.attack.id, settings.attack.config]),
    );
    expect(configs).toEqual({
      uniform: {},
      sgld: { iterations: 30, beta: 0.5 },
      pga: { iterations: 30, schedule: 'diminishing' },
    });
  });

  it('keeps count and order for any axes', () => {
    const axis = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(axis, axis, axis, (seeds, fillers, iterations) => {
        const { combinations, errors } = expand((c) => {
          c.sweep = [
            { path: 'seed', values: seeds },
            { path: 'budget.fillerSize', values: fillers.map((value) => value + 1) },
            { path: 'attack.config.iterations', values: iterations },
          ];
        });
        expect(errors).toEqual([]);
        const nested: unknown[] = [];
        for (const seed of seeds)
          for (const filler of fillers)
            for (const count of iterations) nested.push([seed, filler + 1, count]);
        expect(
          combinations.map(({ settings: s }) => [s.seed, s.budget.fillerSize, s.attack.config.iterations]),
        ).toEqual(nested);
      }),
      { numRuns: 30 },
    );
  });

  it('sets several paths at once', () => {
    const { combinations, errors } = expand((c) => {
      c.sweep = [
        {
          path: ['attack.id', 'gradient.id'],
          values: [
            ['pga', 'one-step'],
            ['pga', 'exact'],
            ['sgld', 'exact'],
          ],
        },
      ];
    });
    expect(errors).toEqual([]);
    expect(combinations.map(({ settings }) => `${settings.attack.id} ${settings.gradient.id}`)).toEqual([
      'pga one-step',
      'pga exact',
      'sgld exact',
    ]);
  });

  it('replaces whole slots, data sets and deep fields', () => {
    const { combinations, errors } = expand((c) => {
      c.objective.config.targets = { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw: 1 } };
      c.sweep = [
        {
          path: 'attack',
          values: [
            { id: 'pga', config: { iterations: 30 } },
            { id: 'sgld', config: { iterations: 40 } },
            { id: 'uniform' },
          ],
        },
        { path: 'objective.config.targets.choose.draw', values: [1, 2] },
        { path: 'dataset', values: ['a', { of: 'b', topUsers: 10 }] },
      ];
    });
    expect(errors).toEqual([]);
    expect(combinations).toHaveLength(12);
    expect(combinations[0].settings).toMatchObject({
      attack: { id: 'pga', config: { iterations: 30 } },
      dataset: 'a',
    });
    expect(combinations[7].settings).toEqual({
      ...combinations[0].settings,
      attack: { id: 'sgld', config: { iterations: 40 } },
      objective: {
        id: 'hybrid',
        config: {
          availability: 1,
          integrity: 0,
          weight: 2,
          targets: { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw: 2 } },
        },
      },
      dataset: { of: 'b', topUsers: 10 },
    });
    expect(combinations[11].settings.attack).toEqual({ id: 'uniform', config: {} });
  });

  it('does not carry what one combination sets into the next', () => {
    const { combinations } = expand((c) => {
      c.sweep = [
        {
          path: 'attack',
          values: [
            { id: 'pga', config: {} },
            { id: 'pga', config: { stepSize: 1 } },
          ],
        },
        { path: 'attack.config.iterations', values: [5, 6] },
      ];
    });
    expect(combinations.map(({ settings }) => settings.attack.config)).toEqual([
      { iterations: 5 },
      { iterations: 6 },
      { stepSize: 1, iterations: 5 },
      { stepSize: 1, iterations: 6 },
    ]);
  });
});

describe('errors of axes', () => {
  it.each<[string, (campaign: ReturnType<typeof exampleCampaign>) => void, string, RegExp]>([
    ['a root that does not exist', (c) => void (c.sweep[0].path = 'atack.id'), 'sweep.0.path', /"attack"/],
    ['the name', (c) => void (c.sweep[0].path = 'name'), 'sweep.0.path', /No field "name" can vary/],
    [
      'a slot field that does not exist',
      (c) => void (c.sweep[0].path = 'attack.idd'),
      'sweep.0.path',
      /"id"/,
    ],
    [
      'a budget field that does not exist',
      (c) => void (c.sweep[1].path = 'budget.share'),
      'sweep.1.path',
      /no field "share"/,
    ],
    ['a field of the seed', (c) => void (c.sweep[2].path = 'seed.x'), 'sweep.2.path', /no fields/],
    ['an empty step', (c) => void (c.sweep[2].path = 'attack.config.'), 'sweep.2.path', /one dot/],
    [
      'the same path twice',
      (c) => void (c.sweep[2] = { path: 'attack.id', values: ['pga'] }),
      'sweep.2.path',
      /Overwrites "attack.id"/,
    ],
    [
      'a slot after its field',
      (c) => void (c.sweep[2] = { path: 'attack', values: [{ id: 'pga' }] }),
      'sweep.2.path',
      /Overwrites "attack.id"/,
    ],
    [
      'tuples of the wrong length',
      (c) => void (c.sweep[0] = { path: ['attack.id', 'gradient.id'], values: [['pga']] }),
      'sweep.0.values.0',
      /list of 2 values/,
    ],
    [
      'an unknown attack',
      (c) => void (c.sweep[0].values[2] = 'pgaa'),
      'sweep.0.values.2',
      /no attack "pgaa".*"pga"/,
    ],
    [
      'an unknown gradient in a tuple',
      (c) => void (c.sweep[0] = { path: ['attack.id', 'gradient.id'], values: [['pga', 'exat']] }),
      'sweep.0.values.0.1',
      /"exact"/,
    ],
    ['a share out of range', (c) => void (c.sweep[1].values[3] = 1.05), 'sweep.1.values.3', /at most 1/],
    ['a seed in words', (c) => void (c.sweep[2].values[0] = 'one'), 'sweep.2.values.0', /a number/],
    [
      'a slot without id',
      (c) => void (c.sweep[0] = { path: 'attack', values: [{ config: {} }] }),
      'sweep.0.values.0.id',
      /Missing/,
    ],
    [
      'a data set of a wrong form',
      (c) => void (c.sweep[0] = { path: 'dataset', values: [{ of: 'a', topItem: 3 }] }),
      'sweep.0.values.0.topItem',
      /"topItems"/,
    ],
    [
      'an unknown base attack',
      (c) => void (c.attack.id = 'ripple'),
      'attack.id',
      /no attack "ripple".*Known: uniform/,
    ],
    [
      'a field that no swept attack declares',
      (c) => void (c.attack.config.iteration = 3),
      'attack.config.iteration',
      /"iterations"/,
    ],
    [
      'a field of another kind of attack',
      (c) => {
        c.attack.config.beta = 1;
        c.sweep = [];
      },
      'attack.config.beta',
      /Not a field of pga/,
    ],
    [
      'a foreign field in a whole slot',
      (c) => void (c.sweep[0] = { path: 'attack', values: [{ id: 'pga', config: { bate: 1 } }] }),
      'sweep.0.values.0.config.bate',
      /Not a field/,
    ],
    [
      'a path through a list',
      (c) => void (c.sweep[0] = { path: 'objective.config.targets.choose.draw', values: [1] }),
      'sweep.0.path',
      /no such field/,
    ],
  ])('name %s', (_, change, path, message) => {
    expect(expand(change).errors).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  it('leave the fields of an unknown attack alone', () => {
    const { errors } = expand((c) => {
      c.attack = { id: 'pgaa', config: { iterations: 3 } };
      c.sweep = [];
    });
    expect(errors.map(({ path }) => path)).toEqual(['attack.id']);
  });

  it('name a campaign that is too large, instead of leaving runs out', () => {
    const { combinations, errors } = expand(
      (c) =>
        void (c.sweep = ['seed', 'budget.fillerSize', 'attack.config.iterations'].map((path) => ({
          path,
          values: Array.from({ length: 30 }, (_, at) => at + 1),
        }))),
    );
    expect(combinations).toEqual([]);
    expect(errors).toEqual([
      {
        path: 'sweep',
        message: expect.stringContaining('27,000 runs; a campaign has at most 20,000'),
      },
    ]);
  });
});
