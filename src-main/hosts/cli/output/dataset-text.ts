import type { CountSummary, Dataset, DatasetProfile, ItemRow } from '../../../../shared/domain/dataset.ts';
import { count, fixed, percent, plain } from './format.ts';
import { factList, textTable } from './text-table.ts';

/** What an import made, and what it left out. */
export function datasetFacts(dataset: Dataset): string {
  const { report, shift } = dataset;
  const dropped = Object.entries(report.droppedByReason).map(
    ([reason, rows]) => ['  left out', `${count(rows)}: ${reason}`] as const,
  );
  return factList([
    ['data set', dataset.name],
    ['fingerprint', dataset.fingerprint],
    ['users', count(dataset.users)],
    ['items', count(dataset.items)],
    ['ratings', count(dataset.ratings)],
    ['scale', scaleText(dataset)],
    [
      'shifted',
      `stars × ${plain(shift.multiply)} ${shift.add < 0 ? '−' : '+'} ${plain(Math.abs(shift.add))}`,
    ],
    ['rows read', `${count(report.rows)}, kept ${count(report.kept)}`],
    ...dropped,
  ]);
}

/** One line a data set. */
export function datasetTable(datasets: readonly Dataset[]): string {
  return textTable(
    [
      { title: 'data set', align: 'left' },
      { title: 'users', align: 'right' },
      { title: 'items', align: 'right' },
      { title: 'ratings', align: 'right' },
      { title: 'density', align: 'right' },
      { title: 'scale', align: 'left' },
      { title: 'imported', align: 'left' },
      { title: 'fingerprint', align: 'left' },
    ],
    datasets.map((dataset) => [
      dataset.name,
      count(dataset.users),
      count(dataset.items),
      count(dataset.ratings),
      percent(dataset.ratings / (dataset.users * dataset.items), 2),
      scaleText(dataset),
      dataset.importedAt.slice(0, 10),
      dataset.fingerprint.slice(0, 12),
    ]),
  );
}

/** Items with their means in shifted units. */
export function itemTable(items: readonly ItemRow[]): string {
  return textTable(
    [
      { title: 'item', align: 'left' },
      { title: 'title', align: 'left' },
      { title: 'ratings', align: 'right' },
      { title: 'mean', align: 'right' },
      { title: 'predicted mean', align: 'right' },
    ],
    items.map((row) => [
      row.item,
      row.title ?? '',
      count(row.ratings),
      fixed(row.mean, 3),
      fixed(row.predictedMean, 3),
    ]),
  );
}

/** Counts, density, a histogram drawn with blocks, and the long tail. */
export function profileText(profile: DatasetProfile): string {
  const { dataset, density, histogram, perUser, perItem } = profile;
  const largest = Math.max(...histogram.map((bar) => bar.share));
  const bars = textTable(
    [
      { title: 'stars', align: 'right' },
      { title: 'shifted', align: 'right' },
      { title: 'ratings', align: 'right' },
      { title: 'share', align: 'right' },
      { title: '', align: 'left' },
    ],
    histogram.map((bar) => [
      plain(bar.stars),
      fixed(bar.shifted, 3),
      count(bar.count),
      percent(bar.share, 1),
      '█'.repeat(Math.round((30 * bar.share) / largest)),
    ]),
  );
  const tails = textTable(
    [
      { title: 'ratings per', align: 'left' },
      { title: 'least', align: 'right' },
      { title: 'median', align: 'right' },
      { title: 'mean', align: 'right' },
      { title: 'most', align: 'right' },
      { title: 'on the top tenth', align: 'right' },
    ],
    [tailRow('user', perUser), tailRow('item', perItem)],
  );
  return `${datasetFacts(dataset)}density      ${percent(density, 2)}\n\n${bars}\n${tails}`;
}

function tailRow(name: string, summary: CountSummary): string[] {
  return [
    name,
    count(summary.min),
    plain(summary.median),
    fixed(summary.mean, 1),
    count(summary.max),
    percent(summary.topTenthShare, 1),
  ];
}

function scaleText({ scale }: Dataset): string {
  const stars = `${plain(scale.min)} to ${plain(scale.max)} by ${plain(scale.step)}`;
  return scale.observed ? `${stars} (observed)` : stars;
}
