import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibrationRowSchema } from '../../../shared/domain/audit.ts';
import { campaignCheckSchema } from '../../../shared/domain/campaign.ts';
import { componentDescriptionSchema } from '../../../shared/domain/component.ts';
import {
  datasetProfileSchema,
  datasetSchema,
  itemRowSchema,
  type Dataset,
} from '../../../shared/domain/dataset.ts';
import { auditRowSchema, storedAuditSchema } from '../../../shared/domain/gradient-audit.ts';
import { runSchema, type Run } from '../../../shared/domain/run.ts';
import { uniquenessSchema } from '../../../shared/domain/uniqueness.ts';
import {
  contentHash,
  openTestService,
  smallCampaign,
  smallCsv,
  temporaryFolder,
  writeSmallCsv,
} from '../../service/temp-library.ts';
import { realData } from '../../real-data.ts';
import { cliHere } from './cli-here.ts';
import { cli, document, progressLines, type CliEnd } from './cli-process.ts';

const home = join(temporaryFolder(), 'library');
const folder = temporaryFolder();
const campaignFile = join(folder, 'campaign.json');
const runs: Run[] = [];
let first: CliEnd;

/** Runs a command that must succeed with `--json`; answers with its document. */
async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const end = await cli(home, ...args, '--json');
  expect(end.stderr.includes('"error"'), end.stderr).toBe(false);
  expect(end.code).toBe(0);
  return document(end);
}

beforeAll(async () => {
  writeFileSync(campaignFile, JSON.stringify(smallCampaign(), null, 2));
  const imported = await answer('import', writeSmallCsv(folder));
  expect(datasetSchema.parse(imported.dataset)).toMatchObject({ name: 'small', users: 60, ratings: 1500 });
  first = await cli(home, 'run', campaignFile, '--json');
  runs.push(...runSchema.array().parse(document(first).runs));
});

describe('run', () => {
  it('lists every distinct run in expansion order, computed, and tells progress as JSON lines', () => {
    expect(first.code).toBe(0);
    expect(document(first).campaign).toBe('small campaign');
    expect(runs.map(({ config, status, cached }) => [config.attack.id, config.seed, status, cached])).toEqual(
      [
        ['uniform', 1, 'done', false],
        ['uniform', 2, 'done', false],
        ['pga', 1, 'done', false],
        ['pga', 2, 'done', false],
      ],
    );
    const notes = progressLines(first).filter(({ type }) => type === 'note');
    expect(notes.map(({ run }) => run).sort()).toEqual(runs.map(({ run }) => run).sort());
    expect(notes.map(({ done }) => done)).toEqual([1, 2, 3, 4]);
  });

  it('answers the second time from the store, with the same numbers', async () => {
    const again = runSchema.array().parse((await answer('run', campaignFile)).runs);
    expect(again.every(({ cached }) => cached)).toBe(true);
    expect(again.map(({ key, metrics }) => [key, metrics])).toEqual(
      runs.map(({ key, metrics }) => [key, metrics]),
    );
  });

  it('takes another data set with --dataset', async () => {
    const check = campaignCheckSchema.parse(await answer('check', campaignFile, '--dataset', 'built-in'));
    expect(check).toMatchObject({ runs: 4, cached: 0, maliciousUsers: [{ maliciousShare: 0.1, users: 94 }] });
  });

  it('keeps another campaign of that name, with the runs that only it has, and tells', async () => {
    const path = join(folder, 'namesake.json');
    const listed = async () =>
      ((await answer('campaigns')).campaigns as { name: string; runs: number; done: number }[])
        .filter(({ name }) => name.startsWith('namesake'))
        .map(({ name, runs, done }) => [name, runs, done])
        .sort();
    const run = async (seeds: number[]) => {
      writeFileSync(path, JSON.stringify(smallCampaign({ name: 'namesake', attack: { id: 'uniform', config: {} }, sweep: [{ path: 'seed', values: seeds }] })));
      const end = await cli(home, 'run', path, '--json');
      expect(end.code).toBe(0);
      return end.stderr;
    };
    await run([11, 12]);
    expect(await run([11, 12, 13])).not.toMatch(/it is kept as/);
    expect(await listed()).toEqual([['namesake', 3, 3]]);
    expect(await run([14])).toMatch(/Another campaign was saved as \\"namesake\\": it is kept as \\"namesake 2\\", with its 3 runs\./);
    expect(await listed()).toEqual([['namesake 2', 3, 3], ['namesake', 1, 1]]);
  });

  it('keeps another campaign of that name also where none of its runs was computed', async () => {
    const path = join(folder, 'planned only.json');
    const planned = smallCampaign({ name: 'planned only', sweep: [{ path: 'seed', values: [21, 22] }] });
    const { service } = await openTestService({ home });
    await service.client.campaigns.save({ campaign: planned });
    await service.close();
    writeFileSync(path, JSON.stringify(smallCampaign({ name: 'planned only', attack: { id: 'uniform', config: {} }, sweep: [], seed: 9 })));
    expect((await cli(home, 'run', path, '--json')).stderr).toMatch(/saved as \\"planned only\\": it is kept as \\"planned only 2\\"\./);
    const again = await openTestService({ home });
    expect(await again.service.client.campaigns.get({ campaign: 'planned only 2' })).toEqual({ campaign: { ...planned, name: 'planned only 2' } });
    await again.service.close();
  });

  it('prints a table and a summary for people', async () => {
    const { stdout, stderr, code } = await cli(home, 'run', campaignFile);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/small campaign: 4 runs, 4 done; 4 from the store/);
    expect(stdout).toContain(`${runs[2].run}  done, stored  small     PGA one-step  10 %`);
  });
});

describe('import', () => {
  it('of ratings that are known keeps their name, says so, and reports on this file', async () => {
    const path = join(folder, 'again.csv');
    writeFileSync(path, `${smallCsv().trimEnd()}\n1,1,good\n`);
    const end = await cli(home, 'import', path, '--name', 'again', '--bad-rows', 'skip', '--json');
    const { dataset } = document(end) as { dataset: Dataset };
    expect(dataset).toMatchObject({ name: 'small', report: { rows: 1501, kept: 1500 } });
    expect(end.stderr).toMatch(/already, as \\"small\\"/);
    const { datasets } = (await answer('datasets')) as { datasets: Dataset[] };
    expect(datasets.filter(({ name }) => name !== 'built-in')).toMatchObject([
      { name: 'small', report: { rows: 1500 } },
    ]);
  });
});

describe('looking', () => {
  it('lists data sets by name, profiles one, finds items', async () => {
    expect(
      datasetSchema
        .array()
        .parse((await answer('datasets')).datasets)
        .map(({ name }) => name),
    ).toEqual(['built-in', 'small']);
    const profile = datasetProfileSchema.parse(await answer('profile', 'small'));
    expect(profile.density).toBeCloseTo(1500 / (60 * profile.dataset.items), 12);
    expect(profile.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(1500);
    const items = itemRowSchema
      .array()
      .parse((await answer('items', 'small', '--predicted-mean', '0.5', '--within', '0.3')).items);
    expect(items.length).toBeGreaterThan(0);
    for (const { predictedMean } of items) expect(Math.abs(predictedMean! - 0.5)).toBeLessThanOrEqual(0.3);
    const found = itemRowSchema
      .array()
      .parse(
        (await answer('items', 'small', '--search', '3', '--learner', '{"id":"als","config":{"rank":2}}'))
          .items,
      );
    expect(found.map(({ item }) => item)).toEqual(['3']);
  });

  it('lists saved campaigns, runs of one, whole runs and their differences', async () => {
    const { campaigns } = (await answer('campaigns')) as {
      campaigns: { name: string; runs: number; done: number }[];
    };
    expect(campaigns.find(({ name }) => name === 'small campaign')).toMatchObject({
      runs: 4,
      done: 4,
      active: false,
    });
    expect(campaigns.find(({ name }) => name === 'First look')).toMatchObject({ runs: 36, done: 0 });
    expect(
      runSchema
        .array()
        .parse((await answer('runs', '--campaign', 'small campaign')).runs)
        .map(({ key }) => key),
    ).toEqual(runs.map(({ key }) => key));
    const shown = (await answer('show', runs[2].run)) as {
      run: Run;
      series: { utilityTrace: number[] };
      provenance: { targets: string[]; kernels: string; wasmHash: string | null };
    };
    expect(shown.run.metrics).toEqual(runs[2].metrics);
    expect(shown.series.utilityTrace.length).toBeGreaterThanOrEqual(2);
    expect(shown.provenance.targets).toEqual(['3']);
    expect(['fma', 'plain']).toContain(shown.provenance.kernels);
    expect((await cli(home, 'show', runs[2].run)).stdout).toMatch(
      /kernels +(fma|plain)\n[^]*wasmHash +([0-9a-f]{64}|–)\n/,
    );
    const { differences } = (await answer('diff', runs[0].key, runs[1].run)) as {
      differences: { path: string; left: unknown; right: unknown }[];
    };
    expect(differences).toContainEqual({ path: 'seed', left: 1, right: 2 });
    expect(differences.map(({ path }) => path)).toContain('metrics.predictionShiftRmse');
    expect(differences.map(({ path }) => path)).not.toContain('budget.fillerSize');
  });

  it('changes nothing', async () => {
    const before = await contentHash(home);
    const looks = [
      ['datasets'],
      ['profile', 'small'],
      ['components'],
      ['presets'],
      ['campaigns'],
      ['runs'],
      ['show', runs[0].run],
      ['diff', runs[0].run, runs[1].run],
      ['check', campaignFile],
    ];
    for (const look of looks) expect((await cliHere(home, ...look)).code).toBe(0);
    expect(await contentHash(home)).toBe(before);
  });

  it('makes no library where there is none', async () => {
    const nowhere = join(temporaryFolder(), 'none');
    for (const look of [
      ['datasets'],
      ['runs'],
      ['campaigns'],
      ['components'],
      ['presets'],
      ['profile', 'built-in'],
    ]) {
      expect((await cliHere(nowhere, ...look)).code).toBe(0);
    }
    expect((await cli(nowhere, 'import', '/nowhere/ratings.csv')).code).toBe(2);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('describes every component with its fields, by kind too', async () => {
    const components = componentDescriptionSchema.array().parse((await answer('components')).components);
    expect(components.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['als', 'availability', 'exact', 'pga', 'sgld', 'rated-items']),
    );
    const attacks = componentDescriptionSchema
      .array()
      .parse((await answer('components', 'attack')).components);
    expect(new Set(attacks.map(({ kind }) => kind))).toEqual(new Set(['attack']));
    const { stdout } = await cli(home, 'components', 'attack');
    expect(stdout).toMatch(/iterations .*T .*whole, 1 to 1000 .*accepted steps/);
  });
});

describe('audit and calibrate', () => {
  it('holds every gradient against retraining, tells what it reaches, and computes the same audit once', async () => {
    const asked = ['audit', campaignFile, '--directions', '3', '--iterations', '2'];
    const { audits, cached, ...audit } = await answer(...asked);
    const rows = auditRowSchema.array().parse(audits);
    storedAuditSchema.parse({ ...audit, gradients: rows });
    const exact = rows.find(({ gradient }) => gradient === 'exact')!;
    expect(exact.relativeErrors).toHaveLength(3);
    expect(Math.max(...exact.relativeErrors)).toBeLessThan(1e-3);
    expect(exact.damage!.utility).toBeGreaterThan((audit.start as { utility: number }).utility);
    expect(cached).toBe(false);
    expect(await answer(...asked)).toEqual({ audits, ...audit, cached: true });
    const { stdout } = await cli(home, ...asked);
    expect(stdout).toMatch(/gradient +relative error .*reached RMSE +target mean/);
    expect(stdout).toMatch(/unrolled, T = 30 /);
    expect(stdout).toMatch(/without +its share[^]*availability, μ1 = 1 [^]*item factors, ∂R\/∂V/);
  });

  it('finds the exact gradient of the nuclear norm exact too, and the printed one far off', async () => {
    const convex = join(folder, 'nuclear-norm.json');
    writeFileSync(convex, JSON.stringify(smallCampaign({ learner: { id: 'nuclear-norm', config: { lambda: 4 } } })));
    const rows = auditRowSchema.array().parse((await answer('audit', convex, '--iterations', '0')).audits);
    const row = (id: string) => rows.find(({ gradient }) => gradient === id)!;
    expect(row('exact').relativeErrors).toHaveLength(5);
    expect(Math.max(...row('exact').relativeErrors)).toBeLessThan(1e-3);
    expect(row('appendix-b printed').error).toBeGreaterThan(10);
    expect(rows.every(({ damage }) => damage === null)).toBe(true);
  });

  it.skipIf(!realData('ml-100k.zip')).each([
    ['ALS', { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } }],
    ['the nuclear norm', { id: 'nuclear-norm', config: { lambda: 31 } }],
  ])('finds the exact gradient of %s exact on MovieLens 100K', { timeout: 600_000 }, async (_, learner) => {
    await answer('import', realData('ml-100k.zip')!, '--name', 'ml-100k');
    const real = join(folder, `real ${learner.id}.json`);
    const budget = { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 };
    const objective = { id: 'availability', config: {} };
    writeFileSync(real, JSON.stringify(smallCampaign({ dataset: 'ml-100k', learner, objective, budget })));
    const rows = auditRowSchema.array().parse((await answer('audit', real, '--directions', '2', '--iterations', '0')).audits);
    const exact = rows.find(({ gradient }) => gradient === 'exact')!;
    expect(exact.relativeErrors).toHaveLength(2);
    expect(Math.max(...exact.relativeErrors)).toBeLessThan(1e-3);
  });

  it('checks a run from other starts, for people too, and keeps the check', async () => {
    const { run, cached, ...check } = (await answer('uniqueness', runs[2].run, '--starts', '2')).uniqueness as Record<string, unknown>;
    expect([run, cached]).toEqual([runs[2].run, false]);
    expect(uniquenessSchema.parse(check).poisoned[0].predictionShiftRmse).toBe(runs[2].metrics?.predictionShiftRmse);
    const { stdout } = await cli(home, 'uniqueness', runs[2].run, '--starts', '2');
    expect(stdout).toMatch(/clean +usual /);
    expect(stdout).toMatch(/poisoned +warm .*\n[^]*Starts differ by [0-9.]+ % of the effect\./);
    const shown = await answer('show', runs[2].run);
    expect(shown.uniqueness).toEqual(check);
  });

  it('says which calibration rows lack data', async () => {
    const rows = calibrationRowSchema.array().parse((await answer('calibrate')).rows);
    expect(rows.filter(({ ok }) => ok === 'no data').length).toBeGreaterThan(0);
    expect(rows.filter(({ ok }) => ok === 'no')).toEqual([]);
  });
});

describe('files', () => {
  it.each(['svg', 'png', 'pdf', 'csv'])(
    'writes a figure as %s, replacing what is there, under the hash it names',
    async (format) => {
      const to = join(folder, `figure.${format}`);
      writeFileSync(to, 'old');
      const { file, sha256 } = await answer(
        'figure',
        'rmse-by-share',
        '--campaign',
        'small campaign',
        '--to',
        to,
      );
      expect(file).toBe(to);
      expect(createHash('sha256').update(readFileSync(to)).digest('hex')).toBe(sha256);
      expect(readFileSync(to, 'latin1').slice(0, 5)).toBe(
        { svg: '<svg ', png: '\u0089PNG\r', pdf: '%PDF-', csv: 'serie' }[format],
      );
    },
  );

  it('draws a figure with the title, labels and bands that are asked for, as the window does', async () => {
    const to = join(folder, 'bare.svg');
    const bare = { bands: false, endLabels: false, title: false };
    const { service } = await openTestService({ home });
    for (const [flags, view] of [[['--no-bands', '--no-labels', '--no-title'], bare], [[], {}], [['--no-title'], { title: false }]] as const) {
      const { sha256 } = await answer('figure', 'rmse-by-share', '--campaign', 'small campaign', '--to', to, ...flags);
      const made = await service.client.reports.export({ what: 'figure', figure: 'rmse-by-share', source: { campaign: 'small campaign' }, format: 'svg', view });
      expect(sha256).toBe(made.sha256);
      const svg = readFileSync(to, 'utf8');
      expect(svg.includes('>RMSE of predictions against the clean model</text>')).toBe(flags.length === 0);
      expect(svg.includes('>PGA one-step</text>')).toBe(!flags.includes('--no-labels' as never));
    }
    const small = await answer('figure', 'rmse-by-share', '--campaign', 'small campaign', '--to', to, '--text-pt', '6.5');
    const made = await service.client.reports.export({ what: 'figure', figure: 'rmse-by-share', source: { campaign: 'small campaign' }, format: 'svg', options: { textPt: 6.5 } });
    expect(small.sha256).toBe(made.sha256);
    await service.close();
  });

  it('narrows a figure down and hides lines of it, as the window does, and names what there is instead', async () => {
    const to = join(folder, 'narrow.svg');
    const { service } = await openTestService({ home });
    const { rows } = await service.client.figures.table({ figure: 'rmse-by-share', source: { campaign: 'small campaign' } });
    const series = String(rows.find(({ attack }) => attack === 'uniform')?.series);
    const where = [{ path: 'seed', values: [1] }];
    const { sha256 } = await answer('figure', 'rmse-by-share', '--campaign', 'small campaign', '--to', to, '--where', 'seed=1', '--hide', series);
    const made = await service.client.reports.export({ what: 'figure', figure: 'rmse-by-share', source: { campaign: 'small campaign', where }, format: 'svg', view: { hidden: [series] } });
    expect(sha256).toBe(made.sha256);
    expect(readFileSync(to, 'utf8')).toContain('One run each');
    await service.close();
    for (const [flags, words] of [[['--where', 'seed'], /PATH=VALUE,VALUE/], [['--where', 'seeds=1'], /no run has a setting seeds\. Did you mean/], [['--where', 'seed=3'], /no run has 3\. The values are 1, 2/], [['--hide', 'moon'], /there is no series moon/]] as const) {
      const end = await cliHere(home, 'figure', 'rmse-by-share', '--campaign', 'small campaign', '--to', to, ...flags);
      expect(end.code).toBe(2);
      expect(end.stderr).toMatch(words);
    }
  });

  it.each(['html', 'pdf', 'zip'] as const)('writes a report as %s by its stored layout, as the window does', async (format) => {
    const { service } = await openTestService({ home });
    const of = { campaign: 'small campaign' };
    const blocks = [
      { kind: 'title' as const, id: 'title' as const, shown: true as const, text: `As ${format}` },
      { kind: 'part' as const, id: 'figure rmse-by-share', shown: true, drawing: { bands: false, endLabels: false, title: true } },
      { kind: 'part' as const, id: 'use', shown: false },
      { kind: 'figure' as const, id: 'added 1', shown: true, figure: 'rmse-by-share', where: [{ path: 'seed', values: [2] }], view: { logarithmic: true }, caption: 'One seed.' },
    ];
    await service.client.reports.setLayout({ ...of, blocks });
    const made = await service.client.reports.export({ what: 'report', source: of, format });
    await service.close();
    const to = join(folder, `report.${format}`);
    expect((await answer('report', '--campaign', 'small campaign', '--to', to)).sha256).toBe(made.sha256);
    const layout = join(folder, 'layout.json');
    writeFileSync(layout, JSON.stringify(blocks));
    expect((await answer('report', '--campaign', 'small campaign', '--layout', layout, '--to', to)).sha256).toBe(made.sha256);
  });

  it('draws parallel coordinates with what is brushed of their axes, and names the axes to who asks for another', async () => {
    const to = join(folder, 'parallel.svg');
    const draw = (...more: string[]) => answer('figure', 'parallel-coordinates', '--campaign', 'small campaign', '--to', to, ...more);
    await draw();
    const plain = readFileSync(to, 'utf8');
    await draw('--brush', 'label=PGA one-step', '--brush', 'rmse=0:100,none');
    const brushed = readFileSync(to, 'utf8');
    const frames = (svg: string) => svg.match(/<rect [^>]*width="10"[^>]*fill="none"/g)?.length ?? 0;
    expect([frames(plain), frames(brushed)]).toEqual([0, 2]);
    const wrong = await cli(home, 'figure', 'parallel-coordinates', '--campaign', 'small campaign', '--to', to, '--brush', 'rmsee=0:1');
    expect([wrong.code, readFileSync(to, 'utf8')]).toEqual([2, brushed]);
    expect(wrong.stderr).toMatch(/--brush rmsee.*"rmse".*The axes are label, /);
  });

  it('says the same numbers in the runs, the CSV of the figure and the CSV of the runs', async () => {
    const table = join(folder, 'table.csv');
    const list = join(folder, 'runs.csv');
    await answer('figure', 'rmse-by-share', '--runs', runs.map(({ run }) => run).join(','), '--to', table);
    await answer('export', 'runs', '--to', list);
    const mean = (runs[0].metrics!.predictionShiftRmse + runs[1].metrics!.predictionShiftRmse) / 2;
    const row = readFileSync(table, 'utf8')
      .split(/\r?\n/)
      .find((line) => line.includes(',uniform,'))!
      .split(',');
    const header = readFileSync(table, 'utf8').split(/\r?\n/, 1)[0].split(',');
    expect(Number(row[header.indexOf('mean')])).toBeCloseTo(mean, 14);
    for (const { metrics } of runs)
      expect(readFileSync(list, 'utf8')).toContain(String(metrics!.predictionShiftRmse));
  });

  it('writes the profiles of a run within its budget', async () => {
    const to = join(folder, 'profiles.csv');
    await answer('export', 'profiles', runs[2].run, '--to', to);
    const [header, ...lines] = readFileSync(to, 'utf8').trim().split(/\r?\n/);
    expect(header).toBe('user,item,rating,stars');
    const rows = lines.map((line) => line.split(',').map(Number));
    expect(new Set(rows.map(([user]) => user)).size).toBe(6);
    expect(rows).toHaveLength(6 * 10);
    for (const [, , rating, stars] of rows) {
      expect(Math.abs(rating)).toBeLessThanOrEqual(2);
      expect(stars).toBe(rating + 3);
    }
  });

  it('writes a report without scripts', async () => {
    const to = join(folder, 'report.html');
    await answer('report', '--campaign', 'small campaign', '--to', to);
    expect(readFileSync(to, 'utf8')).toContain('small campaign');
    expect(readFileSync(to, 'utf8')).not.toMatch(/<script/i);
  });
});

describe('bin', () => {
  it('moves runs and data sets into the bin and out of it', async () => {
    const before = await contentHash(home);
    await answer('delete', runs[0].run);
    expect(
      runSchema
        .array()
        .parse((await answer('runs')).runs)
        .map(({ key }) => key),
    ).not.toContain(runs[0].key);
    expect(
      runSchema
        .array()
        .parse((await answer('runs', '--deleted')).runs)
        .map(({ key }) => key),
    ).toEqual([runs[0].key]);
    await answer('restore', runs[0].run);
    expect((await answer('delete', 'small')).deleted).toMatchObject({ kind: 'dataset', name: 'small' });
    expect((await cli(home, 'profile', 'small')).code).toBe(2);
    await answer('restore', 'small');
    expect(await contentHash(home)).toBe(before);
  });

  it('judges claims from the stored runs, none of which decides one, and says why and what would', async () => {
    const { claims } = (await answer('claims')) as { claims: { id: string; claim: string; verdict: string; because: string; n: number }[] };
    expect(claims.map(({ id }) => id)).toContain('pga-over-uniform');
    expect(new Set(claims.map(({ verdict, n }) => [verdict, n > 0].join()))).toEqual(new Set(['not decided,false', 'not tested,false']));
    expect((await cli(home, 'claims', '--campaign', 'nothing')).code).toBe(2);
    const { stdout } = await cli(home, 'claims');
    expect(stdout).toMatch(/PGA raises the RMSE more than uniform profiles\. +not (decided|tested)/);
    const undecided = claims.find(({ verdict }) => verdict === 'not decided')!;
    expect(undecided.because).toMatch(/^measured only under other settings: .*\(the paper: .*\)$/);
    expect(stdout).toContain(`\n${undecided.claim} not decided\n  ${undecided.because}\n`);
    expect(stdout).toMatch(/\n25 of 25 claims are not decided or not tested\..*\n {2}npx poison-lab reproduce --profile claims/);
  });

  it('cancels nothing where nothing runs', async () => {
    expect(await answer('cancel', runs[0].run)).toEqual({ cancelled: [] });
  });
});

describe('this installation', () => {
  it('tests itself', async () => {
    const { ok, checks } = (await answer('--self-test')) as {
      ok: boolean;
      checks: { check: string; ok: boolean; detail: string }[];
    };
    expect(checks.filter((one) => !one.ok)).toEqual([]);
    expect(ok).toBe(true);
    expect(checks.map(({ check }) => check)).toEqual(['library', 'store', 'worker', 'kernels', 'campaign', 'versions']);
    const kernels = (document: unknown) =>
      (document as { checks: { check: string; detail: string }[] }).checks.find(
        ({ check }) => check === 'kernels',
      )?.detail;
    expect(kernels({ checks })).toMatch(/^(fma|plain) build, .*relaxed SIMD.*, WebAssembly [0-9a-f]{64}$/);
    expect(kernels(await answer('--self-test', '--kernels', 'plain'))).toMatch(/^plain build, /);
  });

  it('says its version and its commands', async () => {
    expect((await cli(home, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout, code } = await cli(home, '--help');
    expect(code).toBe(0);
    for (const command of ['reproduce', 'claims', 'calibrate']) expect(stdout).toContain(command);
  });
});
