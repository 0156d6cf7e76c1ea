import type { Metrics } from '../../../shared/domain/run.ts';
import type { Place, SeriesGroup } from '../../../shared/figures/grouping.ts';
import { formatNumber, formatP, noValue } from '../../../shared/figures/drawing/format.ts';
import { cauchyCombination } from '../../../shared/statistics/cauchy.ts';
import { summarize } from '../../../shared/statistics/intervals.ts';
import { countRejections } from '../../../shared/statistics/rejections.ts';
import type { Mark, ReportNode } from '../../../shared/domain/report-document.ts';
import { paragraph, strong, table, words, type ReportColumn } from './words.ts';

const level = 0.05;

/** How often the detection statistic tells malicious users apart, over seeds, with Wilson's interval. */
export function detectionSection(groups: readonly SeriesGroup[], marks: ReadonlyMap<string, Mark>): ReportNode[] {
  const rows = groups.flatMap((group) => group.places.map((place) => ({ group, place })));
  const columns: ReportColumn<{ group: SeriesGroup; place: Place }>[] = [
    { label: 'Attack', name: true, cell: ({ group }) => words`${marks.get(group.id) ?? []}${group.label}` },
    { label: 'Malicious, %', number: true, cell: ({ place }) => formatNumber(place.maliciousShare * 100, 1) },
    { label: 'Welch rejects', number: true, cell: ({ place }) => rejections(place, 'welchP') },
    { label: 'p, Welch, combined', number: true, cell: ({ place }) => formatP(cauchyCombination(pValues(place, 'welchP'))) },
    { label: 'Difference', number: true, cell: ({ place }) => meanOf(place, 'welchDifference') },
    { label: 'In standard deviations', number: true, cell: ({ place }) => meanOf(place, 'welchEffectSize') },
    { label: 'Detectable', number: true, cell: ({ place }) => meanOf(place, 'welchDetectable') },
    { label: 'Paired t rejects', number: true, cell: ({ place }) => rejections(place, 'pairedTP') },
    { label: 'p, paired t, range', number: true, cell: ({ place }) => rangeOf(place) },
  ];
  return [
    paragraph(words`The statistic compares how popular the rated items are, malicious users against normal users of like
      profile size: Welch’s t against all partners, and the seeded paired t. A test rejects where p <
      ${level}. Shares are over finished runs, with Wilson’s 95 % interval; the combined p is Cauchy’s combination of
      theirs. The difference is that of the mean log(1 + ratings) of rated items, mean over runs, and then in standard
      deviations of the partners; a difference as large as the detectable one is seen four times in five, so that a test
      that does not reject rules out no smaller one.`),
    table(words`${strong('Detection.')} Share of runs whose malicious users are told apart.`, columns, rows),
  ];
}

function rejections(place: Place, key: 'welchP' | 'pairedTP'): string {
  const { rejected, n, low, high } = countRejections(pValues(place, key), level);
  if (n === 0) return noValue;
  return `${rejected} of ${n} (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`;
}

/** Mean over the runs that have it: those from before it was kept have none. */
function meanOf(place: Place, key: 'welchDifference' | 'welchEffectSize' | 'welchDetectable'): string {
  return formatNumber(summarize(place.runs.map(({ run }) => run.metrics?.[key]).filter((value) => value != null)).mean, 2);
}

function rangeOf(place: Place): string {
  const values = pValues(place, 'pairedTP');
  if (values.length === 0) return noValue;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? formatP(least) : `${formatP(least)} to ${formatP(most)}`;
}

function pValues(place: Place, key: 'welchP' | 'pairedTP'): number[] {
  return place.runs
    .map(({ run }): Metrics[typeof key] => run.metrics?.[key] ?? null)
    .filter((p) => p !== null);
}
