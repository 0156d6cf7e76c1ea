import { describe, expect, it } from 'vitest';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { figureRun } from '../../figures/figure-runs.ts';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { familyHead, familyOfP, holmFamilies } from '../../../src-renderer/views/compare/holm-families.ts';
import {
  neighbouringPlace,
  pairReadings,
  placesOf,
  readings,
  readOut,
  relativeTo,
  seriesOf,
  shownPairs,
  standingPlace,
} from '../../../src-renderer/views/compare/read-out.ts';
import { sharedSetting, withoutSetting } from '../../../src-renderer/views/compare/short-labels.ts';
import { apartWords, attackRows, besideDelta, bothRows, differenceKeys, differenceTitle, notesUnder, tableHead, tabSeparated } from '../../../src-renderer/views/compare/table-rows.ts';
import { runsWithRmse } from './runs.ts';

/** Means 0.3, 0.2, 0.08 at 5 % and 0.15, 0.1, 0.04 at 2 %, two seeds 0.01 apart; nothing yet at 1 %. */
const input = runsWithRmse([
  { attack: 'pga', gradient: 'exact', share: 0.05, values: [0.29, 0.31] },
  { attack: 'pga', gradient: 'one-step', share: 0.05, values: [0.2, 0.2] },
  { attack: 'uniform', gradient: null, share: 0.05, values: [0.07, 0.09] },
  { attack: 'pga', gradient: 'exact', share: 0.02, values: [0.14, 0.16] },
  { attack: 'pga', gradient: 'one-step', share: 0.02, values: [0.1, 0.1] },
  { attack: 'uniform', gradient: null, share: 0.02, values: [0.03, 0.05] },
  { attack: 'uniform', gradient: null, share: 0.01, values: [null, null] },
]);
const table = rmseByShare.table(input);
const pairs = pairReadings(differenceTable(input, 'rmse-by-share'));
const id = (label: string) => seriesOf(table).find((series) => series.label === label)!.series;

describe('the read-out', () => {
  it('lists the series at a share by mean, with half of the interval and the difference to uniform', () => {
    const list = readOut(table, 0.05, []);
    expect(list.map((reading) => reading.label)).toEqual(['pga exact', 'pga one-step', 'uniform']);
    expect(list[0].mean).toBeCloseTo(0.3, 12);
    // t quantile 12.706 at one degree of freedom, sd 0.01 * sqrt 2, n = 2.
    expect(list[0].half).toBeCloseTo(12.7062047 * 0.01, 6);
    expect(list[0].difference).toBeCloseTo(0.22, 12);
    expect(list[0].ratio).toBeCloseTo(0.3 / 0.08, 12);
    expect(list[2].difference).toBeNull();
  });

  it('changes no number when a series is hidden', () => {
    const all = readOut(table, 0.05, []);
    const fewer = readOut(table, 0.05, [id('pga one-step')]);
    expect(fewer).toEqual(all.filter((reading) => reading.label !== 'pga one-step'));
  });

  it('stands at the pin, else under the pointer, else at the largest measured share', () => {
    expect(placesOf(table)).toEqual([0.01, 0.02, 0.05]);
    expect(standingPlace(table, 0.02, 0.05)).toBe(0.02);
    expect(standingPlace(table, 0.03, 0.02)).toBe(0.02);
    expect(standingPlace(table, null, null)).toBe(0.05);
  });

  it('steps from share to share and stops at the ends', () => {
    expect(neighbouringPlace([1, 2, 5], 2, 1)).toBe(5);
    expect(neighbouringPlace([1, 2, 5], 5, 1)).toBe(5);
    expect(neighbouringPlace([1, 2, 5], 2, -1)).toBe(1);
    expect(neighbouringPlace([1, 2, 5], null, -1)).toBe(5);
    expect(neighbouringPlace([], null, 1)).toBeNull();
  });

  it('knows a figure without a finished run', () => {
    expect(isMeasured(table)).toBe(true);
    expect(isMeasured(rmseByShare.table({ runs: [] }))).toBe(false);
    expect(isMeasured(null)).toBe(false);
  });
});

describe('another baseline', () => {
  it('takes every difference from the table of pairs', () => {
    const [exact, oneStep, uniform] = relativeTo(readOut(table, 0.05, []), id('pga one-step'), pairs);
    expect(exact.difference).toBeCloseTo(0.1, 12);
    expect(exact.ratio).toBeCloseTo(1.5, 12);
    expect(oneStep.difference).toBeNull();
    expect(uniform.difference).toBeCloseTo(-0.12, 12);
    expect(exact.mean).toBeCloseTo(0.3, 12);
  });

  it('takes what differs and why there is no pair from the table of pairs, and says both beside the row', () => {
    const pair = { ...pairs[0], right: id('uniform'), x: 0.05 };
    const apart = [
      { ...pair, left: id('pga exact'), differs: 'B = 50 against 25', difference: 0.1 },
      { ...pair, left: id('pga one-step'), differs: null, unpaired: 'no seed in common', difference: null },
    ];
    const list = relativeTo(readOut(table, 0.05, []), id('uniform'), apart);
    expect(list.map((reading) => [reading.difference, apartWords(reading)])).toEqual([
      [0.1, 'B = 50 against 25'],
      [null, 'No pair: no seed in common'],
      [null, 'equal settings'],
    ]);
    expect(differenceKeys('uniform', list)).toEqual(['difference', 'p', 'apart']);
    const families = holmFamilies(readings(table), apart, false);
    expect(notesUnder(table, null, list, null, families).slice(0, -1)).toEqual(table.notes);
    expect(notesUnder(table, null, list, null, families).at(-1)).toContain('paired with it on the same data by seed and targets');
    const [ofUniform, ofExact] = [null, 'PGA exact'].map((chosen) => notesUnder(table, null, list, chosen, families).join(' '));
    expect([ofUniform, ofExact].map((words) => /Differences to (uniform|PGA exact) are paired/.exec(words)?.[1])).toEqual(['uniform', 'PGA exact']);
    const without = { ...table, notes: rmseByShare.table({ runs: [figureRun()] }).notes };
    expect(without.notes.join(' ')).toContain('no differences to a baseline');
    const notes = notesUnder(without, null, list, 'PGA exact', families).join(' ');
    expect(notes).toContain('Differences to PGA exact are paired');
    expect(notes).not.toContain('no differences to a baseline');
  });

  it('has no columns of differences without a baseline, and none of other settings without any', () => {
    const list = readOut(table, 0.05, []);
    expect([differenceKeys(null, list), differenceKeys('uniform', list)]).toEqual([[], ['difference', 'p']]);
  });

  it('leaves differences empty that the table of pairs does not have', () => {
    expect(relativeTo(readOut(table, 0.05, []), 'elsewhere', pairs)[0].difference).toBeNull();
  });

  it('agrees with the figure where the baseline is the usual one', () => {
    const usual = readOut(table, 0.02, []);
    const chosen = relativeTo(usual, id('uniform'), pairs);
    expect(chosen.map((reading) => reading.difference)).toEqual(usual.map((reading) => reading.difference));
  });

  it('shows each pair once, upwards, without the baseline and what is hidden', () => {
    const all = shownPairs(pairs, 0.05, []);
    expect(all.map((pair) => `${pair.leftLabel} > ${pair.rightLabel}`).sort()).toEqual([
      'pga exact > pga one-step',
      'pga exact > uniform',
      'pga one-step > uniform',
    ]);
    expect(shownPairs(pairs, 0.05, [id('uniform')])).toHaveLength(1);
    expect(shownPairs(pairs, 0.05, [id('pga exact'), id('uniform')])).toHaveLength(0);
    expect(all.every((pair) => (pair.difference ?? 0) >= 0)).toBe(true);
  });
});

describe('the families of Holm', () => {
  const [ofUniform, ofChosen] = [false, true].map((chosen) => holmFamilies(readings(table), pairs, chosen));

  it('are the comparisons to uniform that have a p, and all pairs that have one, each once', () => {
    expect([ofUniform.table, ofUniform.pairs, ofChosen.table].map(({ size }) => size)).toEqual([4, 6, 6]);
    expect(ofUniform.table.words).toBe('the 4 comparisons to uniform in this table');
    expect(ofUniform.pairs.words).toBe('the 6 pairs of attacks, at all places together');
  });

  it('are as large as Holm multiplies: the smallest p by the size, as of all comparisons with the same p', () => {
    const smallest = pairs.reduce((least, pair) => ((pair.p ?? 1) < (least.p ?? 1) ? pair : least));
    expect(smallest.pHolm).toBeCloseTo(Math.min(1, (smallest.p ?? NaN) * ofUniform.pairs.size), 12);
    const least = Math.min(...table.rows.flatMap(({ p }) => (typeof p === 'number' ? p : [])));
    const row = table.rows.find(({ p }) => p === least);
    expect(row?.pHolm).toBeCloseTo(Math.min(1, least * ofUniform.table.size), 12);
  });

  it('are in the head of the column, and behind each p where rows of other settings are one of their own', () => {
    expect(familyHead(ofUniform)).toEqual({ label: 'p, Holm of 4', title: 'Paired by seed, corrected by Holm over the 4 comparisons to uniform in this table' });
    const apart = holmFamilies(readings(table), [...pairs, { ...pairs[0], differs: 'B = 50 against 25', pHolm: 0.2 }], true);
    expect(familyHead(apart).label).toBe('p, Holm');
    const [reading] = readOut(table, 0.05, []);
    expect(familyOfP(reading, apart)).toBe('of 6');
    expect(familyOfP({ ...reading, differs: 'B = 50 against 25' }, apart)).toBe('of 1');
    expect(familyOfP({ ...reading, pHolm: null }, apart)).toBe('');
    expect(familyOfP(reading, ofUniform)).toBe('');
    expect(familyHead(apart).title).toMatch(/; where settings differ, over the one row of other settings$/);
    expect(familyHead(holmFamilies([], [], false)).label).toBe('p, Holm');
  });

  it('are said under the table, beside a difference, and in the notes of both tables', () => {
    expect(notesUnder(table, null, readings(table), null, ofUniform).join(' ')).toContain('corrected by Holm over the 4 comparisons of this table.');
    expect(notesUnder(table, null, readings(table), 'PGA exact', ofChosen).join(' ')).toContain('corrected by Holm over the 6 pairs of attacks, at all places together.');
    expect(differenceTitle(readOut(table, 0.05, [])[0], 'uniform', ofUniform)).toMatch(/by Holm over the 4 comparisons to uniform in this table$/);
    expect(differenceTable(input, 'rmse-by-share').notes.join(' ')).toContain('corrected by Holm over the 6 pairs of this table.');
  });
});

describe('what the table and the figure beside it say that they are', () => {
  it('is of both figures, or of the one in front by attack with its number of attacks and its unit', () => {
    expect(tableHead(table, table, null)).toEqual({ title: 'Table of both figures', rows: '7 rows' });
    expect(tableHead(table, null, null).title).toBe('Table of the figure');
    expect(tableHead(table, table, readings(table))).toEqual({ title: 'RMSE by attack', rows: '3 attacks, shifted units (1 = 1 star)' });
  });

  it('names what its differences are to: the chosen baseline, or the clean model', () => {
    const list = readOut(table, 0.05, []);
    expect(besideDelta(list, 'uniform')).toBe(', Δ to uniform');
    expect(besideDelta(relativeTo(list, id('pga exact'), pairs), 'PGA exact')).toBe(', Δ to PGA exact');
    expect(besideDelta(list.map((reading) => ({ ...reading, toClean: 0.1 })), 'PGA exact')).toBe(', Δ to clean');
    expect(besideDelta(relativeTo(list, id('pga exact'), []), 'PGA exact')).toBe('');
  });
});

describe('labels', () => {
  const labelled: FigureTable = {
    ...table,
    rows: table.rows.map((row) => ({ ...row, label: `${String(row['label'])}, ${row['attack'] === 'uniform' ? 'k = 4' : 'k = 8'}` })),
  };

  it('leave out a setting that all drawn series share, and nothing else', () => {
    expect(sharedSetting(labelled, [])).toBe('');
    const setting = sharedSetting(labelled, [id('uniform')]);
    expect(setting).toBe('k = 8');
    const short = withoutSetting(labelled, setting);
    expect(seriesOf(short).map(({ label }) => label)).toEqual(['pga exact', 'pga one-step', 'uniform, k = 4']);
    expect(short.rows.map((row) => row['mean'])).toEqual(labelled.rows.map((row) => row['mean']));
    expect(withoutSetting(labelled, '')).toBe(labelled);
  });
});

describe('tables', () => {
  it('puts the other figure beside the same attack and share', () => {
    const main = readings(table);
    const rows = bothRows(main, main.filter((reading) => reading.label === 'uniform'));
    for (const row of rows) {
      expect(row.other).toEqual(row.main.label === 'uniform' ? row.main : null);
    }
  });

  it('has one row per attack with every share', () => {
    const rows = attackRows(readings(table));
    expect(rows.map((row) => [row.label, [...row.byPlace.keys()]])).toEqual([
      ['pga exact', [0.02, 0.05]],
      ['pga one-step', [0.02, 0.05]],
      ['uniform', [0.01, 0.02, 0.05]],
    ]);
  });

  it('copies every digit, and keeps hostile titles in their cell', () => {
    const small: FigureTable = {
      figure: 'f',
      title: '',
      subtitle: '',
      columns: [
        { key: 'a', label: 'A', unit: '', type: 'text' },
        { key: 'b', label: 'B', unit: 'stars', type: 'number', decimals: 1 },
      ],
      rows: [{ a: 'one\ttwo\nthree', b: 0.1 + 0.2 }, { a: null, b: null }],
      notes: [],
    };
    expect(tabSeparated(small)).toBe('A\tB (stars)\none two three\t0.30000000000000004\n\t');
  });
});
