import { seriesSchema } from '../../shared/domain/run.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { arrangeReport, reportTitle } from '../../shared/domain/report-layout.ts';
import { storedZip } from './bundle/stored-zip.ts';
import { toCsvRows, utf8 } from './csv.ts';
import { tableCsv } from './export-figure.ts';
import { exportRuns } from './export-runs.ts';
import { eachInTurn } from './in-turn.ts';
import { differencesOf, reportPartsInTurn } from './report-parts.ts';
import { reportFigures } from './sections/report-figures.ts';
import type { ReportInput } from './sections/report-input.ts';

/** Names of what is in the archive, besides the tables. */
const files = { readme: 'README.txt', json: 'series.json', runs: 'runs.csv', traces: 'traces.csv' } as const;

/**
 * Every series of a report as one archive: the table of each figure that is shown and of the differences between its
 * series, all runs, every point of every trace, as CSV, and all of it as one JSON document. Numbers have every digit of
 * their float64; the same input gives the same bytes. Gives way between its files.
 */
export async function exportSeries(report: ReportInput): Promise<Uint8Array> {
  const tables = numberedTables('figure', await shownTables(report));
  const differences = numberedTables('differences', differencesOf(report.input, reportFigures(report.input)));
  const runs = report.input.runs.map(({ run, series }) => {
    const { run: reference, key, status, label, datasetName, maliciousUsers, config, metrics } = run;
    return { run: reference, key, status, label, datasetName, maliciousUsers, config, metrics, series };
  });
  const document = await jsonInTurn({
    format: 'poison-lab series',
    version: 1,
    title: reportTitle(report.layout, report.title),
    application: report.application,
    figures: tables.map(({ table }) => table),
    differences: differences.map(({ table }) => table),
    runs,
  });
  const figures = await eachInTurn([...tables, ...differences], ({ name, table }) => ({ name, bytes: utf8(tableCsv(table)) }));
  return storedZip([
    { name: files.readme, bytes: utf8(readme(report, tables, differences)) },
    { name: files.json, bytes: utf8(document) },
    ...figures,
    { name: files.runs, bytes: await exportRuns(report.input.runs.map(({ run }) => run)) },
    { name: files.traces, bytes: utf8(await tracesCsv(report)) },
  ]);
}

/** `JSON.stringify(document, null, 1)` and an end of line, one entry of each list after the other. */
async function jsonInTurn(document: Readonly<Record<string, string | number | readonly object[]>>): Promise<string> {
  const fields: string[] = [];
  for (const [key, value] of Object.entries(document)) {
    const isList = Array.isArray(value) && value.length > 0;
    const text = isList ? `[\n${(await eachInTurn(value, (one) => `  ${indented(one, 2)}`)).join(',\n')}\n ]` : indented(value, 1);
    fields.push(` ${JSON.stringify(key)}: ${text}`);
  }
  return `{\n${fields.join(',\n')}\n}\n`;
}

function indented(value: unknown, depth: number): string {
  return JSON.stringify(value, null, 1).replaceAll('\n', `\n${' '.repeat(depth)}`);
}

interface NumberedTable {
  name: string;
  table: FigureTable;
}

/** Tables of figures that are shown, as drawing or as numbers, in the order of the report. */
async function shownTables(report: ReportInput): Promise<FigureTable[]> {
  const blocks = arrangeReport(report.layout, await reportPartsInTurn(report));
  const shown = new Set(blocks.filter(({ block }) => block.shown).map(({ block }) => block.id.replace(/^(?:figure|table) /, '')));
  return blocks
    .filter(({ block }) => shown.has(block.id.replace(/^figure /, '')))
    .flatMap(({ drawn }) => (drawn === null ? [] : [drawn.table]));
}

function numberedTables(kind: string, tables: readonly FigureTable[]): NumberedTable[] {
  return tables.map((table, at) => ({ name: `${kind}-${at + 1}-${table.figure}.csv`, table }));
}

const traces = seriesSchema.keyof().options;

/** One row for each accepted iteration of each run, the start as iteration 0. */
async function tracesCsv({ input }: ReportInput): Promise<string> {
  const header = ['run', 'key', 'label', 'maliciousShare', 'seed', 'iteration', ...traces];
  const rows = await eachInTurn(input.runs, ({ run, series }) => {
    if (series === null) return '';
    const length = Math.max(0, ...traces.map((trace) => series[trace]?.length ?? 0));
    const { budget, seed } = run.config;
    return toCsvRows(Array.from({ length }, (_, at) => [run.run, run.key, run.label, budget.maliciousShare, seed, at, ...traces.map((trace) => series[trace]?.[at])]));
  });
  return toCsvRows([header]) + rows.join('');
}

function readme({ title, layout, application }: ReportInput, tables: readonly NumberedTable[], differences: readonly NumberedTable[]): string {
  const line = ({ name, table }: NumberedTable): string => `${name}  ${table.title}`;
  return `Series of the report "${reportTitle(layout, title).replaceAll(/\s+/g, ' ')}", written by Poison Lab ${application}

${[...tables, ...differences].map(line).join('\n')}
${files.runs}  Every run: its configuration, its metrics.
${files.traces}  Every trace of every run, one row for each accepted iteration.
${files.json}  All of this as one document; columns have labels and units there.

Numbers have every digit of their float64. Empty cells are values that do not exist. Shares are fractions, ratings are in
shifted units.
`;
}
