import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { toCsv } from '../../src-main/reports/csv.ts';
import { tableCsv } from '../../src-main/reports/export-figure.ts';
import { exportProfiles } from '../../src-main/reports/export-profiles.ts';
import { exportCampaign, exportRuns } from '../../src-main/reports/export-runs.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { campaign, input, runs } from './report-input.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const read = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

describe('CSV', () => {
  it('keeps every bit of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [row] = read(toCsv(['x'], [[value]]));
        expect(Object.is(Number(row.x), value) || (value === 0 && Number(row.x) === 0)).toBe(true);
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49', '+49'],
    ['-5', '-5'],
    ['-5e-3', '-5e-3'],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', "'\t=1"],
    ['a\n=1', "a\n'=1"],
    ['a\r\n @x', "a\r\n' @x"],
    ['\r=1', "'\r'=1"],
    ['Alien (1979)', 'Alien (1979)'],
    ['a-b=c', 'a-b=c'],
  ])('writes %j as %j', (cell, written) => {
    expect(read(toCsv(['x'], [[cell]]))[0].x).toBe(written);
  });

  it('ends lines with LF, quotes what needs it, and leaves null empty', () => {
    expect(toCsv(['a', 'b', 'c'], [['x,y', null, 'say "hi"']])).toBe('a,b,c\n"x,y",,"say ""hi"""\n');
  });

  it('is the table of a figure, exactly', () => {
    const table = rmseByShare.table(input);
    const rows = read(tableCsv(table));
    expect(Object.keys(rows[0])).toEqual(table.columns.map((column) => column.key));
    expect(rows).toHaveLength(4);
    rows.forEach((row, i) => {
      for (const column of table.columns) {
        const value = table.rows[i][column.key];
        if (value === null) expect(row[column.key]).toBe('');
        else if (column.type === 'number') expect(Number(row[column.key])).toBe(value);
        else expect(row[column.key]).toBe(value);
      }
    });
  });
});

describe('profiles', () => {
  it('are user, item, rating, stars with every digit', async () => {
    const profiles = {
      users: 2,
      items: 3,
      rowStart: Int32Array.of(0, 2, 3),
      rowItem: Int32Array.of(0, 2, 1),
      rowValue: Float64Array.of(-2, 0.1 + 0.2, 1 / 3),
    };
    const shift = { multiply: 4 / 4.5, add: -2.75 * (4 / 4.5) };
    const rows = read(text(await exportProfiles({ profiles, itemIds: ['50', '=cmd()', 'x'], shift })));
    expect(rows.map((row) => [row.user, row.item])).toEqual([
      ['1', '50'],
      ['1', 'x'],
      ['2', "'=cmd()"],
    ]);
    expect(rows.map((row) => Number(row.rating))).toEqual([-2, 0.1 + 0.2, 1 / 3]);
    expect(Number(rows[0].stars)).toBeCloseTo(0.5, 14);
    rows.forEach((row) =>
      expect(Number(row.stars) * shift.multiply + shift.add).toBeCloseTo(Number(row.rating), 14),
    );
  });
});

describe('runs and campaigns', () => {
  it('have every field of every run', async () => {
    const failed = {
      ...figureRun({ attack: 'sgld', status: 'failed', attackConfig: { beta: 0.6 } }).run,
      error: '=boom',
    };
    const written = { run: failed.key, starred: true, tags: ['figure 1', '=retry'], note: '=boom "quoted"' };
    const all = [...runs.map(({ run }) => run), failed];
    const rows = read(text(await exportRuns(all, new Map([[failed.key, written]]))));
    expect(rows).toHaveLength(13);
    expect(rows[0]).toMatchObject({
      'config.attack.id': 'uniform',
      'config.budget.maliciousShare': '0.01',
      'config.learner.config.rank': '8',
      'config.objective.config.targets': '["478"]',
      'config.attack.config.beta': '',
      'metrics.predictionShiftRmse': String(runs[0].run.metrics?.predictionShiftRmse),
      starred: 'false',
      tags: '',
      note: '',
    });
    expect(rows[12]).toMatchObject({
      status: 'failed',
      error: "'=boom",
      'config.attack.config.beta': '0.6',
      'metrics.utility': '',
      starred: 'true',
      tags: '["figure 1","=retry"]',
      note: '\'=boom "quoted"',
    });
  });

  it('read back as the campaign they were', async () => {
    expect(JSON.parse(text(await exportCampaign(campaign)))).toEqual(campaign);
  });
});
