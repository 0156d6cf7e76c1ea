import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importedProfilesSchema, type ImportedProfiles } from '../../../shared/domain/profiles.ts';
import { runSchema, type Run } from '../../../shared/domain/run.ts';
import { openSource } from '../../../src-main/ratings/reading/open-source.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { encodeProfiles } from '../../../src-main/store/profiles.ts';
import { smallCampaign, temporaryFolder, writeSmallCsv } from '../../service/temp-library.ts';
import { writeZip } from '../../ratings/zip-writer.ts';
import { cliHere } from './cli-here.ts';
import { cli, document } from './cli-process.ts';

const folder = temporaryFolder();
const home = join(folder, 'first');
const fresh = join(folder, 'second');
const data = writeSmallCsv(folder);
let pga: Run;
let uniform: Run;

/** In this process; must succeed. */
async function answer(library: string, ...args: string[]): Promise<Record<string, unknown>> {
  const end = await cliHere(library, ...args, '--json');
  expect(end, end.stderr).toMatchObject({ code: 0 });
  return document(end);
}

/** In this process; must be refused as bad input. */
async function refusal(library: string, ...args: string[]): Promise<{ message: string; complaints: object[] }> {
  const end = await cliHere(library, ...args, '--json');
  expect(end, end.stdout).toMatchObject({ code: 2 });
  return document(end).error as { message: string; complaints: object[] };
}

async function runCampaign(library: string, campaign: object): Promise<Run[]> {
  const path = join(folder, 'campaign.json');
  writeFileSync(path, JSON.stringify(campaign));
  return runSchema.array().parse((await answer(library, 'run', path)).runs);
}

/** A campaign that attacks with imported profiles. */
function importedCampaign({ hash, maliciousShare }: ImportedProfiles, budget: object = {}) {
  return smallCampaign({
    name: `imported ${hash.slice(0, 6)}`,
    attack: { id: 'imported', config: { profiles: hash } },
    budget: { maliciousShare: maliciousShare ?? 1, fillerSize: 10, maxRating: 2, ...budget },
    sweep: [],
  });
}

async function profileBytes(library: string, { key }: Run): Promise<Uint8Array> {
  const store = await openStore(library);
  const profiles = store.runs.profiles(key);
  store.close();
  if (!profiles) throw new Error('no profiles');
  return encodeProfiles(profiles);
}

beforeAll(async () => {
  await answer(home, 'import', data);
  const runs = await runCampaign(home, smallCampaign());
  [uniform, , pga] = runs;
});

describe('export bundle, import bundle, run', () => {
  it('gives the same key, metrics and profile bytes in a fresh library, each command in a process of its own', async () => {
    const bundle = join(folder, 'attack.poisonlab');
    const exported = document(await cli(home, 'export', 'bundle', pga.run, '--to', bundle, '--json'));
    expect(exported).toMatchObject({ file: bundle, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    await cli(fresh, 'import', data);
    const imported = document(await cli(fresh, 'import', 'bundle', bundle, '--json'));
    expect(imported).toMatchObject({ run: pga.key, sameBits: true, campaign: `bundle ${pga.key.slice(0, 8)}` });
    const profiles = importedProfilesSchema.parse(imported.profiles);
    expect(profiles).toMatchObject({ users: 6, ratings: 60, maliciousShare: 0.1, name: 'attack.poisonlab' });
    const ran = document(await cli(fresh, 'run', imported.campaign as string, '--json'));
    const [again] = runSchema.array().parse(ran.runs);
    expect(again).toMatchObject({ key: pga.key, cached: false, status: 'done', metrics: pga.metrics, config: pga.config });
    expect(await profileBytes(fresh, again)).toEqual(await profileBytes(home, pga));
    const csv = [home, fresh].map((library, at) => cli(library, 'export', 'profiles', pga.run, '--to', join(folder, `${at}.csv`)));
    await Promise.all(csv);
    expect(readFileSync(join(folder, '0.csv'))).toEqual(readFileSync(join(folder, '1.csv')));
  });

  it('brings profiles that, evaluated as imported ones, give the metrics of their run', async () => {
    const bundle = join(folder, 'uniform.zip');
    await answer(home, 'export', 'bundle', uniform.run, '--to', bundle);
    const profiles = importedProfilesSchema.parse((await answer(home, 'import', 'bundle', bundle)).profiles);
    const [run] = await runCampaign(home, importedCampaign(profiles));
    expect(run.metrics).toEqual(uniform.metrics);
    expect(run.label).toBe('Imported');
    const again = join(folder, 'imported.zip');
    await answer(home, 'export', 'bundle', run.run, '--to', again);
    const third = join(folder, 'third');
    await answer(third, 'import', data);
    const back = await answer(third, 'import', 'bundle', again);
    expect(back).toMatchObject({ sameBits: true, profiles: { hash: profiles.hash } });
    const { runs } = await answer(third, 'run', back.campaign as string);
    expect(runs).toMatchObject([{ key: run.key, metrics: uniform.metrics }]);
  });

  it('works for the built-in set and a subset, which the fresh library makes itself', async () => {
    const subset = { of: 'built-in', topUsers: 120, topItems: 90 };
    const [run] = await runCampaign(home, smallCampaign({ name: 'subset', dataset: subset, objective: { id: 'availability', config: {} }, sweep: [] }));
    const bundle = join(folder, 'subset.zip');
    await answer(home, 'export', 'bundle', run.run, '--to', bundle);
    const other = join(folder, 'subset-library');
    const imported = await answer(other, 'import', 'bundle', bundle);
    expect(imported).toMatchObject({ sameBits: true });
    expect((await answer(other, 'run', imported.campaign as string)).runs).toMatchObject([{ key: run.key, metrics: run.metrics }]);
  });

  it('says what it takes where the kernels or the data are others', async () => {
    const bundle = join(folder, 'plain.zip');
    const third = join(folder, 'plain');
    await answer(third, 'import', data);
    const path = join(folder, 'plain.json');
    writeFileSync(path, JSON.stringify(smallCampaign({ sweep: [] })));
    const { runs } = await answer(third, '--kernels', 'plain', 'run', path);
    const [run] = runSchema.array().parse(runs);
    await answer(third, 'export', 'bundle', run.run, '--to', bundle);
    expect(await answer(third, '--kernels', 'plain', 'import', 'bundle', bundle)).toMatchObject({ sameBits: true });
    const auto = await answer(third, 'import', 'bundle', bundle);
    if (run.key !== uniform.key) expect(auto).toMatchObject({ sameBits: false, rerun: expect.stringMatching(/--kernels plain for the same bits/) as string });
    const { message } = await refusal(join(folder, 'empty'), 'import', 'bundle', bundle);
    expect(message).toMatch(/^the bundle is of the data set "small" \(60 users, \d+ items, 1500 ratings\), fingerprint [0-9a-f]{64}, which the library does not hold\./);
  });

  it('refuses profiles that are not those of the manifest, and keeps nothing of them', async () => {
    const bundle = join(folder, 'good.zip');
    await answer(home, 'export', 'bundle', uniform.run, '--to', bundle);
    const zip = await openSource(bundle);
    const entries = await Promise.all(
      zip.files.map(async (file) => {
        const chunks: Buffer[] = [];
        for await (const chunk of file.open()) chunks.push(Buffer.from(chunk));
        const content = Buffer.concat(chunks).toString('utf8');
        return { name: file.path, content: file.path === 'profiles.csv' ? content.replace(/,[^,]+,[^,\n]+\n$/, ',0.125,3.125\n') : content };
      }),
    );
    zip.close();
    const changed = join(folder, 'changed.zip');
    writeZip(changed, entries);
    const third = join(folder, 'changed');
    await answer(third, 'import', data);
    expect((await refusal(third, 'import', 'bundle', changed)).message).toMatch(/changed\.zip: its profiles are not those that it says/);
    const store = await openStore(third);
    expect([store.importedProfiles.list(), store.campaigns.list().filter(({ campaign }) => campaign.name.startsWith('bundle'))]).toEqual([[], []]);
    store.close();
  });

  it('leaves a campaign of that name alone that somebody changed', async () => {
    const bundle = join(folder, 'again.zip');
    await answer(home, 'export', 'bundle', uniform.run, '--to', bundle);
    const { campaign } = await answer(home, 'import', 'bundle', bundle);
    expect((await answer(home, 'import', 'bundle', bundle)).campaign).toBe(campaign);
    const store = await openStore(home);
    store.campaigns.save({ ...smallCampaign(), name: campaign as string });
    store.close();
    expect((await answer(home, 'import', 'bundle', bundle)).campaign).toBe(`${campaign as string} (2)`);
  });

  it('refuses a run without malicious users, another extension, and what is no bundle', async () => {
    const [nobody] = await runCampaign(home, smallCampaign({ budget: { maliciousShare: 0, fillerSize: 5, maxRating: 2 }, sweep: [], name: 'nobody' }));
    expect((await refusal(home, 'export', 'bundle', nobody.run, '--to', join(folder, 'x.zip'))).message).toMatch(/no malicious user/);
    expect((await refusal(home, 'export', 'bundle', pga.run, '--to', join(folder, 'x.csv'))).message).toMatch(/must end in \.poisonlab, \.zip/);
    expect((await refusal(home, 'import', 'bundle', data)).message).toMatch(/small\.csv: is no zip; an attack bundle is one/);
    expect((await refusal(home, 'import', 'bundle', join(folder, 'nothing.zip'))).message).toMatch(/no such file/);
  });
});

describe('import profiles', () => {
  const csv = join(folder, 'foreign.csv');
  const rows = Array.from({ length: 12 }, (_, at) => `f${at % 3},${1 + at},${1 + (at % 5)}`);

  it('brings a foreign file in, says what is off, and the campaign check says which share to set', async () => {
    writeFileSync(csv, `user,item,rating\n${rows.join('\n')}\nf0,20,9\nf1,no such item,3\nf2,3,2\n`);
    const { profiles } = await answer(home, 'import', 'profiles', csv, '--dataset', 'small');
    const imported = importedProfilesSchema.parse(profiles);
    expect(imported).toMatchObject({ users: 3, ratings: 13, maliciousShare: 0.05, report: { units: 'stars', rows: 15, kept: 13 } });
    expect(imported.report.notes.join('\n')).toMatch(/1 of 13 ratings lie outside the genuine scale/);
    const path = join(folder, 'imported.json');
    writeFileSync(path, JSON.stringify(importedCampaign(imported, { maliciousShare: 0.1 })));
    const refused = await refusal(home, 'run', path);
    expect(refused.complaints).toMatchObject([{ path: 'budget.maliciousShare', file: path, line: expect.any(Number) as number, message: expect.stringMatching(/Set it to 0\.05\.$/) as string }]);
    const [run] = await runCampaign(home, importedCampaign(imported));
    expect(run).toMatchObject({ status: 'done', maliciousUsers: 3 });
    const { provenance } = await answer(home, 'show', run.run);
    expect((provenance as { warnings: string[] }).warnings.join('\n')).toMatch(/1 of 13 ratings lie beyond ±Λ = 2/);
  });

  it('gives our own exported profiles the hash and the metrics of their run', async () => {
    const exported = join(folder, 'own.csv');
    await answer(home, 'export', 'profiles', pga.run, '--to', exported);
    const imported = importedProfilesSchema.parse((await answer(home, 'import', 'profiles', exported, '--dataset', 'small')).profiles);
    const [run] = await runCampaign(home, importedCampaign(imported));
    expect(run.metrics).toEqual({ ...pga.metrics, iterations: 0 });
    expect(await profileBytes(home, run)).toEqual(await profileBytes(home, pga));
  });

  it('takes labels and units, and prints facts for people', async () => {
    const labels = join(folder, 'labels.csv');
    writeFileSync(csv, `${rows.join('\n')}\n`);
    writeFileSync(labels, 'f0,1\nf1,0\n');
    const end = await cliHere(home, 'import', 'profiles', csv, '--dataset', 'small', '--labels', labels, '--units', 'shifted');
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/users\s+1\n/);
    expect(end.stdout).toMatch(/"profiles": "[0-9a-f]{64}"/);
    expect(end.stdout).toContain('1 user without a label left out: user f2.');
  });

  it('refuses bad rows by file and line, options of ratings, unknown data sets and missing files', async () => {
    writeFileSync(csv, 'f0,1,5\nf0,2,much\n');
    expect((await refusal(home, 'import', 'profiles', csv, '--dataset', 'small')).complaints).toMatchObject([{ file: 'foreign.csv', line: 2 }]);
    expect((await refusal(home, 'import', 'profiles', csv, '--dataset', 'small', '--min-ratings', '3')).message).toMatch(/unknown option/);
    expect((await refusal(home, 'import', 'profiles', csv)).message).toMatch(/--dataset/);
    expect((await refusal(home, 'import', 'profiles', csv, '--dataset', 'smal')).message).toMatch(/small/);
    expect((await refusal(home, 'import', 'profiles', join(folder, 'absent.csv'), '--dataset', 'small')).complaints).toMatchObject([{ message: 'there is no such file' }]);
  });
});
