import { describe, expect, it } from 'vitest';
import type { ProfileFacts } from '../../shared/figures/run/run-figure.ts';
import { popularityGrid } from '../../shared/figures/run/popularity-columns.ts';
import { notesOnEnds } from '../../shared/figures/line-ends.ts';
import { ratedItems } from '../../shared/figures/run/rated-items.ts';
import { ratingsByPopularity } from '../../shared/figures/run/ratings-by-popularity.ts';
import { runConvergence } from '../../shared/figures/run/run-convergence.ts';
import { verticalStarts } from '../../shared/figures/run/shapes.ts';
import { runFacts } from './run-facts.ts';

const facts = runFacts({ items: 1682, users: 40 });

describe('columns of items by popularity', () => {
  it.each([1, 7, 144, 145, 1682, 60_000])('hold each of %d items once, in order, the most popular by themselves', (items) => {
    const counts = Int32Array.from({ length: items }, (_, item) => ((item * 7919) % items) % 50);
    const profiles: ProfileFacts = { users: 3, ratings: [], counts, normal: [] };
    const { columns, columnOf, itemsPerColumn } = popularityGrid(profiles);
    expect(columns[0]).toMatchObject({ firstRank: 1, lastRank: 1, normalRatings: Math.max(...counts) });
    expect(columns.at(-1)!.lastRank).toBe(items);
    columns.slice(1).forEach(({ firstRank }, at) => expect(firstRank).toBe(columns[at].lastRank + 1));
    for (const { firstRank, lastRank } of columns) expect(lastRank + 1 - firstRank).toBeLessThanOrEqual(Math.ceil(items / 144));
    const inEach = new Int32Array(columns.length);
    columnOf.forEach((column) => inEach[column]++);
    expect([...inEach]).toEqual(columns.map(({ firstRank, lastRank }) => lastRank + 1 - firstRank));
    expect(Math.max(...inEach)).toBe(itemsPerColumn);
    expect(columns.reduce((sum, { normalRatings }) => sum + normalRatings, 0)).toBe(counts.reduce((sum, one) => sum + one, 0));
    expect(columns.length).toBeLessThan(400);
  });
});

describe.each([ratedItems, ratingsByPopularity])('ranks of $id', (figure) => {
  const scaleOf = (popular: boolean, logarithmic?: boolean) => {
    const table = figure.table(runFacts({ items: 1682, users: 40, popular }));
    return figure.chart(table, 'light', { logarithmic }).options?.scales?.x;
  };

  it('are logarithmic where most malicious ratings are of popular items, unless the options say', () => {
    expect(scaleOf(true)).toMatchObject({ type: 'logarithmic', max: 1683 });
    expect(scaleOf(false)).toMatchObject({ type: 'linear', min: 1, max: 1683 });
    expect(scaleOf(true, false)).toMatchObject({ type: 'linear' });
    expect(scaleOf(false, true)).toMatchObject({ type: 'logarithmic' });
  });

  it('have a stop inside each column, in order', () => {
    for (const logarithmic of [false, true]) {
      const table = figure.table(facts);
      const { stops } = figure.chart(table, 'light', { logarithmic }).data.drawing;
      stops.forEach(({ x, value }) => {
        const { lastRank } = table.rows.find(({ firstRank }) => firstRank === value)!;
        expect(x).toBeGreaterThan(value);
        expect(x).toBeLessThan(Number(lastRank) + 1);
      });
      expect(stops.length).toBeGreaterThan(50);
    }
  });
});

describe('the mark of a target', () => {
  const ratingsOf = (rating: (user: number) => number | null) => {
    const made = runFacts({ items: 1682, users: 40 });
    const profiles = made.profiles!;
    const others = profiles.ratings.filter(({ item }) => item !== 12);
    const given = Array.from({ length: 40 }, (_, user) => ({ user, item: 12, rating: rating(user) })).filter((one): one is typeof others[number] => one.rating !== null);
    const table = ratedItems.table({ ...made, profiles: { ...profiles, ratings: [...others, ...given] } });
    const row = table.rows.find(({ targets }) => targets === '13')!;
    return { told: row.targetRatings, read: ratedItems.readOut(table, Number(row.firstRank)).find(({ label }) => label === 'Target')?.value };
  };

  it('says what the malicious users give it', () => {
    expect(ratingsOf(() => 2)).toEqual({ told: '+2 by all 40', read: '13, +2 by all 40' });
    expect(ratingsOf((user) => (user < 12 ? -2 : null)).told).toBe('−2 by 12 of 40');
    expect(ratingsOf((user) => (user < 30 ? 2 : 1)).told).toBe('mean +1.75 by all 40');
  });
});

describe('the convergence of one run', () => {
  it('says of dense samples why it ends beside the value that the run reports', () => {
    const of = (attack: string, config: Record<string, unknown>) => notesOnEnds(runConvergence.table({ ...facts, run: { ...facts.run, config: { ...facts.run.config, attack: { id: attack, config } } } }));
    expect(of('sgld', { support: 'dense' })).toEqual([expect.stringContaining('its line is of those dense samples')]);
    expect([...of('sgld', { support: 'fixed' }), ...of('pga', {})]).toEqual([]);
  });
});

describe('the words of two means', () => {
  it('stand on either side of their lines, and do not touch where one has to move into the drawing', () => {
    const words = (at: number) => [{ at, width: 66, side: 'left' as const }, { at: at + 2, width: 88, side: 'right' as const }];
    expect(verticalStarts(words(150), 290)).toEqual([80, 156]);
    const [clean, poisoned] = verticalStarts(words(210), 290);
    expect(poisoned + 88).toBe(290);
    expect(clean + 66).toBeLessThan(poisoned);
  });
});
