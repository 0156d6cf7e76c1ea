import type { CountSummary, Dataset, DatasetProfile } from '../../shared/domain/dataset.ts';
import { differences } from './filters.ts';
import type { RatingsDataset } from './ratings-dataset.ts';
import { starsFromShifted } from './shift.ts';

const curvePoints = 512;

/** A data set as listed; `importedAt` is ISO 8601, UTC. */
export function datasetRecord(dataset: RatingsDataset, importedAt: string): Dataset {
  return {
    name: dataset.name,
    fingerprint: dataset.fingerprint,
    users: dataset.ratings.users,
    items: dataset.ratings.items,
    ratings: dataset.ratings.rowItem.length,
    scale: dataset.scale,
    shift: dataset.shift,
    report: dataset.report,
    layout: dataset.layout,
    importedAt,
    hasTitles: dataset.titles.some((title) => title !== null),
    deletedAt: null,
  };
}

/** Counts, density, rating histogram (one bar per distinct rating, ascending) and long tail of a data set. */
export function profileDataset(dataset: RatingsDataset, record: Dataset): DatasetProfile {
  const { users, items, rowValue, rowStart, colStart } = dataset.ratings;
  const counts = new Map<number, number>();
  for (const value of rowValue) counts.set(value, (counts.get(value) ?? 0) + 1);
  const histogram = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([shifted, count]) => ({
      stars: starsFromShifted(dataset.scale, shifted),
      shifted,
      count,
      share: count / rowValue.length,
    }));
  return {
    dataset: record,
    density: rowValue.length / (users * items),
    histogram,
    perUser: summarizeCounts(differences(rowStart)),
    perItem: summarizeCounts(differences(colStart)),
  };
}

/** Minimum, median, mean, maximum, long-tail curve and the top tenth's share of a list of counts. */
export function summarizeCounts(counts: Int32Array): CountSummary {
  const descending = Int32Array.from(counts).sort().reverse();
  const n = descending.length;
  const total = descending.reduce((sum, count) => sum + count, 0);
  const topTenth = descending.subarray(0, Math.ceil(n / 10)).reduce((sum, count) => sum + count, 0);
  return {
    min: descending[n - 1],
    median: (descending[Math.floor((n - 1) / 2)] + descending[Math.floor(n / 2)]) / 2,
    mean: total / n,
    max: descending[0],
    curve: curveRanks(n).map((rank) => ({ rank, count: descending[rank - 1] })),
    topTenthShare: topTenth / total,
    frequencies: frequenciesOf(descending),
  };
}

function frequenciesOf(descending: Int32Array): CountSummary['frequencies'] {
  const frequencies: CountSummary['frequencies'] = [];
  for (const count of descending) {
    const last = frequencies.at(-1);
    if (last?.count === count) last.number++;
    else frequencies.push({ count, number: 1 });
  }
  return frequencies;
}

/** Every rank while they fit, else evenly spaced ones with the first and the last among them. */
function curveRanks(n: number): number[] {
  if (n <= curvePoints) return Array.from({ length: n }, (_, index) => index + 1);
  const spacing = (n - 1) / (curvePoints - 1);
  return Array.from({ length: curvePoints }, (_, index) => 1 + Math.round(index * spacing));
}
