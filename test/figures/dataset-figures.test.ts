import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { figureTableSchema } from '../../shared/domain/table.ts';
import { datasetFigures } from '../../shared/figures/dataset/list.ts';
import { itemPopularity, userActivity } from '../../shared/figures/dataset/ratings-by-rank.ts';
import { ratingsHistogram } from '../../shared/figures/dataset/ratings-histogram.ts';
import { findDrawn } from '../../shared/figures/list.ts';
import { summarizeCounts } from '../../src-main/ratings/profile.ts';

const counts = { items: [5, 1, 3, 3, 1, 1], users: [7, 7] };
const profile = {
  dataset: { name: 'six items', users: 2, items: 6, ratings: 14 } as Dataset,
  density: 14 / 12,
  histogram: [
    { stars: 1, shifted: -2, count: 6, share: 6 / 14 },
    { stars: 5, shifted: 2, count: 8, share: 8 / 14 },
  ],
  perUser: summarizeCounts(Int32Array.from(counts.users)),
  perItem: summarizeCounts(Int32Array.from(counts.items)),
};

describe('figures of a data set', () => {
  it.each(datasetFigures.map((figure) => [figure.id, figure] as const))('has a table of the contract and a chart: %s', (id, figure) => {
    const table = figure.table(profile);
    expect(figureTableSchema.parse(table)).toEqual(table);
    expect(findDrawn(id)).toBe(figure);
    for (const theme of ['light', 'dark', 'print'] as const) expect(figure.chart(table, theme).data.drawing.theme).toBeDefined();
    expect(figure.readOut(table, 1)).not.toBeNull();
    expect(figure.readOut(table, 999)).toBeNull();
  });

  it('has a row for all items with the same number of ratings, with every item in one of them', () => {
    const { rows } = itemPopularity.table(profile);
    expect(rows).toEqual([
      { firstRank: 1, lastRank: 1, number: 1, ratings: 5, cumulativeShare: 5 / 14 },
      { firstRank: 2, lastRank: 3, number: 2, ratings: 3, cumulativeShare: 11 / 14 },
      { firstRank: 4, lastRank: 6, number: 3, ratings: 1, cumulativeShare: 1 },
    ]);
    const listed = rows.flatMap((row) => Array.from({ length: Number(row.number) }, () => row.ratings));
    expect(listed).toEqual([...counts.items].sort((a, b) => b - a));
    expect(userActivity.table(profile).rows).toEqual([{ firstRank: 1, lastRank: 2, number: 2, ratings: 7, cumulativeShare: 1 }]);
  });

  it('draws ranks on logarithmic axes, unless linear ones are asked for', () => {
    const table = itemPopularity.table(profile);
    expect(itemPopularity.chart(table, 'light').options?.scales?.['x']?.type).toBe('logarithmic');
    expect(itemPopularity.chart(table, 'light').options?.scales?.['y']?.type).toBe('logarithmic');
    expect(itemPopularity.chart(table, 'light', { logarithmic: false, logarithmicY: false }).options?.scales?.['x']?.type).toBe('linear');
  });

  it('draws one bar for each rating that occurs, in per cent', () => {
    const bars = ratingsHistogram.chart(ratingsHistogram.table(profile), 'light').data.drawing.bars ?? [];
    expect(bars.map(({ x, label }) => [x, label])).toEqual([
      [1, '42.9'],
      [5, '57.1'],
    ]);
    const alike = { ...profile, histogram: [{ stars: 5, shifted: 2, count: 14, share: 1 }] };
    const { max } = ratingsHistogram.chart(ratingsHistogram.table(alike), 'light').options?.scales?.['y'] ?? {};
    expect(max).toBeLessThan(110);
  });
});
