import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../shared/domain/check.ts';
import type { ItemShift } from '../../shared/domain/run-effect.ts';
import type { Run } from '../../shared/domain/run.ts';
import { importSmall, openTestService, smallCampaign, smallCsv, untilEnded, type OpenedService } from './temp-library.ts';

let opened: OpenedService;
let pga: Run;
let malicious: { user: number; item: string; rating: number }[];
let normal: { item: string; rating: number }[];

beforeAll(async () => {
  opened = await openTestService();
  await importSmall(opened.service);
  await opened.service.client.queue.add({ campaign: smallCampaign() });
  await untilEnded(opened.service, 'small campaign');
  const { runs } = await opened.service.client.runs.list({ campaign: 'small campaign' });
  [, , pga] = runs;
  malicious = csv(await text({ what: 'profiles', run: pga.key })).map(({ user, item, rating }) => ({ user: Number(user), item, rating: Number(rating) }));
  normal = csv(smallCsv()).map(({ item, rating }) => ({ item, rating: Number(rating) }));
});
afterAll(() => opened.service.close());

type Export = Parameters<OpenedService['service']['client']['reports']['export']>[0];
async function text(request: Export): Promise<string> {
  const { client, files } = opened.service;
  const { fileId } = await client.reports.export(request);
  return readFileSync(files.find(fileId).path, 'utf8');
}

function csv(written: string): Record<string, string>[] {
  const [head, ...lines] = written.trim().split('\n');
  const keys = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [keys[at], cell])));
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
  return counts;
}

describe('what a run did to predictions', () => {
  it('is computed once, told while it is, and kept', async () => {
    const { client } = opened.service;
    const known = await client.effects.known({ run: pga.run });
    expect(known.effect).toBeNull();
    expect(known.estimateSeconds).toBeGreaterThan(0);
    const { effect } = await client.effects.compute({ run: pga.run });
    expect(effect.predictionShiftRmse).toBe(pga.metrics!.predictionShiftRmse);
    const told = opened.events.filter(({ topic }) => topic === 'audits.progress').map(({ payload }) => payload as CheckProgress);
    expect(told.at(-1)).toMatchObject({ kind: 'effect', subject: pga.key, ended: true });
    expect(await client.effects.known({ run: pga.run })).toEqual({ effect, estimateSeconds: 0 });
    const events = opened.events.length;
    expect(await client.effects.compute({ run: pga.run })).toEqual({ effect });
    expect(opened.events).toHaveLength(events);
  });

  it('says of the target what its exported predictions say', async () => {
    const { client } = opened.service;
    const { effect } = await client.effects.compute({ run: pga.run });
    const [target] = effect.targets;
    expect(effect.targets).toHaveLength(1);
    expect([target.item, effect.users]).toEqual(['3', 60]);
    expect(target.before.mean).toBeCloseTo(pga.metrics!.targetMeanBefore!, 12);
    expect(target.after.mean).toBeCloseTo(pga.metrics!.targetMeanAfter!, 12);
    const { rows } = await client.effects.figure({ run: pga.run, figure: 'target-predictions' });
    for (const side of ['before', 'after'] as const) {
      expect(rows.reduce((sum, row) => sum + Number(row[side]), 0)).toBe(60);
      // Quartiles lie in the bins at which a quarter, half and three quarters of the users are reached.
      for (const [share, value] of [[0.25, target[side].q1], [0.5, target[side].median], [0.75, target[side].q3]]) {
        const below = rows.filter(({ high }) => Number(high) <= value).reduce((sum, row) => sum + Number(row[side]), 0);
        const within = rows.filter(({ low }) => Number(low) <= value).reduce((sum, row) => sum + Number(row[side]), 0);
        expect(below).toBeLessThanOrEqual(share * 59 + 1);
        expect(within).toBeGreaterThanOrEqual(share * 59);
      }
    }
    expect(target.aboveBefore).toBeLessThan(target.aboveAfter);
    const given = malicious.filter(({ item }) => item === target.item).map(({ rating }) => rating);
    expect(target.maliciousRatings).toBe(given.length);
    expect(target.maliciousMean).toBeCloseTo(given.reduce((sum, rating) => sum + rating, 0) / given.length, 12);
  });

  it('orders every item, ties by ratings, and leaves none out', async () => {
    const { client } = opened.service;
    const exported = csv(await text({ what: 'items', run: pga.key }));
    const all = await client.effects.items({ run: pga.run, limit: 1000 });
    expect(all.total).toBe(exported.length);
    expect(exported.length).toBe(new Set(normal.map(({ item }) => item)).size);
    expect(all.rows.map(({ shift }) => shift)).toEqual([...all.rows.map(({ shift }) => shift)].sort((a, b) => b - a));
    all.rows.forEach((row, at) => {
      expect(Number(exported[at].shift)).toBe(row.shift);
      expect(Number(exported[at].shiftStars)).toBeCloseTo(row.shift, 12);
      expect(row.shift).toBe(row.after - row.before);
    });
    const ratings = countBy(normal, ({ item }) => item);
    const fakes = countBy(malicious, ({ item }) => item);
    for (const { item, ratings: count, maliciousRatings } of all.rows) {
      expect(count).toBe(ratings.get(item));
      expect(maliciousRatings).toBe(fakes.get(item) ?? 0);
    }
    const byFakes = await client.effects.items({ run: pga.run, order: 'maliciousRatings', descending: false, limit: 1000 });
    const tie = (a: ItemShift, b: ItemShift) => a.maliciousRatings < b.maliciousRatings || (a.maliciousRatings === b.maliciousRatings && a.ratings >= b.ratings);
    expect(byFakes.rows.slice(1).every((row, at) => tie(byFakes.rows[at], row))).toBe(true);
    const paged = await client.effects.items({ run: pga.run, offset: 20, limit: 7 });
    expect(paged.rows).toEqual(all.rows.slice(20, 27));
    const { effect } = await client.effects.compute({ run: pga.run });
    expect(effect.gained).toEqual(all.rows.filter(({ shift }) => shift > 0).slice(0, 10));
    expect(effect.lost[0]).toEqual(all.rows.at(-1));
    expect(effect.gainedItems + effect.lostItems).toBeLessThanOrEqual(effect.items);
    expect((await client.effects.items({ run: pga.run, search: '3' })).rows.map(({ item }) => item)).toContain('3');
  });

  it('is refused for what is no finished run, and no figure of one', async () => {
    const { client } = opened.service;
    await expect(client.effects.compute({ run: 'fffffff' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.effects.figure({ run: pga.run, figure: 'rated-item' })).rejects.toThrow(/rated-items/);
    await expect(client.effects.figure({ run: pga.run, figure: 'target-predictions', target: '99999' })).rejects.toThrow(/There is no target/);
  });
});

describe('the malicious profiles of a run', () => {
  it('are cell by cell what the exported profiles hold', async () => {
    const { rows } = await opened.service.client.effects.figure({ run: pga.run, figure: 'rated-items' });
    const counts = countBy(normal, ({ item }) => item);
    const items = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || Number(a) - Number(b));
    const rank = new Map(items.map((item, at) => [item, at + 1]));
    expect(rows).toHaveLength(malicious.length);
    expect(rows.map((row) => [row.firstUser, row.firstRank, row.mean]).sort()).toEqual(malicious.map(({ user, item, rating }) => [user, rank.get(item)!, rating]).sort());
    expect(rows.filter(({ targets }) => targets === '3').every(({ firstRank }) => firstRank === rank.get('3'))).toBe(true);
    expect(rows.some(({ targets }) => targets === '3')).toBe(true);
  });

  it('are shares of popularity and of ratings that a count by hand gives', async () => {
    const { client } = opened.service;
    const popularity = (await client.effects.figure({ run: pga.run, figure: 'ratings-by-popularity' })).rows;
    expect(popularity.reduce((sum, row) => sum + Number(row.normalShare), 0)).toBeCloseTo(1, 12);
    expect(popularity.reduce((sum, row) => sum + Number(row.maliciousRatings), 0)).toBe(malicious.length);
    expect(popularity[0].normalRatings).toBe(Math.max(...countBy(normal, ({ item }) => item).values()));
    const shares = (await client.effects.figure({ run: pga.run, figure: 'rating-shares' })).rows;
    expect(shares.map(({ stars }) => stars)).toEqual([1, 2, 3, 4, 5]);
    for (const row of shares) {
      expect(row.normalShare).toBeCloseTo(normal.filter(({ rating }) => rating === row.stars).length / normal.length, 12);
      const near = malicious.filter(({ rating }) => Math.round(rating + 2) === Number(row.stars) - 1);
      expect(row.maliciousShare).toBeCloseTo(near.length / malicious.length, 12);
    }
  });

  it('become figures in every format', async () => {
    for (const figure of ['run-convergence', 'target-predictions', 'ratings-by-popularity', 'rated-items', 'rating-shares']) {
      const svg = await text({ what: 'run-figure', run: pga.key, figure, format: 'svg' });
      expect(svg).toContain('PGA one-step on small');
      expect(svg.replace(/<style>.*<\/style>/s, '')).not.toContain('NaN');
      expect(await text({ what: 'run-figure', run: pga.key, figure, format: 'pdf' })).toContain('%PDF');
      expect(csv(await text({ what: 'run-figure', run: pga.key, figure, format: 'csv' })).length).toBeGreaterThan(2);
    }
  });
});
