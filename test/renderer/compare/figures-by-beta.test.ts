import { describe, expect, it } from 'vitest';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';
import { pByBeta } from '../../../shared/figures/p-by-beta.ts';
import { rmseByBeta } from '../../../shared/figures/rmse-by-beta.ts';
import { holmFamilies } from '../../../src-renderer/views/compare/holm-families.ts';
import {
  axesFor,
  counterpart,
  figureBeside,
  firstFigure,
  offeredAxes,
  offeredAxisOf,
} from '../../../src-renderer/views/compare/offered-figures.ts';
import {
  atEveryPlace,
  pairReadings,
  placesOf,
  readings,
  readOut,
  relativeTo,
  seriesOf,
  shownPairs,
  standingPlace,
} from '../../../src-renderer/views/compare/read-out.ts';
import {
  apartWords,
  attackRows,
  differenceTitle,
  isAboutP,
  meanLabel,
  meanText,
  readingAt,
  rejectionWords,
} from '../../../src-renderer/views/compare/table-rows.ts';
import { figureRun } from '../../figures/figure-runs.ts';

const [share, beta] = offeredAxes;
const sgld = (value: number, seed: number, rmse: number, pairedP: number) =>
  figureRun({ attack: 'sgld', attackConfig: { beta: value }, seed, rmse, pairedP });
const input: FigureInput = {
  runs: [
    ...[1, 2].flatMap((seed) => [
      sgld(0, seed, 0.03, 0.7),
      sgld(0.6, seed, 0.2, seed === 1 ? 0.0004 : 0.0002),
    ]),
    ...[1, 2].flatMap((seed) => [
      figureRun({ attack: 'uniform', seed, rmse: 0.08, pairedP: 0.3 }),
      figureRun({ seed, rmse: 0.3, pairedP: 0.01 }),
    ]),
  ],
};
const rmse = rmseByBeta.table(input);
const p = pByBeta.table(input);
const pairs = pairReadings(differenceTable(input, 'rmse-by-beta'));
const id = (label: string) => seriesOf(rmse).find((series) => series.label === label)!.series;
const configs = input.runs.map(({ run }) => run.config);

describe('what Compare offers', () => {
  it('is β where the runs have more than one, and the share always', () => {
    expect(axesFor(configs)).toEqual([share, beta]);
    expect(axesFor(configs.filter(({ attack }) => attack.config.beta !== 0))).toEqual([share]);
    expect(axesFor([])).toEqual([share]);
  });

  it('is any other number too of which a line has more than one value, first where share and β stay', () => {
    const runs = [25, 50].flatMap((fillerSize) => [figureRun({ fillerSize }), figureRun({ attack: 'uniform', fillerSize })]);
    const [, along] = axesFor(runs.map(({ run }) => run.config));
    expect([along.label, along.figures.map(({ figure }) => figure)]).toEqual(['items per user, B', ['rmse-along-budget.fillerSize', 'target-mean-along-budget.fillerSize']]);
    expect(firstFigure(runs.map(({ run }) => run.config))).toBe('rmse-along-budget.fillerSize');
    expect(figureBeside('rmse-along-budget.fillerSize')).toBe('target-mean-along-budget.fillerSize');
    expect(counterpart('target-mean-by-share', along)).toBe('target-mean-along-budget.fillerSize');
    expect(counterpart('target-mean-along-budget.fillerSize', share)).toBe('target-mean-by-share');
    expect(offeredAxisOf('rmse-along-budget.fillerSize', [share, along])).toBe(along);
    expect(offeredAxisOf('rmse-along-learner.config.rank').axis.column.key).toBe('learner.config.rank');
  });

  it('has the other figure beside the one in front: p beside an effect, and the RMSE beside p', () => {
    expect(figureBeside('rmse-by-share')).toBe('target-mean-by-share');
    expect(figureBeside('target-mean-by-share')).toBe('rmse-by-share');
    expect(figureBeside('p-by-beta')).toBe('rmse-by-beta');
    expect(figureBeside('rmse-by-beta')).toBe('p-by-beta');
    expect(figureBeside('target-mean-by-beta')).toBe('p-by-beta');
  });

  it('goes to the same number along another axis', () => {
    expect(counterpart('target-mean-by-share', beta)).toBe('target-mean-by-beta');
    expect(counterpart('rmse-by-beta', share)).toBe('rmse-by-share');
    expect(counterpart('p-by-beta', share)).toBe('rmse-by-share');
  });
});

describe('the read-out by β', () => {
  it('stands at β, and reads level lines at every one', () => {
    expect(placesOf(rmse)).toEqual([0, 0.6]);
    expect(standingPlace(rmse, null, null)).toBe(0.6);
    expect(readOut(rmse, 0, []).map(({ label, x, mean }) => [label, x, mean])).toEqual([
      ['PGA exact', 0, 0.3],
      ['Uniform', 0, 0.08],
      ['SGLD exact', 0, 0.03],
    ]);
  });

  it('takes differences to any baseline at the same β', () => {
    const at = relativeTo(readOut(rmse, 0.6, []), id('SGLD exact'), pairs);
    const of = (label: string) => at.find((reading) => reading.label === label)!.difference;
    expect(of('PGA exact')).toBeCloseTo(0.1, 12);
    expect(of('Uniform')).toBeCloseTo(-0.12, 12);
    expect(of('SGLD exact')).toBeNull();
    const toUniform = relativeTo(readOut(rmse, 0, []), id('Uniform'), pairs);
    expect(toUniform.find(({ label }) => label === 'PGA exact')?.difference).toBeCloseTo(0.22, 12);
  });

  it('shows pairs of level lines at every β', () => {
    const words = shownPairs(pairs, 0, []).map((pair) => `${pair.leftLabel} > ${pair.rightLabel}`);
    expect(words.sort()).toEqual(['PGA exact > SGLD exact', 'PGA exact > Uniform', 'Uniform > SGLD exact']);
  });

  it('says in words why a level line has no one difference, and has them all at its places', () => {
    const inLong = relativeTo(readings(rmse), id('SGLD exact'), pairs).find(({ label }) => label === 'PGA exact')!;
    expect(inLong.difference).toBeNull();
    expect(differenceTitle(inLong, 'SGLD exact', holmFamilies(readings(rmse), pairs, true))).toContain('another one at each place');
    expect(apartWords(inLong)).toBe('Level: see By attack');
    const byAttack = attackRows(relativeTo(atEveryPlace(rmse, readings(rmse)), id('SGLD exact'), pairs)).find(({ label }) => label === 'PGA exact')!;
    const differences = [0, 0.6].map((place) => readingAt(byAttack, place)?.difference);
    expect(differences[0]).toBeCloseTo(0.27, 12);
    expect(differences[1]).toBeCloseTo(0.1, 12);
  });

  it('has level lines in every column of the table by attack', () => {
    const rows = attackRows(atEveryPlace(rmse, readings(rmse)));
    const means = rows.map((row) => [row.label, ...[0, 0.6].map((place) => readingAt(row, place)?.mean)]);
    expect(means).toEqual([
      ['PGA exact', 0.3, 0.3],
      ['SGLD exact', 0.03, 0.2],
      ['Uniform', 0.08, 0.08],
    ]);
  });
});

describe('the read-out of p', () => {
  it('has medians without a half width, and how many runs reject', () => {
    expect(isMeasured(p)).toBe(true);
    expect([isAboutP(p), isAboutP(rmse)]).toEqual([true, false]);
    const of = (label: string) => readOut(p, 0.6, []).find((reading) => reading.label === label)!;
    expect(of('SGLD exact')).toMatchObject({ n: 2, half: null, difference: null });
    expect(meanText(p, of('SGLD exact').mean)).toBe('< 0.001');
    expect(rejectionWords(of('SGLD exact'))).toBe('2 of 2 (0.34 to 1.00)');
    expect(rejectionWords(of('Uniform'))).toBe('0 of 2 (0.00 to 0.66)');
    expect(rejectionWords(readOut(rmse, 0.6, [])[0])).toBe('–');
    expect([meanLabel(p), meanLabel(rmse)]).toEqual(['Median p', 'RMSE']);
  });
});
