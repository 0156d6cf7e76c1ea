import { createHash } from 'node:crypto';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { layoutFile } from '../../../shared/domain/report-layout.ts';
import { metFilters } from '../../../shared/domain/run-filter.ts';
import { filterFlags, markFlags, shellWord } from '../../../shared/figures/figure-command.ts';
import { configsOf } from '../../../shared/figures/figure-run.ts';
import { tableCsv } from '../export-figure.ts';
import { campaignJson } from '../export-runs.ts';
import { addedFigures, addedTable } from './added-figures.ts';
import type { ReportFigure } from './report-figure.ts';
import type { ReportInput } from './report-input.ts';
import { code, facts, paragraph, words } from './words.ts';

/**
 * How to get the same numbers again, to be followed literally in an empty folder and an empty library: files to write,
 * lines to type, and what the files that come out must hash to.
 * @param figures of the report: the whole of each is written again, where it is drawn in panels too
 * @returns what it says of a report without a layout, and of one that has one, whose file is yet to be filled in
 */
export function reproduceSection(report: ReportInput, figures: readonly ReportFigure[]): { plain: ReportNode[]; arranged: ReportNode[] } {
  const tables = [...new Set(figures.map(({ figure }) => figure))].map((figure) => hashed(`${figure.id}.csv`, figure.id, [], figure.table(report.input)));
  const configs = configsOf(report.input);
  const added = addedFigures(report).flatMap((block) => {
    const table = addedTable(block, report.input);
    // What no run has is refused on the command line, and of nothing there is no table to write.
    const where = metFilters(block.where ?? [], configs);
    const { effect, baseline: chosen } = block.view ?? {};
    const baseline = table?.columns.some(({ key }) => key === 'baseline') ? chosen : null;
    return table === null || where === null ? [] : [hashed(`${block.id.replace(' ', '-')}.csv`, block.figure, [...filterFlags(where), ...markFlags({ effect, baseline })], table)];
  });
  return { plain: pageOf(report, tables, false), arranged: pageOf(report, [...tables, ...added], true) };
}

function hashed(file: string, id: string, flags: readonly string[], table: FigureTable): HashedTable {
  return { file, id, flags, sha256: createHash('sha256').update(tableCsv(table)).digest('hex') };
}

interface HashedTable {
  file: string;
  id: string;
  /** Of what the figure is, and what its table has besides; word by word. */
  flags: readonly string[];
  sha256: string;
}

function pageOf(report: ReportInput, tables: readonly HashedTable[], arranged: boolean): ReportNode[] {
  const files = filesOf(report);
  const source = sourceFlag(report);
  const lines = [
    ...report.imports.map(importLine),
    ...importedProfiles(report),
    ...files.campaigns.map(({ name }) => `npx poison-lab${kernelsFlag(report)} run ${name}`),
    ...files.audits.map(({ name, directions, iterations }) => `npx poison-lab audit ${name} --directions ${directions} --iterations ${iterations}`),
    ...tables.map(({ id, file, flags }) => ['npx poison-lab figure', shellWord(id), source, ...[...flags, '--to', file].map((word) => shellWord(word))].join(' ')),
    ...['report.html', 'report.pdf', 'series.zip'].map((to) => reportLine(report, source, arranged, to)),
  ];
  const written = [...files.campaigns, ...files.audits, ...(arranged ? [{ name: layoutFile, text: '' }] : [])];
  return [
    paragraph(words`A run is a pure function of its configuration, the data and the component revisions: the same key gives
      the same bits, and what is stored is not computed again. Set up Poison Lab as its README says, write
      the ${written.length === 1 ? 'file' : 'files'} below into a folder, and type these lines in it:`),
    { kind: 'code', text: lines.join('\n'), file: null },
    ...kernelsNodes(report),
    ...dataNodes(report),
    ...written.map(({ name, text }): ReportNode => ({ kind: 'code', text, file: name })),
    paragraph(words`The tables that come out have every digit of every mean. Their SHA-256 says whether they are the same bits:`),
    facts(tables.map(({ file, sha256 }) => [file, sha256])),
  ];
}

interface WrittenFile {
  name: string;
  text: string;
}

function filesOf({ campaigns, auditCampaigns }: ReportInput) {
  const named = (kind: string, count: number, at: number): string => (count === 1 ? `${kind}.json` : `${kind}-${at + 1}.json`);
  return {
    campaigns: campaigns.map((one, at): WrittenFile => ({ name: named('campaign', campaigns.length, at), text: campaignJson(one) })),
    audits: auditCampaigns.map(({ campaign, directions, iterations }, at) => ({
      ...{ name: named('audit', auditCampaigns.length, at), text: campaignJson(campaign) },
      ...{ directions, iterations },
    })),
  };
}

/** What `--kernels` has to say: the plain build gives the same bits on every machine, the other one is the default. */
function kernelsFlag({ input }: ReportInput): string {
  const builds = buildsOf(input);
  return builds.size === 1 && builds.has('plain') ? ' --kernels plain' : '';
}

/** That other bits are to be expected where a processor lacks the build of the kernels that computed the runs. */
function kernelsNodes({ input }: ReportInput): ReportNode[] {
  const others = [...buildsOf(input)].filter((build) => build !== 'plain');
  if (others.length === 0) return [];
  return [paragraph(`The kernels’ build ${others.join(' and ')} computed these runs. A processor without it takes the plain one: the last bits are others, and so are the keys.`)];
}

function buildsOf({ runs }: ReportInput['input']): ReadonlySet<string> {
  return new Set(runs.flatMap(({ provenance }) => provenance?.kernels ?? []));
}

function reportLine({ uniqueness }: ReportInput, source: string, arranged: boolean, to: string): string {
  const flags = [...(uniqueness.size > 0 ? ['--check-starts'] : []), ...(arranged ? [`--layout ${layoutFile}`] : [])];
  return ['npx poison-lab report', source, ...flags, `--to ${to}`].join(' ');
}

function sourceFlag({ campaign, input }: ReportInput): string {
  return campaign === null ? `--runs ${input.runs.map(({ run }) => run.run).join(',')}` : `--campaign ${shellWord(campaign.name)}`;
}

/** The line that imports a data set as it was imported here; its file is not in the library. */
function importLine({ name, source, imported }: Dataset): string {
  const { minRatings = 20, topUsers, topItems, scale, duplicates = 'error', badRows = 'error' } = imported ?? {};
  return [
    `npx poison-lab import ${shellWord(source ?? 'PATH')} --name ${shellWord(name)}`,
    ...(minRatings === 20 ? [] : [`--min-ratings ${minRatings}`]),
    ...(topUsers === undefined ? [] : [`--top-users ${topUsers}`]),
    ...(topItems === undefined ? [] : [`--top-items ${topItems}`]),
    ...(scale === undefined ? [] : [`--scale ${scale.min}:${scale.max}:${scale.step}`]),
    ...(duplicates === 'error' ? [] : [`--duplicates ${duplicates}`]),
    ...(badRows === 'error' ? [] : [`--bad-rows ${badRows}`]),
  ].join(' ');
}

/** Profiles that came from a file are no part of a configuration, their hash is. */
function importedProfiles({ input, datasets }: ReportInput): string[] {
  const runs = input.runs.filter(({ run }) => run.config.attack.id === 'imported');
  const known = new Map(runs.map(({ run }) => [JSON.stringify(run.config.attack.config), run.config.dataset]));
  return [...known.values()].map((dataset) => {
    const name = datasets.find(({ fingerprint }) => fingerprint === dataset)?.name ?? dataset;
    return `npx poison-lab import profiles PROFILES.csv --dataset ${shellWord(name)}`;
  });
}

/** Where the data of the import lines is from, and how to tell that it is the same. */
function dataNodes({ imports }: ReportInput): ReportNode[] {
  if (imports.length === 0) return [];
  const unknown = imports.some(({ source }) => source === undefined);
  return [
    paragraph(words`${unknown ? words`${code('PATH')} is the file that the data set was imported from. ` : 'The data files are not part of this report. '}Each
      import prints a fingerprint of ids, ratings, scale and shift; it has to be this one:`),
    facts(imports.map(({ name, fingerprint }) => [name, fingerprint])),
  ];
}
