import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { tableCsv } from '../../src-main/reports/export-figure.ts';
import { exportSeries } from '../../src-main/reports/export-series.ts';
import { input, report, runs } from './report-input.ts';
import { unzipped } from './unzipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-series-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function texts(bytes: Uint8Array): Promise<Map<string, string>> {
  const path = join(folder, 'series.zip');
  writeFileSync(path, bytes);
  return unzipped(path);
}

describe('the series of a report', () => {
  it('are the tables of its figures and differences, exactly, as CSV and as JSON', async () => {
    const files = await texts(await exportSeries(report));
    const rmse = rmseByShare.table(input);
    expect(files.get('figure-1-rmse-by-share.csv')).toBe(tableCsv(rmse));
    const differences = differenceTable(input, 'rmse-by-share');
    const document = JSON.parse(files.get('series.json')!) as { title: string; figures: unknown[]; differences: unknown[]; runs: { key: string; metrics: unknown; series: unknown }[] };
    expect(document.title).toBe('first look');
    expect(document.figures[0]).toEqual(rmse);
    expect(document.differences[0]).toEqual(differences);
    expect(document.runs.map(({ key, metrics, series }) => ({ key, metrics, series }))).toEqual(runs.map(({ run, series }) => ({ key: run.key, metrics: run.metrics, series })));
    for (const name of files.keys()) if (name !== 'README.txt') expect(files.get('README.txt')).toContain(name);
  });

  it('have every point of every trace, bit for bit', async () => {
    const files = await texts(await exportSeries(report));
    const rows = parse(files.get('traces.csv')!, { columns: true }) as Record<string, string>[];
    for (const { run, series } of runs) {
      const own = rows.filter(({ key }) => key === run.key);
      expect(own.map(({ iteration }) => Number(iteration))).toEqual(series!.predictionShiftRmseTrace.map((_, at) => at));
      expect(own.map((row) => Number(row.predictionShiftRmseTrace))).toEqual(series!.predictionShiftRmseTrace);
    }
    expect(rows).toHaveLength(runs.reduce((sum, { series }) => sum + series!.predictionShiftRmseTrace.length, 0));
  });

  it('are those of what is shown, in its order: a figure goes with its drawing and its table', async () => {
    const hidden = (id: string): ReportBlock => ({ kind: 'part', id, shown: false });
    const layout = [{ kind: 'part', id: 'figure convergence', shown: true } as ReportBlock, hidden('figure rmse-by-share'), hidden('table rmse-by-share'), hidden('table target-mean-by-share')];
    const names = [...(await texts(await exportSeries({ ...report, layout }))).keys()].filter((name) => name.startsWith('figure-'));
    expect(names[0]).toBe('figure-1-convergence.csv');
    expect(names.join(' ')).toContain('target-mean-by-share');
    expect(names.join(' ')).not.toContain('rmse-by-share');
  });

  it('have the same bytes for the same input', async () => {
    expect(await exportSeries(report)).toEqual(await exportSeries(report));
  });
});
