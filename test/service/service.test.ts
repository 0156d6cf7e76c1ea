import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/domain/errors.ts';
import { kernelBuild, relaxedSimd } from '../../src-main/numeric/kernels/choice.ts';
import { readRatingsCache } from '../../src-main/ratings/cache.ts';
import { defaultHome } from '../../src-main/service/default-home.ts';
import { copyLibraryFiles, finishMove } from '../../src-main/store/library/move-library.ts';
import {
  importSmall,
  openTestService,
  smallCampaign,
  smallCsv,
  temporaryFolder,
  untilEnded,
  type OpenedService,
} from './temp-library.ts';

const storeModule = new URL('../../src-main/store/store.ts', import.meta.url).href;
let opened: OpenedService;

beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
});
afterAll(() => opened.service.close());

describe('a new library', () => {
  it('holds the built-in data set, of MovieLens 100K’s shape, and the sample campaign', async () => {
    const { client } = opened.service;
    const { datasets } = await client.datasets.list({});
    expect(datasets.find(({ name }) => name === 'built-in')).toMatchObject({
      users: 943,
      items: 1682,
      ratings: 100_000,
      layout: 'built-in',
    });
    const { campaigns } = await client.campaigns.list({});
    expect(campaigns).toContainEqual(
      expect.objectContaining({ name: 'First look', runs: 36, done: 0, datasetName: 'built-in' }),
    );
  });

  it('does not bring back what was deleted', async () => {
    const first = await openTestService();
    await first.service.client.datasets.delete({ dataset: 'built-in' });
    await first.service.client.campaigns.delete({ campaign: 'First look' });
    await first.service.close();
    const { service } = await openTestService({ home: first.home });
    expect((await service.client.datasets.list({})).datasets).toEqual([]);
    expect((await service.client.campaigns.list({})).campaigns).toEqual([]);
    await service.close();
  });
});

describe('datasets', () => {
  it('tells an import and keeps one record for the same content', async () => {
    const { service, events } = opened;
    expect(
      events.some(
        ({ topic, payload }) =>
          topic === 'imports.progress' && (payload as { importId: string }).importId === 'small',
      ),
    ).toBe(true);
    const before = (await service.client.datasets.list({})).datasets;
    await importSmall(service);
    expect((await service.client.datasets.list({})).datasets).toEqual(before);
  });

  it('leaves nothing of an import whose name is taken', async () => {
    const { service, home } = opened;
    const path = join(temporaryFolder(), 'other.csv');
    writeFileSync(path, smallCsv({ 2: '1,3,5' }));
    const before = readdirSync(join(home, 'datasets')).sort();
    const options = { name: 'small', duplicates: 'last' as const };
    const work = service.client.datasets.import({
      fileId: service.files.admit(path).fileId,
      importId: 'x',
      options,
    });
    await expect(work).rejects.toMatchObject({ code: 'conflict' });
    expect(readdirSync(join(home, 'datasets')).sort()).toEqual(before);
  });

  it('predicts every item’s mean with the clean model, and answers without one when asked to', async () => {
    const { client } = opened.service;
    const predicted = (await client.datasets.items({ dataset: 'small' })).items;
    const plain = (await client.datasets.items({ dataset: 'small', predict: false })).items;
    expect(predicted.map(({ item }) => item)).toEqual(plain.map(({ item }) => item));
    expect(plain.every(({ predictedMean }) => predictedMean === null)).toBe(true);
    // With ridge, predictions shrink towards 0 but follow the observed means.
    const pairs = predicted
      .filter(({ ratings }) => ratings >= 20)
      .map(({ mean, predictedMean }) => [mean, predictedMean!]);
    expect(pairs.length).toBeGreaterThan(10);
    for (const [mean, prediction] of pairs) expect(Math.abs(mean - prediction)).toBeLessThan(1);
  });

  it('knows a data set by its name, its fingerprint or the beginning of it', async () => {
    const { client } = opened.service;
    const { fingerprint } = (await client.datasets.profile({ dataset: 'small' })).dataset;
    for (const dataset of [fingerprint, fingerprint.slice(0, 8)]) {
      expect((await client.datasets.profile({ dataset })).dataset.name).toBe('small');
    }
    await expect(client.datasets.profile({ dataset: fingerprint.slice(0, 6) })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('says what depends on a data set, and keeps its record for them when it is in the bin', async () => {
    const { client } = opened.service;
    const { fingerprint } = (await client.datasets.profile({ dataset: 'small' })).dataset;
    const before = await client.datasets.uses({ dataset: 'small' });
    await client.campaigns.save({ campaign: smallCampaign({ name: 'depends' }) });
    await client.campaigns.save({ campaign: smallCampaign({ name: 'depends on a part', dataset: { of: 'small', topUsers: 10 } }) });
    expect(await client.datasets.uses({ dataset: fingerprint })).toEqual({ runs: before.runs, campaigns: before.campaigns + 2 });
    await client.datasets.delete({ dataset: 'small' });
    expect((await client.datasets.record({ fingerprint })).dataset).toMatchObject({ name: 'small', deletedAt: expect.any(String) as string });
    await client.datasets.restore({ dataset: 'small' });
    for (const campaign of ['depends', 'depends on a part']) await client.campaigns.delete({ campaign });
    await expect(client.datasets.record({ fingerprint: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('says no to cancelling an import that is over', async () => {
    expect(await opened.service.client.datasets.cancelImport({ importId: 'small' })).toEqual({
      cancelled: false,
    });
  });
});

describe('campaigns', () => {
  it('saves, renames, refuses a taken name, deletes and restores', async () => {
    const { client } = opened.service;
    await client.campaigns.save({ campaign: smallCampaign({ name: 'a' }) });
    await client.campaigns.save({ campaign: smallCampaign({ name: 'b' }), replaces: 'a' });
    expect((await client.campaigns.list({})).campaigns.map(({ name }) => name)).not.toContain('a');
    await expect(
      client.campaigns.save({ campaign: smallCampaign({ name: 'First look' }), replaces: 'b' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await client.campaigns.delete({ campaign: 'b' });
    await expect(client.campaigns.get({ campaign: 'b' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await client.campaigns.restore({ campaign: 'b' })).toEqual({
      campaign: smallCampaign({ name: 'b' }),
    });
    expect(await client.campaigns.get({ campaign: 'b' })).toEqual({ campaign: smallCampaign({ name: 'b' }) });
  });

  it('never stores over another campaign that it was not told to replace', async () => {
    const { client } = opened.service;
    const mine = smallCampaign({ name: 'mine' });
    const other = smallCampaign({ name: 'mine', seed: 99, sweep: [] });
    expect(await client.campaigns.meet({ campaign: mine })).toEqual({ saved: 'none', runsLeft: 0 });
    await client.campaigns.save({ campaign: mine });
    expect(await client.campaigns.meet({ campaign: mine })).toEqual({ saved: 'same', runsLeft: 0 });
    await client.campaigns.save({ campaign: mine });
    await expect(client.campaigns.save({ campaign: other })).rejects.toMatchObject({ code: 'conflict' });
    expect(await client.campaigns.get({ campaign: 'mine' })).toEqual({ campaign: mine });
    await client.campaigns.save({ campaign: other, replaces: 'mine' });
    expect(await client.campaigns.get({ campaign: 'mine' })).toEqual({ campaign: other });
    const { binned } = await client.campaigns.replace({ campaign: mine });
    await client.campaigns.takeBack({ campaign: 'mine', binned });
    expect(await client.campaigns.get({ campaign: 'mine' })).toEqual({ campaign: other });
  });

  it('never queues one over another that it was not told to replace, but lets one grow', async () => {
    const { client } = opened.service;
    const uniform = { attack: { id: 'uniform', config: {} }, sweep: [] };
    const planned = smallCampaign({ name: 'planned', ...uniform, seed: 31 });
    await client.campaigns.save({ campaign: planned });
    const other = smallCampaign({ name: 'planned', ...uniform, seed: 32 });
    expect(await client.campaigns.meet({ campaign: other })).toEqual({ saved: 'other', runsLeft: 0 });
    await expect(client.queue.add({ campaign: other })).rejects.toMatchObject({ code: 'conflict' });
    expect(await client.campaigns.get({ campaign: 'planned' })).toEqual({ campaign: planned });
    const grown = smallCampaign({ name: 'planned', ...uniform, sweep: [{ path: 'seed', values: [31, 33] }] });
    expect(await client.campaigns.meet({ campaign: grown })).toEqual({ saved: 'grown', runsLeft: 0 });
    expect((await client.queue.add({ campaign: grown })).runs).toHaveLength(2);
    await untilEnded(opened.service, 'planned');
    expect((await client.queue.add({ campaign: other, replaces: 'planned' })).runs).toHaveLength(1);
    await untilEnded(opened.service, 'planned');
  });

  it('does not take one for grown whose data set is gone, since none of its runs is known', async () => {
    const { client } = opened.service;
    await client.campaigns.save({ campaign: smallCampaign({ name: 'of lost data', dataset: 'lost' }) });
    await expect(client.queue.add({ campaign: smallCampaign({ name: 'of lost data' }) })).rejects.toMatchObject({ code: 'conflict' });
    await client.campaigns.delete({ campaign: 'of lost data' });
  });

  it('opens a file with its places, and an exported campaign comes back equal', async () => {
    const { service } = opened;
    await service.client.campaigns.save({ campaign: smallCampaign({ name: 'round trip' }) });
    const made = await service.client.reports.export({ what: 'campaign', campaign: 'round trip' });
    expect(made.name).toBe('round trip.json');
    expect(await service.client.campaigns.open({ fileId: made.fileId })).toEqual({
      campaign: smallCampaign({ name: 'round trip' }),
    });
    const path = join(temporaryFolder(), 'wrong.json');
    const text = JSON.stringify({ ...smallCampaign(), budget: { maliciousShare: 2 } }, null, 1);
    writeFileSync(path, text);
    const line = text.split('\n').findIndex((one) => one.includes('maliciousShare')) + 1;
    const error = await service.client.campaigns
      .open({ fileId: service.files.admit(path).fileId })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).complaints).toContainEqual(
      expect.objectContaining({ path: 'budget.maliciousShare', file: 'wrong.json', line }),
    );
  });

  it('names every mistake of a file that does not open, with its line, its field as the form calls it, and its value', async () => {
    const { service } = opened;
    const campaign = smallCampaign();
    const wrong = { ...campaign, learner: { ...campaign.learner, config: { ...campaign.learner.config, rnak: 8 } }, budget: { ...campaign.budget, maliciousShare: 5 }, seed: 'one' };
    const text = JSON.stringify(wrong, null, 1);
    const path = join(temporaryFolder(), 'wrong.json');
    writeFileSync(path, text);
    const line = (field: string) => text.split('\n').findIndex((one) => one.includes(`"${field}"`)) + 1;
    const error = await service.client.campaigns.open({ fileId: service.files.admit(path).fileId }).catch((reason: unknown) => reason);
    expect((error as LabError).complaints).toEqual([
      { path: 'budget.maliciousShare', title: 'Malicious users', file: 'wrong.json', line: line('maliciousShare'), message: 'Must be at most 1. The file has 5; 5 % is 0.05.' },
      { path: 'seed', file: 'wrong.json', line: line('seed'), message: 'Must be a number. The file has "one".' },
      { path: 'learner.config.rnak', file: 'wrong.json', line: line('rnak'), message: 'Not a field of als. Did you mean "rank"?' },
    ]);
    const { errors } = await service.client.campaigns.check({ campaign: wrong });
    expect(errors.map((each) => each.path)).toEqual(['budget.maliciousShare', 'seed', 'learner.config.rnak']);
  });

  it('comes with presets that are fit to run', async () => {
    const { client } = opened.service;
    const { presets } = await client.campaigns.presets({});
    expect(presets[0].id).toBe('first-look');
    const panels = presets.filter(({ id }) => id.startsWith('figure-')).map(({ title }) => title.slice(0, 9));
    expect(panels.sort()).toEqual(['1a', '1b', '1c', '1d', '2a', '2b', '2c', '2d', '3a', '3b', '3c', '3d', '4a', '4b', '4c', '4d', '5a', '5b', '6a', '6b'].map((panel) => `Figure ${panel}`));
    const warned: string[] = [];
    for (const { title, campaign } of presets) {
      const check = await client.campaigns.check({ campaign });
      // Presets on MovieLens lack nothing but the data, which the person imports.
      if (campaign.dataset === 'ml-100k')
        expect(new Set(check.errors.map(({ path }) => path)), campaign.name).toEqual(new Set(['dataset']));
      else expect(check.errors, campaign.name).toEqual([]);
      if (campaign.dataset !== 'ml-100k' && check.warnings.length > 0) warned.push(`${title.slice(0, 9)}: ${check.warnings.map(({ path }) => path).join(' ')}`);
    }
    // In the paper's panels of targets PGA rates them, and SGLD and uniform draw what they rate: whoever compares them is told.
    expect(warned).toEqual(['Classic a: attack.id', ...['1b', '1c', '1d', '2b', '2c', '2d', '5a', '5b', '6a', '6b'].map((panel) => `Figure ${panel}: attack.config.includeTargets attack.id`)]);
    const seeds = presets[0].campaign.sweep.find(({ path }) => path === 'seed');
    expect(seeds?.values).toHaveLength(3);
  });
});

describe('queue, runs and figures', () => {
  it('runs a campaign once, tells it, and draws it from the store', async () => {
    const { service, events } = opened;
    const campaign = smallCampaign({ name: 'queued' });
    const added = await service.client.queue.add({ campaign });
    expect(added).toMatchObject({ campaign: 'queued', queued: 4 });
    await untilEnded(service, 'queued');
    const { runs } = await service.client.runs.list({ campaign: 'queued' });
    expect(runs.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect((await service.client.queue.add({ campaign })).queued).toBe(0);
    for (const topic of ['queue.changed', 'runs.changed', 'runs.progress', 'campaigns.changed']) {
      expect(
        events.some((event) => event.topic === topic),
        topic,
      ).toBe(true);
    }
    const table = await service.client.figures.table({
      figure: 'rmse-by-share',
      source: { campaign: 'queued' },
    });
    const uniform = table.rows.find(({ attack }) => attack === 'uniform');
    expect(uniform).toMatchObject({ n: 2, planned: 2, users: 6 });
    expect(uniform?.mean).toBeCloseTo(
      (runs[0].metrics!.predictionShiftRmse + runs[1].metrics!.predictionShiftRmse) / 2,
      14,
    );
    const chosen = await service.client.figures.table({
      figure: 'convergence',
      source: { runs: [runs[2].run] },
    });
    expect(chosen.rows.length).toBeGreaterThan(0);
  });

  it('shows what a campaign will be before anything has run', async () => {
    const { client } = opened.service;
    const table = await client.figures.table({ figure: 'rmse-by-share', source: { campaign: 'First look' } });
    expect(table.rows.map(({ n, planned }) => [n, planned])).toEqual(Array.from({ length: 12 }, () => [0, 3]));
  });

  it('counts of a campaign the runs that its list shows: none that was never queued, none of the bin', async () => {
    const { service, events } = opened;
    const { client } = service;
    const campaign = smallCampaign({ name: 'counted' });
    await client.queue.add({ campaign });
    await untilEnded(service, 'counted');
    const counted = async (name: string) => {
      const [{ campaigns }, { runs }] = [await client.campaigns.list({}), await client.runs.list({ campaign: name })];
      const { listed, done, ...found } = campaigns.find((one) => one.name === name)!;
      expect(listed).toBe(runs.length);
      return [found.runs, listed, done];
    };
    expect(await counted('First look')).toEqual([36, 0, 0]);
    expect(await counted('counted')).toEqual([4, 4, 4]);
    const [{ run }] = (await client.runs.list({ campaign: 'counted' })).runs;
    const before = events.length;
    await client.runs.delete({ runs: [run] });
    expect(await counted('counted')).toEqual([4, 3, 3]);
    expect(events.slice(before).map(({ topic }) => topic)).toContain('campaigns.changed');
    await client.runs.restore({ runs: [run] });
    expect(await counted('counted')).toEqual([4, 4, 4]);
  });

  it('counts what reproducing the paper would queue, each run once, and queues nothing by that', async () => {
    const { client } = opened.service;
    await client.queue.pause({});
    const request = { dataset: 'small', figures: [1, 5], profile: 'quick' as const };
    const before = (await client.datasets.list({})).datasets;
    const plan = await client.claims.plan(request);
    expect([(await client.queue.state({})).entries, (await client.datasets.list({})).datasets]).toEqual([[], before]);
    const { panels, runs } = await client.claims.reproduce(request);
    expect(panels.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(plan).toEqual({ runs: runs.length, cached: runs.filter(({ status }) => status === 'done').length, estimateSeconds: expect.any(Number) });
    expect(runs.length).toBeGreaterThan(20);
    await client.queue.cancel({ runs: runs.map(({ key }) => key) });
    await client.queue.resume({});
  });

  it('refuses a campaign with errors at its fields and queues nothing', async () => {
    const { client } = opened.service;
    const bad = smallCampaign({
      name: 'bad',
      budget: { maliciousShare: 0.1, fillerSize: 999, maxRating: 2 },
    });
    const error = (await client.queue.add({ campaign: bad }).catch((reason: unknown) => reason)) as LabError;
    expect(error).toMatchObject({ code: 'bad-input' });
    expect(error.complaints[0].path).toBe('budget.fillerSize');
    expect((await client.campaigns.list({})).campaigns.map(({ name }) => name)).not.toContain('bad');
  });

  it('cancels either a run, some runs or a campaign', async () => {
    const { client } = opened.service;
    await expect(client.queue.cancel({})).rejects.toMatchObject({ code: 'bad-input' });
    await expect(client.queue.cancel({ runs: ['a'], campaign: 'queued' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(client.queue.cancel({ runs: ['f'.repeat(64)] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.queue.cancel({ campaign: 'quued' })).rejects.toMatchObject({
      message: 'There is no campaign "quued". Did you mean "queued"?',
    });
    expect(await client.queue.cancel({ campaign: 'queued' })).toEqual({ cancelled: [] });
  });
});

describe('settings', () => {
  it('keeps preferences, and says what this is and where its library lies, without any other path', async () => {
    const { service, home } = opened;
    expect(await service.client.settings.get({})).toEqual({ theme: 'system', threads: null, shortcuts: {}, notify: true, textSize: 100 });
    expect(await service.client.settings.set({ theme: 'dark' })).toEqual({ theme: 'dark', threads: null, shortcuts: {}, notify: true, textSize: 100 });
    expect(await service.client.settings.get({})).toEqual({ theme: 'dark', threads: null, shortcuts: {}, notify: true, textSize: 100 });
    await service.client.settings.set({ threads: 2 });
    expect(await service.client.settings.get({})).toMatchObject({ theme: 'dark', threads: 2 });
    await service.client.settings.set({ threads: null });
    const about = await service.client.settings.about({});
    expect(about).toMatchObject({ host: 'cli', node: process.versions.node, threads: 1 });
    expect(about.kernels).toMatchObject({ build: kernelBuild(), relaxedSimd: relaxedSimd() });
    expect(about.library).toBe(home);
    expect(about.needsHome).toBe(true);
    expect(JSON.stringify({ ...about, library: '' })).not.toContain(join(home, '..'));
  });

  it('needs no folder named in commands where the default one leads to the library, wherever that was moved', async () => {
    const [places, to] = [temporaryFolder(), temporaryFolder()];
    for (const name of ['XDG_DATA_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, places);
    const root = defaultHome({ ...process.env, POISON_LAB_HOME: undefined });
    const first = await openTestService({ home: root });
    expect(await first.service.client.settings.about({})).toMatchObject({ library: root, needsHome: false });
    await first.service.close();
    await copyLibraryFiles(root, to, {});
    await finishMove({ root, from: root, to });
    const moved = await openTestService({ home: root });
    expect(await moved.service.client.settings.about({})).toMatchObject({ library: to, needsHome: false });
    await moved.service.close();
    vi.unstubAllEnvs();
  });
});

describe('close', () => {
  it('ends while runs wait; they are there when the library is opened again, and end then', async () => {
    const first = await openTestService();
    await importSmall(first.service);
    await first.service.client.queue.add({ campaign: smallCampaign({ name: 'left behind' }) });
    await first.service.close();
    await first.service.close();
    expect(existsSync(join(first.home, 'lab.sqlite-wal'))).toBe(false);
    const second = await openTestService({ home: first.home });
    await untilEnded(second.service, 'left behind');
    const { runs } = await second.service.client.runs.list({ campaign: 'left behind' });
    expect(runs.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    await second.service.close();
  });

  it('leaves caches that can be read', async () => {
    const { service, home } = await openTestService();
    const { fingerprint } = (await service.client.datasets.profile({ dataset: 'built-in' })).dataset;
    await service.close();
    expect(readRatingsCache(join(home, 'datasets', `${fingerprint}.ratings`)).ratings.rowItem).toHaveLength(
      100_000,
    );
  });
});

describe('what a host is told', () => {
  it('is that the library was checked after a session that never ended', async () => {
    const first = await openTestService();
    expect(first.service.notice).toBeNull();
    await first.service.close();
    const crashing = `import { openStore } from ${JSON.stringify(storeModule)}; await openStore(process.argv[1]); process.kill(process.pid, 'SIGKILL');`;
    spawnSync(process.execPath, ['--input-type=module', '--eval', crashing, first.home]);
    const second = await openTestService({ home: first.home });
    expect(second.service.notice).toMatch(/ended unexpectedly/);
    await second.service.close();
  });
});

describe('uploads', () => {
  it('are gone after their import, and there to be tried again after a failure', async () => {
    const { service } = opened;
    const good = service.files.reserve('upload.csv');
    writeFileSync(good.path, smallCsv());
    await service.client.datasets.import({ fileId: good.fileId, importId: 'up', options: {} });
    expect(existsSync(good.path)).toBe(false);
    const bad = service.files.reserve('bad.csv');
    writeFileSync(bad.path, smallCsv({ 4: '1,1,many' }));
    const input = { fileId: bad.fileId, importId: 'bad', options: {} };
    await expect(service.client.datasets.import(input)).rejects.toMatchObject({
      message: expect.stringContaining('bad.csv') as string,
    });
    const retried = service.client.datasets.import({
      ...input,
      options: { badRows: 'skip', name: 'skipped' },
    });
    expect((await retried).dataset.report.kept).toBe(1499);
  });
});
