import { describe, expect, it } from 'vitest';
import { plainDrawing } from '../../shared/domain/report-document.ts';
import { notesOnColumns } from '../../shared/figures/captions.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { rmseByDetectability } from '../../shared/figures/detectability.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { figureCaption } from '../../shared/figures/drawing/figure-caption.ts';
import { figureDefinitions } from '../../shared/figures/list.ts';
import { pByBeta } from '../../shared/figures/p-by-beta.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { columnsInStarsOnce } from '../../shared/figures/stars-once.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { availability, betaSweep, integrity, tradeOff } from '../gallery/invented.ts';
import { figureRun } from './figure-runs.ts';

describe('the caption of a drawing', () => {
  it('explains no p and no correction, which are in the table alone, and no difference', () => {
    for (const table of [rmseByShare.table(availability), targetMeanByShare.table(integrity), rmseByDetectability.table(tradeOff)]) {
      expect(notesOnColumns(table).join(' '), table.figure).toMatch(/\bp\b/);
      expect(figureCaption({ table, drawing: plainDrawing }), table.figure).not.toMatch(/Holm|\bp\b|Differences/);
    }
    const caption = figureCaption({ table: pByBeta.table(betaSweep), drawing: plainDrawing });
    expect(caption).toContain('A median of p values is no p value.');
    expect(caption).not.toMatch(/share of runs that reject/);
    expect(figureCaption({ table: rmseByShare.table({ runs: [figureRun()] }), drawing: plainDrawing })).not.toContain('baseline');
  });

  it('says what bands are where they are drawn', () => {
    const table = rmseByShare.table(availability);
    expect(figureCaption({ table, drawing: plainDrawing })).toContain('Mean of 10 runs, band: 95 % interval.');
    expect(figureCaption({ table, drawing: { ...plainDrawing, bands: false } })).toMatch(/Mean of 10 runs\. |Mean of 10 runs\.$/);
    expect(rmseByShare.chart(table, 'print', { title: true, bands: false }).data.drawing.subtitle).not.toContain('band');
  });
});

describe('the caption of traces', () => {
  it('says why lines end beside other values, unless the drawing does', () => {
    const table = convergence.table({ runs: [figureRun({ attack: 'sgld', rmseTrace: [0, 0.1] })] });
    expect(figureCaption({ table, drawing: plainDrawing }).split('dense samples')).toHaveLength(2);
    expect(figureCaption({ table, drawing: { ...plainDrawing, title: true } })).not.toContain('dense samples');
  });
});

describe('runs whose effect depends on where retraining starts', () => {
  const told = 'The effect of 2 of 4 runs depends on where retraining starts, by more than 5 % of it: from another start the means may be others.';
  const targets = { before: 0, after: 1, standOut: 0.5, attack: 'sgld', attackConfig: { beta: 1 } };
  const runs = [
    figureRun({ ...targets, seed: 1, rmse: 0.3, coldRmse: 0.32, coldAfter: 1 }),
    figureRun({ ...targets, seed: 2, rmse: 0.3, coldRmse: 0.31, coldAfter: 1.06 }),
    figureRun({ ...targets, seed: 3, rmse: 0.3, coldRmse: 0.31, coldAfter: 1.04 }),
    figureRun({ ...targets, seed: 4, rmse: 0.3 }),
  ];

  it('are counted once under the figure and its table, but not where no mean is drawn', () => {
    for (const figure of figureDefinitions) {
      const table = figure.table({ runs });
      const times = figure.id === 'p-by-beta' ? 0 : 1;
      expect(table.notes.filter((note) => note === told), figure.id).toHaveLength(times);
      expect(figureCaption({ table, drawing: plainDrawing }).split(told), figure.id).toHaveLength(1 + times);
      expect(notesOnColumns(table)).not.toContain(told);
    }
  });

  it('are not spoken of where there are none', () => {
    expect(rmseByShare.table({ runs: runs.slice(2) }).notes.join(' ')).not.toContain('retraining');
  });
});

describe('what stands under a table', () => {
  it('explains a correction only where there is a p', () => {
    const one = { runs: [figureRun({ attack: 'uniform', gradient: null, rmse: 0.1 }), figureRun({ rmse: 0.3 })] };
    expect(rmseByShare.table(one).notes).toEqual(['Differences to uniform are paired by seed and targets. A p takes two pairs of runs or more.']);
    expect(differenceTable(one, 'rmse-by-share').notes).toEqual(['A p takes two pairs of runs or more.']);
  });

  it('says one unit of a mean and of the ends of its interval', () => {
    const columns = columnsInStarsOnce(rmseByDetectability.table(tradeOff)).filter(({ key }) => ['mean', 'ciLow', 'ciHigh', 'meanStars'].includes(key));
    expect(columns.map(({ key, unit }) => [key, unit])).toEqual([['mean', 'stars'], ['ciLow', 'stars'], ['ciHigh', 'stars']]);
  });
});
