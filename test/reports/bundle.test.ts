import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleHeadSchema, bundleSchema, type Bundle } from '../../shared/domain/bundle.ts';
import { campaignSchema } from '../../shared/domain/campaign.ts';
import { openZip } from '../../src-main/ratings/reading/zip.ts';
import { bundledRuns } from '../../src-main/reports/bundle/bundled-runs.ts';
import { exportBundle } from '../../src-main/reports/bundle/export-bundle.ts';
import { storedZip } from '../../src-main/reports/bundle/stored-zip.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { samplePlan, sampleResult } from '../store/sample-results.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-bundle-'));

/** Every file of a zip, read under the rules for strangers' zips. */
async function unzip(bytes: Uint8Array): Promise<Record<string, string>> {
  const path = join(folder, 'written.zip');
  writeFileSync(path, bytes);
  const zip = await openZip(path, 'written.zip');
  const files: Record<string, string> = {};
  for (const file of zip.files) {
    const chunks: Buffer[] = [];
    for await (const chunk of file.open()) chunks.push(Buffer.from(chunk));
    files[file.path] = Buffer.concat(chunks).toString('utf8');
  }
  zip.close();
  return files;
}

function sampleBundle(): Bundle {
  const { key, config, label } = samplePlan(1);
  const { metrics, series, provenance, profiles } = sampleResult(1);
  const scale = { min: 1, max: 5, step: 1, observed: false };
  return {
    format: 'poison-lab attack bundle',
    version: 1,
    run: key,
    label,
    config,
    dataset: { name: 'a\nb', fingerprint: config.dataset, layout: 'csv', users: 40, items: 3, ratings: 90, scale, shift: { multiply: 1, add: -3 }, reference: config.dataset },
    targets: ['x'],
    profiles: { hash: 'e'.repeat(64), users: profiles.users, ratings: profiles.rowItem.length },
    metrics,
    series,
    provenance,
  };
}

async function sampleZip(): Promise<Uint8Array> {
  const bundle = sampleBundle();
  const { dataset, learner, objective, attack, budget, seed } = bundle.config;
  const gradient = { id: 'exact', config: {} };
  const campaign = campaignSchema.parse({ schema: 1, name: 'bundle 1234567', dataset, learner, objective, gradient, attack, budget, seed, sweep: [] });
  const profiles = { users: 2, items: 3, rowStart: Int32Array.of(0, 2, 3), rowItem: Int32Array.of(0, 2, 1), rowValue: Float64Array.of(0.1 + 0.2, -2, 0) };
  return exportBundle({ bundle, campaign, profiles, itemIds: ['x', 'y', 'z'], shift: { multiply: 1, add: -3 } });
}

describe('a stored zip', () => {
  it('is read as it was written: names, bytes, an empty file', async () => {
    const files = [
      { name: 'ü/a.txt', bytes: new TextEncoder().encode('α\n') },
      { name: 'empty', bytes: new Uint8Array(0) },
      { name: 'part', bytes: new TextEncoder().encode('0123').subarray(1, 3) },
    ];
    const zip = storedZip(files);
    expect(await unzip(zip)).toEqual({ 'ü/a.txt': 'α\n', empty: '', part: '12' });
    expect(storedZip(files)).toEqual(zip);
  });

  it('is sound to other tools', () => {
    const path = join(folder, 'other.zip');
    writeFileSync(path, storedZip([{ name: 'a.txt', bytes: new TextEncoder().encode('text') }]));
    const code = 'import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.read("a.txt").decode(), z.infolist()[0].date_time[0])';
    const { stdout, error } = spawnSync('python3', ['-c', code, path], { encoding: 'utf8' });
    if (error) console.warn('skipped: there is no python3 to read the zip with');
    else expect(stdout.trim()).toBe('None text 1980');
  });
});

describe('an attack bundle', () => {
  it('holds profiles, labels, campaign, everything that is known of the run, and says what it is', async () => {
    const files = await unzip(await sampleZip());
    expect(Object.keys(files)).toEqual(['README.txt', 'bundle.json', 'campaign.json', 'profiles.csv', 'labels.csv']);
    expect(files['profiles.csv']).toBe('user,item,rating,stars\n1,x,0.30000000000000004,3.3\n1,z,-2,1\n2,y,0,3\n');
    expect(files['labels.csv']).toBe('user,malicious\n1,1\n2,1\n');
    const manifest: unknown = JSON.parse(files['bundle.json']);
    expect(bundleSchema.parse(manifest)).toEqual(sampleBundle());
    expect(bundleHeadSchema.parse({ ...(manifest as object), later: 1 })).toMatchObject({ config: sampleBundle().config });
    expect(campaignSchema.parse(JSON.parse(files['campaign.json']))).toMatchObject({ seed: 1, sweep: [] });
    expect(files['README.txt']).toContain('shifted = stars * 1 + -3');
    expect(files['README.txt']).toContain('on a b: 2 malicious users, 6 ratings');
    expect(files['README.txt']).toContain('run "bundle 1234567"');
  });

  it('has the same bytes for the same run', async () => {
    expect(await sampleZip()).toEqual(await sampleZip());
  });
});

describe('what a report offers to bundle', () => {
  const label = (wishes: Parameters<typeof figureRun>[0][]) => bundledRuns(wishes.map((wish) => figureRun(wish).run)).map((one) => one.label);

  it('is one run of each attack: at its largest share, with its least seed', () => {
    const wishes = ['sgld', 'uniform', 'pga'].flatMap((attack) => [0.01, 0.05].flatMap((share) => [3, 2].map((seed) => ({ attack, share, seed }))));
    expect(label(wishes)).toEqual(['SGLD exact, 5 %, seed 2', 'Uniform, 5 %, seed 2', 'PGA exact, 5 %, seed 2']);
    const runs = wishes.map((wish) => figureRun(wish).run);
    expect(bundledRuns(runs).map(({ run }) => run)).toEqual([runs[3], runs[7], runs[11]].map(({ run }) => run));
  });

  it('leaves out what has not ended and what has no malicious user', () => {
    expect(label([{ share: 0.05, status: 'failed' }, { share: 0.01, seed: 4 }, { attack: 'uniform', share: 0 }])).toEqual(['PGA exact, 1 %, seed 4']);
  });
});
