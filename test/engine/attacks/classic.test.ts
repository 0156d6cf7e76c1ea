import { describe, expect, it } from 'vitest';
import type { Attack, AttackContext } from '../../../src-main/engine/attacks/define-attack.ts';
import { itemsByPopularity, itemStatistics, wellKnownItems } from '../../../src-main/engine/attacks/item-statistics.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { segmentItems } from '../../../src-main/engine/attacks/segment/segment-items.ts';
import { dice } from '../../oracle/dice.ts';
import { randomTable, type RatingTable } from '../../oracle/rating-table.ts';
import { momentsOf } from '../../oracle/rounded-normal.ts';
import { sparseForm } from '../learners/from-tables.ts';

const random = dice(23);
const users = 90;
const items = 24;
/** Items from popular to obscure; nobody rated item 3, one user item 5. */
const table: RatingTable = randomTable(random, users, items, 0.9).map((row, i) =>
  row.map((value, j) => (j === 3 || (j === 5 && i !== 7) || random.uniform() > 1 - ((j * 7) % items) / 30 ? null : value)),
);
table[7][5] = 1;
const targets = [2, 17];
const fakes = 3000;
const size = 10;
const context: AttackContext = {
  normal: sparseForm(table, items),
  scale: { min: 1, max: 5, step: 1 },
  budget: { maliciousShare: 1, fillerSize: size, maxRating: 2 },
  maliciousUsers: fakes,
  targets,
  seed: 12,
};

const column = (j: number) => table.flatMap((row) => (row[j] === null ? [] : [row[j]]));
const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: number[]) => Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));
const everything = table.flatMap((row) => row.filter((value) => value !== null));
const overall = { mean: meanOf(everything), deviation: deviationOf(everything) };
const own = (j: number) => (column(j).length === 0 ? overall : { mean: meanOf(column(j)), deviation: deviationOf(column(j)) });
const most = Array.from({ length: items }, (_, j) => j).sort((a, b) => column(b).length - column(a).length || a - b);
const untargeted = most.filter((j) => !targets.includes(j));

const wholeStar = (value: number) => Math.min(5, Math.max(1, Math.floor(value + 3.5))) - 3;
const clip = (value: number) => Math.min(2, Math.max(-2, value));

/** What each fake rates, by item. */
function profilesOf(id: string, config: object = {}, change: Partial<AttackContext> = {}): Map<number, number>[] {
  const attack = attacks.find(id) as Attack;
  if (attack.kind !== 'direct') throw new Error(`${id} climbs`);
  const { users: rows, rowStart, rowItem, rowValue } = attack.profiles({ ...context, ...change }, attack.config.parse(config));
  return Array.from({ length: rows }, (_, i) => {
    const entries = Array.from({ length: rowStart[i + 1] - rowStart[i] }, (_entry, at) => rowStart[i] + at);
    return new Map(entries.map((at) => [rowItem[at], rowValue[at]]));
  });
}

/** Ratings that fakes gave an item. */
const given = (rows: Map<number, number>[], j: number) => rows.flatMap((row) => row.get(j) ?? []);

/** Holds a sample against the mean and variance of its definition, each within 4.5 standard errors. */
function expectMoments(sample: number[], expected: { mean: number; variance: number }): void {
  const standardError = Math.sqrt(expected.variance / sample.length);
  expect(Math.abs(meanOf(sample) - expected.mean)).toBeLessThanOrEqual(4.5 * standardError + 1e-12);
  const variance = meanOf(sample.map((value) => (value - expected.mean) ** 2));
  const fourth = meanOf(sample.map((value) => ((value - expected.mean) ** 2 - expected.variance) ** 2));
  expect(Math.abs(variance - expected.variance)).toBeLessThanOrEqual(4.5 * Math.sqrt(fourth / sample.length) + 1e-12);
}

const selectionOf: Record<string, number[]> = {
  random: [],
  average: [],
  bandwagon: untargeted.slice(0, 5),
  'reverse-bandwagon': untargeted.slice(0, 5).sort((a, b) => own(a).mean - own(b).mean),
  segment: [...bySegment(5)].slice(0, 5),
  'love-hate': [],
};

/** Items by adjusted cosine to the targets, over dense columns of centred ratings; items liked below the mean last. */
function bySegment(among: number): number[] {
  const centred = table.map((row) => {
    const rated = row.filter((value) => value !== null);
    return row.map((value) => (value === null ? 0 : value - meanOf(rated)));
  });
  const of = (j: number) => centred.map((row) => row[j]);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at], 0);
  const cosine = (a: number[], b: number[]) => dot(a, b) / (Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)) || 1);
  const likeness = (j: number) => targets.reduce((sum, t) => sum + cosine(of(j), of(t)), 0);
  const disliked = (j: number) => Number(own(j).mean < overall.mean);
  return untargeted.slice(0, among).sort((a, b) => disliked(a) - disliked(b) || likeness(b) - likeness(a));
}

describe('what an attacker reads off the data', () => {
  it('is counts, means and deviations, those of all ratings where nobody rated', () => {
    const found = itemStatistics(context.normal);
    expect(found.overallMean).toBeCloseTo(overall.mean, 12);
    expect(found.overallDeviation).toBeCloseTo(overall.deviation, 12);
    for (let j = 0; j < items; j++) {
      expect(found.count[j]).toBe(column(j).length);
      expect(found.mean[j]).toBeCloseTo(own(j).mean, 12);
      expect(found.deviation[j]).toBeCloseTo(own(j).deviation, 12);
    }
    expect(found.mean[3]).toBe(found.overallMean);
    expect(found.deviation[5]).toBe(0);
    expect(itemsByPopularity(found.count, [])).toEqual(most);
    expect(wellKnownItems(found.count, targets, 0.25, 2)).toEqual(untargeted.slice(0, 6));
    expect(wellKnownItems(found.count, targets, 0.01, 4)).toEqual(untargeted.slice(0, 4));
  });

  it('is which well-known items are rated like the targets, liked ones first', () => {
    expect(segmentItems(context.normal, targets, 24, 1)).toEqual(bySegment(24));
    expect(segmentItems(context.normal, targets, 3, 0.4)).toEqual(bySegment(10).slice(0, 3));
    expect(own(bySegment(24).at(-1)!).mean).toBeLessThan(overall.mean);
  });

  it('is popularity where the targets have no raters', () => {
    const liked = untargeted.filter((j) => j !== 3 && own(j).mean >= overall.mean);
    const found = segmentItems(context.normal, [3], 3, 1);
    expect(found).toEqual([...liked, ...targets.filter((t) => own(t).mean >= overall.mean)].sort((a, b) => most.indexOf(a) - most.indexOf(b)).slice(0, 3));
  });
});

const pushers = ['random', 'average', 'bandwagon', 'segment'];

describe.each(Object.entries(selectionOf).map(([id, selected]) => ({ id, selected })))('attack $id', ({ id, selected }) => {
  const rows = profilesOf(id);
  const nuke = !pushers.includes(id);
  const selectedRating = id === 'reverse-bandwagon' ? -2 : 2;

  it('rates B items: the targets, the selected, and fillers that are uniform among the others', () => {
    expect(rows).toHaveLength(fakes);
    const others = Array.from({ length: items }, (_, j) => j).filter((j) => !targets.includes(j) && !selected.includes(j));
    expect(new Set(rows.map((row) => row.size))).toEqual(new Set([size]));
    for (const t of targets) expect(new Set(rows.map((row) => row.get(t)))).toEqual(new Set([nuke ? -2 : 2]));
    for (const j of selected) expect(new Set(rows.map((row) => row.get(j)))).toEqual(new Set([selectedRating]));
    const share = (size - targets.length - selected.length) / others.length;
    const counts = others.map((j) => given(rows, j).length);
    const chiSquare = counts.reduce((sum, count) => sum + (count - fakes * share) ** 2 / (fakes * share * (1 - share)), 0);
    const freedom = others.length - 1;
    expect(chiSquare * (freedom / others.length)).toBeLessThan(freedom + 4.5 * Math.sqrt(2 * freedom));
  });

  it.each(pushers.includes(id) ? ['push', 'nuke'] : [])('as %s rates the targets alone otherwise', (intent) => {
    const intended = profilesOf(id, { intent });
    const ends = new Set(intended.flatMap((row) => targets.map((t) => row.get(t))));
    expect(ends).toEqual(new Set([intent === 'push' ? 2 : -2]));
    const rest = (row: Map<number, number>) => [...row].filter(([j]) => !targets.includes(j));
    expect(intended.map(rest)).toEqual(rows.map(rest));
  });

  it('gives ratings of the scale unless told otherwise, within ±Λ either way', () => {
    const stars = new Set(rows.flatMap((row) => [...row.values()]));
    expect([...stars].filter((value) => ![-2, -1, 0, 1, 2].includes(value))).toEqual([]);
    for (const [rounding, end] of [['none', 1.3], ['grid', 1]] as const) {
      const narrow = profilesOf(id, { rounding }, { budget: { ...context.budget, maxRating: 1.3 }, maliciousUsers: 50 });
      const values = narrow.flatMap((row) => [...row.values()]);
      expect(Math.max(...values.map(Math.abs))).toBe(end);
      for (const t of targets) expect(new Set(given(narrow, t))).toEqual(new Set([nuke ? -end : end]));
    }
  });

  it('leaves out fillers first, then the selected, then targets, where B is short', () => {
    const short = (fillerSize: number) => profilesOf(id, {}, { budget: { ...context.budget, fillerSize }, maliciousUsers: 3 });
    for (const row of short(1)) expect([...row.keys()]).toEqual([2]);
    for (const row of short(2)) expect([...row.keys()]).toEqual([2, 17]);
    for (const row of short(4)) {
      expect(row.size).toBe(4);
      expect([...row.keys()]).toEqual(expect.arrayContaining([2, 17, ...selected.slice(0, 2)]));
    }
    for (const row of short(100)) expect(row.size).toBe(items);
  });

  it('draws each fake’s profile from the seed and its own number alone', () => {
    expect(profilesOf(id, {}, { maliciousUsers: 40 })).toEqual(rows.slice(0, 40));
    expect(profilesOf(id, {}, { seed: 13, maliciousUsers: 40 })).not.toEqual(rows.slice(0, 40));
  });

  it('says which field names no targets', () => {
    expect(() => profilesOf(id, {}, { targets: [] })).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringMatching(/names none/),
        complaints: [expect.objectContaining({ path: 'objective.config.targets' })],
      }),
    );
  });
});

describe('ratings of fillers', () => {
  const fillers = (rows: Map<number, number>[], selected: number[]) =>
    rows.flatMap((row) => [...row].filter(([j]) => !targets.includes(j) && !selected.includes(j)).map(([, value]) => value));

  it.each(['random', 'bandwagon', 'reverse-bandwagon'])('of %s follow all ratings, rounded to stars or clipped', (id) => {
    expectMoments(fillers(profilesOf(id), selectionOf[id]), momentsOf(overall.mean, overall.deviation, wholeStar));
    expectMoments(fillers(profilesOf(id, { rounding: 'none' }), selectionOf[id]), momentsOf(overall.mean, overall.deviation, clip));
  });

  it.each([
    { spread: 'item', of: (j: number) => own(j).deviation },
    { spread: 'overall', of: () => overall.deviation },
  ])('of average follow each item’s own ratings, with the spread of the $spread', ({ spread, of }) => {
    for (const [rounding, f] of [['grid', wholeStar], ['none', clip]] as const) {
      const rows = profilesOf('average', { spread, rounding });
      for (let j = 0; j < items; j++) {
        if (!targets.includes(j)) expectMoments(given(rows, j), momentsOf(own(j).mean, of(j), f));
      }
    }
  });

  it('of segment are all lowest, of love/hate all highest', () => {
    expect(new Set(fillers(profilesOf('segment'), selectionOf.segment))).toEqual(new Set([-2]));
    expect(new Set(fillers(profilesOf('love-hate'), []))).toEqual(new Set([2]));
  });

  it('are the same items in all of them, which differ by their definitions alone', () => {
    const itemsOf = (id: string) => profilesOf(id, {}, { maliciousUsers: 20 }).map((row) => [...row.keys()]);
    expect(itemsOf('average')).toEqual(itemsOf('random'));
    expect(itemsOf('love-hate')).toEqual(itemsOf('random'));
  });
});
