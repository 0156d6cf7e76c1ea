import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportBlock } from '../../../shared/domain/report-layout.ts';
import { runSchema, type Run } from '../../../shared/domain/run.ts';
import { unzipped } from '../../reports/unzipped.ts';
import { openTestService, smallCampaign, temporaryFolder, writeSmallCsv } from '../../service/temp-library.ts';
import { cliHere } from './cli-here.ts';
import { document } from './cli-process.ts';

const folder = temporaryFolder();
const data = writeSmallCsv(folder);
const name = "Tom's first report";
const first = join(folder, 'first');
const repository = fileURLToPath(new URL('../../../', import.meta.url));

beforeAll(async () => {
  await answer(first, 'import', data, '--name', 'my ratings', '--min-ratings', '5');
  const { sweep, ...rest } = smallCampaign({ name, dataset: 'my ratings' });
  const campaign = join(folder, 'mine.json');
  writeFileSync(campaign, JSON.stringify({ ...rest, sweep: [...sweep, { path: 'budget.maliciousShare', values: [0.05, 0.1] }] }));
  await answer(first, 'run', campaign);
  await answer(first, 'audit', campaign, '--directions', '2', '--iterations', '0');
});

describe('the page of a report that says how to do it again', () => {
  it('followed literally in an empty library gives the same numbers bit for bit', async () => {
    const layout = join(folder, 'layout.json');
    const blocks = [
      { kind: 'title', id: 'title', shown: true, text: 'What we found' },
      { kind: 'part', id: 'figure rmse-by-share', shown: true, drawing: { bands: false } },
      { kind: 'note', id: 'note 1', shown: true, text: 'It **works** & <b>so on</b>.' },
      { kind: 'figure', id: 'added 1', shown: true, figure: 'rmse-along-budget.maliciousShare', where: [{ path: 'seed', values: [1] }], view: { logarithmicY: true }, caption: 'One seed' },
      // Values that runs had once: in the library that follows, no run has them either.
      { kind: 'figure', id: 'added 2', shown: true, figure: 'rmse-by-share', where: [{ path: 'seed', values: [1, 99] }] },
      { kind: 'figure', id: 'added 3', shown: true, figure: 'rmse-by-share', where: [{ path: 'seed', values: [99] }] },
      { kind: 'part', id: 'use', shown: false },
    ];
    writeFileSync(layout, JSON.stringify(blocks));
    const { html, archive } = await reported(first, ['--campaign', name, '--layout', layout]);
    const page = pageOf(html);
    expect(page.files.map(({ file }) => file)).toEqual(['campaign.json', 'audit.json', 'layout.json']);
    const again = await follow(page, 'again');

    expect(await runsOf(again.home)).toEqual(await runsOf(first));
    expect(page.hashes.map(([file]) => file)).toEqual(expect.arrayContaining(['rmse-by-share.csv', 'added-1.csv']));
    expect(html).toContain('One seed. ');
    expect(page.lines.find((line) => line.includes('added-2.csv'))).toContain('--where seed=1 ');
    expect(page.lines.filter((line) => line.includes('added-3.csv'))).toEqual([]);
    expect(html).toContain('Only runs with seed 1 or 99.');
    for (const [file, sha256] of page.hashes) expect(createHash('sha256').update(readFileSync(join(again.folder, file))).digest('hex'), file).toBe(sha256);
    const rerun = await unzipped(join(again.folder, 'series.zip'));
    const original = await unzipped(archive);
    expect([...rerun.keys()]).toEqual([...original.keys()]);
    // Runs are listed with their seconds and dates there.
    for (const [file, bytes] of original) if (file !== 'runs.csv') expect(rerun.get(file), file).toEqual(bytes);
    const audit = join(again.folder, 'audit.json');
    const audits = await Promise.all([first, again.home].map((home) => answer(home, 'audit', audit, '--directions', '2', '--iterations', '0')));
    for (const one of audits) expect(one).toMatchObject({ cached: true });
    const numbers = audits.map(({ audits: rows }) => (rows as { seconds: number; sweeps: number }[]).map((row) => ({ ...row, seconds: 0, sweeps: 0 })));
    expect(numbers[1]).toEqual(numbers[0]);
    const written = readFileSync(join(again.folder, 'report.html'), 'utf8');
    expect(written).toContain('It <b>works</b> &amp; &lt;b&gt;so on&lt;/b&gt;.');
    expect(written).not.toContain('<h2>Responsible use</h2>');
    expect(written).toContain('<h1>What we found</h1>');
    expect(drawings(written)).toEqual(drawings(html));
    expect(readdirSync(again.folder)).toContain('report.pdf');
  });

  it('does so for runs that were chosen by hand, on data of several kinds', async () => {
    const onPart = { ...smallCampaign({ name: 'part', dataset: { of: 'built-in', topUsers: 40, topItems: 60 } }), objective: { id: 'availability', config: {} } };
    const path = join(folder, 'part.json');
    writeFileSync(path, JSON.stringify(onPart));
    const part = runSchema.array().parse((await answer(first, 'run', path)).runs);
    const whole = (await runsOf(first)).filter(({ key }) => part.every((run) => run.key !== key));
    const chosen = [...part.slice(0, 3), ...whole.slice(0, 2)];
    const { html } = await reported(first, ['--runs', chosen.map(({ run }) => run).join(',')]);
    const page = pageOf(html);
    expect(page.files.map(({ file }) => file)).toEqual(['campaign-1.json', 'campaign-2.json', 'audit.json']);
    const again = await follow(page, 'chosen');
    const rerun = new Map((await runsOf(again.home)).map((run) => [run.key, run]));
    expect([...rerun.keys()].sort()).toEqual(chosen.map(({ key }) => key).sort());
    for (const { key, config, metrics } of chosen) expect(rerun.get(key)).toMatchObject({ config, metrics });
    for (const [file, sha256] of page.hashes) expect(createHash('sha256').update(readFileSync(join(again.folder, file))).digest('hex'), file).toBe(sha256);
  });
});

describe('the layout of a report on the command line', () => {
  it('is refused with file, line and field', async () => {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, '[\n  { "kind": "note", "id": "a", "shown": true, "text": "x" },\n  { "kind": "part", "id": "use", "showed": true }\n]');
    const end = await cliHere(first, 'report', '--campaign', name, '--layout', path, '--to', join(folder, 'x.html'), '--json');
    expect(end.code).toBe(2);
    const { complaints } = document(end).error as { complaints: { file: string; line: number; path: string }[] };
    expect(complaints).toContainEqual(expect.objectContaining({ file: path, line: 3 }));
  });

  it.each([
    ['a figure that there is not', { figure: 'rmse-by-shares' }, /there is no figure rmse-by-shares.*rmse-by-share/],
    ['a filter by a setting that no run has', { where: [{ path: 'budget.filler', values: [1] }] }, /wrong\.json, 1\.where budget\.filler: no run has a setting/],
    ['a line that it does not have', { view: { hidden: ['moon'] } }, /wrong\.json, 1\.view\.hidden moon: there is no series moon/],
    ['a place where nothing was measured', { view: { pinned: 0.3 } }, /wrong\.json, 1\.view\.pinned 0\.3: nothing was measured/],
    ['a brush on an axis that it does not have', { figure: 'parallel-coordinates', view: { brushes: [{ key: 'rmsee', numbers: [0, 1], words: [] }] } }, /wrong\.json, 1\.view\.brushes rmsee: there is no axis rmsee\. Did you mean "rmse"/],
    ['an id of a part', { id: 'figure rmse-by-share' }, /must be "added" and a number/],
  ])('is refused where it adds %s', async (_, changes, words) => {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, JSON.stringify([{ kind: 'part', id: 'use', shown: true }, { kind: 'figure', id: 'added 1', shown: true, figure: 'rmse-by-share', ...changes }]));
    const end = await cliHere(first, 'report', '--campaign', name, '--layout', path, '--to', join(folder, 'x.html'), '--json');
    expect(end.code).toBe(2);
    expect(JSON.stringify(document(end).error).replaceAll('\\"', '"')).toMatch(words);
  });

  it('is checked for figures that it shows, and printed with a warning where it filters by a value that no run has, as the window prints it', async () => {
    const to = join(folder, 'stale.html');
    const path = join(folder, 'stale.json');
    const layout = (shown: boolean): ReportBlock[] => [{ kind: 'figure', id: 'added 1', shown, figure: 'rmse-by-share', where: [{ path: 'seed', values: [99] }] }];
    const report = (...flags: string[]) => cliHere(first, 'report', '--campaign', name, '--to', to, ...flags);
    writeFileSync(path, JSON.stringify(layout(false)));
    expect(await report('--layout', path)).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(path, JSON.stringify(layout(true)));
    const typed = await report('--layout', path);
    expect([typed.code, typed.stderr]).toEqual([0, expect.stringMatching(/^warning: .*stale\.json, 0\.where seed: no run has 99\. The values are 1, 2\.$/m)]);

    const { service } = await openTestService({ home: first });
    await service.client.reports.setLayout({ campaign: name, blocks: layout(true) });
    const made = await service.client.reports.export({ what: 'report', source: { campaign: name } });
    await service.close();
    for (const flags of [[], ['--layout', path]]) {
      const end = await report(...flags);
      expect(end).toMatchObject({ code: 0 });
      expect(end.stderr).toMatch(/^warning: .*, 0\.where seed: no run has 99\. The values are 1, 2\.$/m);
      expect(createHash('sha256').update(readFileSync(to)).digest('hex')).toBe(made.sha256);
    }
  });
});

/** In this process; must succeed. */
async function answer(library: string, ...args: string[]): Promise<Record<string, unknown>> {
  const end = await cliHere(library, ...args, '--json');
  expect(end, end.stderr).toMatchObject({ code: 0 });
  return document(end);
}

async function reported(library: string, flags: string[]): Promise<{ html: string; archive: string }> {
  const [html, archive] = ['report.html', 'series.zip'].map((file) => join(folder, file));
  for (const to of [html, archive]) await answer(library, 'report', ...flags, '--to', to);
  return { html: readFileSync(html, 'utf8'), archive };
}

/** Key, configuration and metrics of every run, and nothing that tells of a clock. */
async function runsOf(library: string): Promise<Pick<Run, 'run' | 'key' | 'config' | 'metrics'>[]> {
  const runs = runSchema.array().parse((await answer(library, 'runs')).runs);
  return runs.map(({ run, key, config, metrics }) => ({ run, key, config, metrics })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The figures of a page as they are drawn. */
function drawings(page: string): string[] {
  return [...page.matchAll(/<figure>[\s\S]*?<\/figure>/g)].map(([figure]) => figure);
}

interface Page {
  /** Lines to type. */
  lines: string[];
  /** Files to write. */
  files: { file: string; text: string }[];
  /** SHA-256 of the tables that come out. */
  hashes: [string, string][];
}

/** What a reader takes from the page: nothing but its words. */
function pageOf(html: string): Page {
  const section = /<h2>Do it again<\/h2>([\s\S]*?)<h2>/.exec(html)![1];
  const written = [...section.matchAll(/<p class="quiet">File ([^<]+):<\/p>\s*<pre>([\s\S]*?)<\/pre>/g)].map(([, file, text]) => ({ file, text: decoded(text) }));
  const lines = decoded(/<pre>(npx [\s\S]*?)<\/pre>/.exec(section)![1]).split('\n');
  const hashes = [...section.matchAll(/<dt>([^<]+\.csv)<\/dt><dd>([0-9a-f]{64})<\/dd>/g)].map(([, file, sha256]): [string, string] => [file, sha256]);
  return { lines, files: written, hashes };
}

function decoded(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * Types the lines into a shell, each must succeed, in a folder that has the files and the data and over a library that is
 * empty. `npx poison-lab` is the command line from its sources.
 */
async function follow({ lines, files }: Page, called: string): Promise<{ folder: string; home: string }> {
  const place = join(folder, called);
  const tools = join(folder, `${called} tools`);
  for (const one of [place, tools]) mkdirSync(one);
  for (const { file, text } of files) writeFileSync(join(place, file), text);
  copyFileSync(data, join(place, 'small.csv'));
  const npx = join(tools, 'npx');
  writeFileSync(npx, `#!/bin/sh\n[ "$1" = poison-lab ] || exit 64\nshift\nexec "${repository}node_modules/.bin/node" "${repository}src-main/hosts/cli/bin.ts" "$@"\n`);
  chmodSync(npx, 0o755);
  const home = join(folder, `${called} library`);
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH ?? ''}`, POISON_LAB_HOME: home, CI: '1' };
  for (const line of lines) await typed(line, place, env);
  return { folder: place, home };
}

function typed(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('/bin/sh', ['-c', line], { cwd, env }, (error, _, stderr) => (error ? reject(new Error(`${line}\n${stderr}`)) : resolve()));
  });
}
