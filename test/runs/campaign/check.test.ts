import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { campaignCheckSchema } from '../../../shared/domain/campaign.ts';
import { runConfigSchema } from '../../../shared/domain/run.ts';
import { cleanModelKey, parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { uniform } from '../../../src-main/engine/attacks/uniform/uniform.ts';
import { readRatingsCache } from '../../../src-main/ratings/cache.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { createDatasetResolver } from '../../../src-main/runs/campaign/dataset-reference.ts';
import { checkCampaign, prepareCampaign } from '../../../src-main/runs/campaign/check.ts';
import { chanceUnrated } from '../../../src-main/runs/campaign/warnings.ts';
import { sampleResult } from '../../store/sample-results.ts';
import { exampleCampaign, libraryWithData } from './sample-campaigns.ts';

describe('checking the example', () => {
  it('counts runs, malicious users and attacks, and changes nothing', async () => {
    const { store, context } = await libraryWithData();
    const check = await checkCampaign(exampleCampaign(), context);
    expect(campaignCheckSchema.parse(check)).toEqual(check);
    expect(check).toEqual({
      runs: 36,
      cached: 0,
      maliciousUsers: [
        { maliciousShare: 0.005, users: 1 },
        { maliciousShare: 0.01, users: 2 },
        { maliciousShare: 0.02, users: 4 },
        { maliciousShare: 0.05, users: 10 },
      ],
      estimateSeconds: null,
      breakdown: [
        { attack: 'uniform', gradient: null, label: 'Uniform', runs: 12, cached: 0, secondsEach: null },
        {
          attack: 'sgld',
          gradient: 'exact',
          label: expect.stringMatching(/SGLD/),
          runs: 12,
          cached: 0,
          secondsEach: null,
        },
        {
          attack: 'pga',
          gradient: 'exact',
          label: expect.stringMatching(/PGA/),
          runs: 12,
          cached: 0,
          secondsEach: null,
        },
      ],
      errors: [],
      warnings: [],
    });
    expect(store.runs.list()).toEqual([]);
    expect(store.campaigns.list()).toEqual([]);
    expect(store.datasets.list()).toHaveLength(1);
  });

  it('plans parsed configurations under keys of their own', async () => {
    const { context, dataset } = await libraryWithData();
    const { runs } = await prepareCampaign(exampleCampaign(), context);
    expect(new Set(runs.map(({ key }) => key)).size).toBe(36);
    for (const { key, config } of runs) {
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(runConfigSchema.parse(config)).toEqual(config);
      expect(parseRunConfig(config)).toEqual(config);
    }
    expect(runs[0]).toMatchObject({
      datasetName: 'ml-100k',
      maliciousUsers: 1,
      config: { dataset: dataset.fingerprint, gradient: null, attack: { id: 'uniform', config: {} } },
    });
    expect(runs[35].config.attack.config).toMatchObject({
      iterations: 30,
      includeTargets: false,
      schedule: 'adaptive',
    });
  });

  it('knows what is stored, also in the bin, and estimates the rest from it', async () => {
    const { store, context } = await libraryWithData();
    const { runs } = await prepareCampaign(exampleCampaign(), context);
    for (const planned of runs.slice(0, 3))
      store.runs.finish(planned, { ...sampleResult(1), seconds: 2 }, null);
    store.runs.delete([runs[0].key]);
    const check = await checkCampaign(exampleCampaign(), context);
    expect(check).toMatchObject({ runs: 36, cached: 3 });
    expect(check.breakdown[0]).toMatchObject({ runs: 9, cached: 3 });
    expect(check.breakdown[0].secondsEach).toBeGreaterThan(1.5);
    expect(check.breakdown[0].secondsEach).toBeLessThan(3);
    // 11 and 14 times the work of a run without iterations, which is that of three.
    const [uniform, sgld] = check.breakdown.map(({ secondsEach }) => secondsEach ?? 0);
    expect(sgld / uniform).toBeCloseTo(11, 0);
    expect(check.estimateSeconds).toBeGreaterThan(12 * 2 * 11);
    const twice = await checkCampaign(exampleCampaign(), { ...context, threads: 2 });
    expect(twice.estimateSeconds).toBeCloseTo((check.estimateSeconds ?? 0) / 2);
    // Two threads hold two runs of one thread each; four times as many threads as runs are four a run.
    expect(twice.breakdown[1].secondsEach).toBeCloseTo(sgld);
    const wide = await checkCampaign(exampleCampaign(), { ...context, threads: 4 * 33 });
    expect(wide.breakdown[1].secondsEach).toBeCloseTo(sgld / 4);
    for (const [{ breakdown, estimateSeconds }, atOnce] of [[check, 1], [twice, 2], [wide, 33]] as const) {
      const parts = breakdown.reduce((sum, { runs: toDo, secondsEach }) => sum + toDo * (secondsEach ?? 0), 0);
      expect(parts / atOnce).toBeCloseTo(estimateSeconds ?? 0, 9);
    }
  });
});

describe('equal runs', () => {
  it('are one, at the place of the first', async () => {
    const { context } = await libraryWithData();
    const index = fc.array(fc.constantFrom(0.01, 0.02, 0.05), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        index,
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
        async (shares, seeds) => {
          const sweep = [
            { path: 'budget.maliciousShare', values: shares },
            { path: 'seed', values: seeds },
          ];
          const { runs } = await prepareCampaign({ ...exampleCampaign(), sweep }, context);
          const got = runs.map(({ config }) => `${config.budget.maliciousShare} ${config.seed}`);
          expect(got).toEqual([
            ...new Set(shares.flatMap((share) => seeds.map((seed) => `${share} ${seed}`))),
          ]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('include those that differ only in a gradient which the attack does not use', async () => {
    const { context } = await libraryWithData();
    const sweep = [
      { path: 'attack.id', values: ['uniform', 'pga'] },
      { path: 'gradient.id', values: ['one-step', 'exact'] },
    ];
    const { runs } = await prepareCampaign({ ...exampleCampaign(), sweep }, context);
    expect(runs.map(({ config }) => [config.attack.id, config.gradient?.id ?? null])).toEqual([
      ['uniform', null],
      ['pga', 'one-step'],
      ['pga', 'exact'],
    ]);
  });

  it('include ids written as number and as text, but not different objectives', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    const sweep = [{ path: 'objective.config.targets', values: [[7], ['7'], [8]] }];
    expect((await prepareCampaign({ ...campaign, sweep }, context)).runs).toHaveLength(2);
  });
});

describe('errors that need data', () => {
  it.each<[string, (campaign: ReturnType<typeof exampleCampaign>) => void, string, RegExp]>([
    ['an unknown data set', (c) => void (c.dataset = 'ml-100'), 'dataset', /Did you mean "ml-100k"/],
    [
      'a subset of an unknown one',
      (c) => void (c.dataset = { of: 'nothing near' }),
      'dataset.of',
      /Known: ml-100k, built-in/,
    ],
    [
      'an unknown data set where the built-in one is stored',
      (c) => void (c.dataset = 'nothing near'),
      'dataset',
      /Known: ml-100k, built-in\.$/,
    ],
    ['more fillers than items', (c) => void (c.budget.fillerSize = 81), 'budget.fillerSize', /at most 80/],
    [
      'more fillers than items, swept',
      (c) => void (c.sweep[2] = { path: 'budget.fillerSize', values: [80, 81] }),
      'sweep.2.values.1',
      /at most 80/,
    ],
    [
      'an item that the data lacks',
      (c) => void (c.objective.config.targets = [7, '9999']),
      'objective.config.targets',
      /9999/,
    ],
    [
      'an item that the data lacks, swept',
      (c) => void (c.sweep[2] = { path: 'objective.config.targets', values: [[1], [9999]] }),
      'sweep.2.values.1',
      /9999/,
    ],
    [
      'too few candidates',
      (c) => void (c.objective.config.targets = { choose: { popularity: 'head', count: 9 } }),
      'objective.config.targets',
      /Only 8 items/,
    ],
    [
      'a choice by two rules',
      (c) => void (c.objective.config.targets = { choose: { popularity: 'head', predictedMean: 1 } }),
      'objective.config.targets.choose',
      /either/,
    ],
    ['a component field out of range', (c) => void (c.learner.config.rank = 0), 'learner.config.rank', /^Must be at least 1\.$/],
    [
      'a component field of a wrong type',
      (c) => void (c.attack.config.includeTargets = 'yes'),
      'attack.config.includeTargets',
      /^Must be true or false\.$/,
    ],
  ])('name %s', async (_, change, path, message) => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    change(campaign);
    const check = await checkCampaign(campaign, context);
    expect(check.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
    await expect(prepareCampaign(campaign, context)).rejects.toMatchObject({
      code: 'bad-input',
      complaints: check.errors,
    });
  });
});

describe('errors of several parts', () => {
  type Example = ReturnType<typeof exampleCampaign>;
  it.each<[string, (campaign: Example) => void, string[]]>([
    ['of a field and of one value of an axis', (c) => void (c.sweep[1].values = [0.01, 2]), ['sweep.1.values.1', 'attack.config.iterations']],
    ['of a field and of all values of an axis', (c) => void (c.sweep[1].values = [2]), ['sweep.1.values.0', 'attack.config.iterations']],
    ['of a field and of a field that the file itself bounds', (c) => void (c.budget.maliciousShare = 2), ['budget.maliciousShare', 'attack.config.iterations']],
    ['of a field and of an axis without values', (c) => void (c.sweep[2].values = []), ['sweep.2.values', 'attack.config.iterations']],
    ['of a field, of an axis without values and of a value of another one', (c) => void ((c.sweep[2].values = []), (c.sweep[1].values = [0.01, 2])), ['sweep.2.values', 'sweep.1.values.1', 'attack.config.iterations']],
    ['of a field and of an axis that leads nowhere', (c) => void (c.sweep[2].path = 'sede'), ['sweep.2.path', 'attack.config.iterations']],
    ['of a field and of data that are not there', (c) => void (c.dataset = 'gone'), ['dataset', 'attack.config.iterations']],
    ['of an axis alone, where it would set the field', (c) => void (c.sweep[2] = { path: 'attack.config.iterations', values: [] }), ['sweep.2.values']],
  ])('%s are told together', async (_, change, paths) => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    campaign.attack.config.iterations = 0;
    campaign.sweep[0].values = ['sgld', 'pga'];
    change(campaign);
    const { errors } = await checkCampaign(campaign, context);
    expect(errors.map(({ path }) => path)).toEqual(paths);
  });
});

describe('targets chosen by predicted mean', () => {
  it('train the clean model once a learner, through the injected callback', async () => {
    const { context, dataset } = await libraryWithData();
    const campaign = exampleCampaign();
    const choose = { predictedMean: 1, within: 0.2, count: 2, draw: 1 };
    campaign.objective.config.targets = { choose };
    const asked: unknown[] = [];
    const trainClean: typeof context.trainClean = async (fingerprint, learner) => {
      asked.push([fingerprint, learner]);
      return modelPredicting(Array.from({ length: 80 }, (_, item) => (item < 2 ? 1 : -1)));
    };
    expect((await checkCampaign(campaign, { ...context, trainClean })).errors).toEqual([]);
    expect(asked).toEqual([
      [dataset.fingerprint, { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } }],
    ]);
    campaign.objective.config.targets = { choose: { ...choose, count: 3 } };
    const { errors } = await checkCampaign(campaign, { ...context, trainClean });
    expect(errors).toEqual([
      { path: 'objective.config.targets', message: expect.stringMatching(/Only 2 items/) },
    ]);
  });

  it('use a stored clean model without training, and wait for the run when there is none', async () => {
    const { store, context, dataset } = await libraryWithData();
    const campaign = exampleCampaign();
    campaign.objective.config.targets = { choose: { predictedMean: 1, within: 0.2, count: 3 } };
    expect((await checkCampaign(campaign, context)).errors).toEqual([]);
    const key = cleanModelKey(dataset.fingerprint, campaign.learner);
    store.cleanModels.put(key, modelPredicting(new Array<number>(80).fill(-1)), dataset.fingerprint);
    expect((await checkCampaign(campaign, context)).errors).toEqual([
      { path: 'objective.config.targets', message: expect.stringMatching(/Only 0 items/) },
    ]);
  });
});

describe('data sets', () => {
  it('are looked at without leaving a trace, and made when a campaign is prepared', async () => {
    const { store, context } = await libraryWithData();
    const campaign = {
      ...exampleCampaign(),
      sweep: [{ path: 'dataset', values: ['ml-100k', { of: 'ml-100k', topUsers: 100, topItems: 60 }] }],
    };
    const check = await checkCampaign(campaign, context);
    expect(check.errors).toEqual([]);
    expect(check.maliciousUsers).toEqual([
      { maliciousShare: 0.05, users: 10 },
      { maliciousShare: 0.05, users: 5 },
    ]);
    expect(store.datasets.list()).toHaveLength(1);
    expect(readdirSync(join(store.home, 'datasets'))).toHaveLength(1);

    const { runs } = await prepareCampaign(campaign, context);
    const [whole, part] = runs.map(({ config }) => config.dataset);
    expect(part).not.toBe(whole);
    expect(store.datasets.find(part)).toMatchObject({
      layout: 'subset',
      users: 100,
      items: 60,
      name: runs[1].datasetName,
    });
    expect(readdirSync(join(store.home, 'datasets')).sort()).toEqual(
      [`${part}.ratings`, `${whole}.ratings`].sort(),
    );
    expect((await checkCampaign(campaign, context)).runs).toBe(2);
    expect((await prepareCampaign(campaign, context)).runs.map(({ key }) => key)).toEqual(
      runs.map(({ key }) => key),
    );
    expect(store.datasets.list()).toHaveLength(2);
  });

  it('make no subset for a campaign with errors', async () => {
    const { store, context } = await libraryWithData();
    const campaign = {
      ...exampleCampaign(),
      dataset: { of: 'ml-100k', topUsers: 100 },
      budget: { fillerSize: 1000 },
    };
    await expect(prepareCampaign(campaign, context)).rejects.toMatchObject({ code: 'bad-input' });
    expect(store.datasets.list()).toHaveLength(1);
  });

  it('that can be made are made again when their file was deleted, others are named', async () => {
    const { store, context, dataset } = await libraryWithData();
    const campaign = { ...exampleCampaign(), dataset: { of: 'ml-100k', topUsers: 100 }, sweep: [] };
    const [before] = (await prepareCampaign(campaign, context)).runs;
    rmSync(store.datasets.cachePath(before.config.dataset));
    expect((await checkCampaign(campaign, context)).errors).toEqual([]);
    const [again] = (await prepareCampaign(campaign, context)).runs;
    expect(again).toEqual(before);
    expect(readRatingsCache(store.datasets.cachePath(again.config.dataset)).ratings.users).toBe(100);

    rmSync(store.datasets.cachePath(dataset.fingerprint));
    const fresh = { ...context, datasets: createDatasetResolver(store) };
    expect((await checkCampaign(exampleCampaign(), fresh)).errors).toEqual([
      { path: 'dataset', message: expect.stringMatching(/import/i) },
    ]);
  });

  it('say when one lies in the bin', async () => {
    const { store, context } = await libraryWithData();
    store.datasets.delete('ml-100k');
    expect((await checkCampaign(exampleCampaign(), context)).errors).toEqual([
      { path: 'dataset', message: expect.stringMatching(/bin; restore/) },
    ]);
  });

  it('include the built-in one, made on first use', async () => {
    const { store, context } = await libraryWithData();
    const campaign = { ...exampleCampaign(), dataset: 'built-in', sweep: [] };
    const check = await checkCampaign(campaign, context);
    expect(check).toMatchObject({ runs: 1, errors: [], maliciousUsers: [{ users: 47 }] });
    expect(store.datasets.find('built-in')).toBeNull();
    await prepareCampaign(campaign, context);
    expect(store.datasets.find('built-in')).toMatchObject({ users: 943, items: 1682, layout: 'built-in' });
  });
});

describe('warnings', () => {
  it('say that targets may stay unrated, with the chance', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    Object.assign(campaign.objective.config, { targets: [7], integrity: 1 });
    campaign.budget.fillerSize = 4;
    campaign.gradient.id = 'one-step';
    const { warnings } = await checkCampaign(campaign, context);
    // One user rates 4 of 80 items.
    expect(warnings).toEqual([
      {
        path: 'attack.config.includeTargets',
        message: expect.stringMatching(/0\.5 %.*4 of 80.*95 %.*one-step gradient is then 0/),
      },
    ]);
    campaign.attack.config.includeTargets = true;
    expect((await checkCampaign(campaign, context)).warnings.map(({ path }) => path)).toEqual(['attack.id']);
  });

  it('say that some attacks rate the targets and others need not, until all do', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    Object.assign(campaign.objective.config, { targets: [7], integrity: 1 });
    const attack = (id: string, includeTargets: boolean) => ({ id, config: { iterations: 30, includeTargets } });
    const uneven = async (attacks: object[]) => {
      const sweep = [{ path: 'attack', values: attacks }];
      const { warnings } = await checkCampaign({ ...campaign, sweep }, context);
      return warnings.flatMap(({ path, message }) => (path === 'attack.config.includeTargets' && !message.startsWith('Targets may') ? [message] : []));
    };
    const uniform = { id: 'uniform', config: {} };
    expect(await uneven([attack('pga', true), attack('sgld', false), uniform])).toEqual([expect.stringMatching(/^PGA always rates the target items, SGLD does not: that alone may make PGA look stronger\. Include the target items in all/)]);
    for (const on of [true, false]) expect(await uneven([attack('pga', on), attack('sgld', on), uniform])).toEqual([]);
    expect(await uneven([attack('pga', true), attack('pga', false), attack('sgld', false)])).toEqual([]);
  });

  it('say that uniform may leave a target out which all others rate, with the chance', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    Object.assign(campaign.objective.config, { targets: [7], integrity: 1 });
    campaign.budget.fillerSize = 4;
    const said = async (includeTargets: boolean, maliciousShare: number, integrity = 1) => {
      const attacks = ['pga', 'sgld'].map((id) => ({ id, config: { iterations: 30, includeTargets } }));
      Object.assign(campaign.objective.config, { integrity });
      const sweep = [{ path: 'attack', values: [{ id: 'uniform', config: {} }, ...attacks] }, { path: 'budget.maliciousShare', values: [maliciousShare, 0.9] }];
      return (await checkCampaign({ ...campaign, sweep }, context)).warnings.filter(({ path }) => path === 'attack.id').map(({ message }) => message);
    };
    // Two users rate 4 of 80 items each: 0.95 ^ 2 is 90 %; of 100 users, 0.6 %.
    expect(await said(true, 0.01)).toEqual(['PGA and SGLD rate the target items; uniform draws what it rates, and leaves a target out with 90 % chance at 1 %. Differences to uniform are then of that, too.']);
    expect([await said(false, 0.01), await said(true, 0.5), await said(true, 0.01, 0)]).toEqual([[], [], []]);
  });

  it('are silent where targets do not count', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    Object.assign(campaign.objective.config, { targets: [7], integrity: 0 });
    expect((await checkCampaign(campaign, context)).warnings).toEqual([]);
  });

  it('say that an objective which moves targets names none', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    campaign.objective = { id: 'integrity', config: {} };
    expect((await checkCampaign(campaign, context)).warnings).toEqual([
      { path: 'objective.config.targets', message: expect.stringMatching(/^No target items/) },
    ]);
  });

  it('say which shares give as many malicious users, and are then one attack', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    const users = async (...shares: number[]) => {
      campaign.sweep[1].values = shares;
      const { maliciousUsers, warnings } = await checkCampaign(campaign, context);
      return { users: maliciousUsers.map((share) => share.users), said: warnings.map(({ message }) => message) };
    };
    const [one, two, three] = [0.05, 0.0501, 0.0502];
    const same = await users(three, one, two);
    expect(new Set(same.users).size).toBe(1);
    expect(same.said).toEqual([`5 %, 5.01 % and 5.02 % all give ${same.users[0]} malicious users: the same attack under several shares.`]);
    expect((await users(one, two)).said).toEqual([expect.stringMatching(/^5 % and 5\.01 % both give /)]);
    expect((await users(0.05, 0.5)).said).toEqual([]);
  });

  it('say that a share gives nobody', async () => {
    const { context } = await libraryWithData();
    const campaign = exampleCampaign();
    campaign.sweep[1].values[0] = 0.001;
    expect((await checkCampaign(campaign, context)).warnings).toEqual([
      { path: 'budget.maliciousShare', message: expect.stringMatching(/^0\.1 %.*no malicious user/) },
    ]);
  });

  it('use the chance of the still: five users, 50 of 1,682 items, 86 %', () => {
    expect(chanceUnrated(5, 50, 1682)).toBeCloseTo((1 - 50 / 1682) ** 5, 12);
    expect(Math.round(100 * chanceUnrated(5, 50, 1682))).toBe(86);
  });
});

describe('a component registered from outside', () => {
  it('can be swept like any other', async () => {
    onTestFinished(attacks.register({ ...uniform, id: 'uniform-two', label: 'Uniform two' }));
    const { context } = await libraryWithData();
    const check = await checkCampaign(
      { ...exampleCampaign(), sweep: [{ path: 'attack.id', values: ['uniform', 'uniform-two'] }] },
      context,
    );
    expect(check.breakdown.map(({ label }) => label)).toEqual(['Uniform', 'Uniform two']);
  });
});

/** Rank 1, every user 1, so that an item's factor is its mean prediction. */
function modelPredicting(means: number[]) {
  const users = generateRatings({
    users: 200,
    items: 80,
    ratings: 3000,
    rank: 2,
    noise: 0.5,
    seed: 1,
    minRatings: 5,
  }).ratings.users;
  return {
    rank: 1,
    userFactors: new Float64Array(users).fill(1),
    itemFactors: Float64Array.from(means),
    objective: 1,
    relativeGradient: 1e-9,
    sweeps: 1,
  };
}
