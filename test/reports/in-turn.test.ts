import { describe, expect, it } from 'vitest';
import { exportReport, exportReportPdf } from '../../src-main/reports/export-report.ts';
import { exportSeries } from '../../src-main/reports/export-series.ts';
import { inTurn } from '../../src-main/reports/in-turn.ts';
import { report } from './report-input.ts';

/** How many turns others had while `work` was done. */
async function turnsBeside(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let working = true;
  const others = () => setImmediate(() => working && (turns++, others()));
  others();
  await work();
  working = false;
  return turns;
}

describe('work in turn', () => {
  it('lets others have their turn between long steps, and keeps their order', async () => {
    let made: number[] = [];
    const steps = function* () {
      for (let step = 0; step < 5; step++) {
        const begun = performance.now();
        while (performance.now() - begun < 15);
        yield step;
      }
    };
    const turns = await turnsBeside(async () => (made = await inTurn(steps())));
    expect(made).toEqual([0, 1, 2, 3, 4]);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('hands on what a step throws', async () => {
    const steps = function* (): Generator<number> {
      yield 1;
      throw new Error('no more');
    };
    await expect(inTurn(steps())).rejects.toThrow('no more');
  });

  const exports = { 'a page': exportReport, 'a PDF': exportReportPdf, 'an archive of series': exportSeries };
  it.each(Object.entries(exports))('is how %s is made', async (_, make) => {
    // However fast the machine: its parts, their pieces, and what is made of them.
    expect(await turnsBeside(() => make(report))).toBeGreaterThanOrEqual(2);
  });
});
