import type { ReportNode } from '../../../shared/domain/report-document.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { isCertifiedOptimum } from '../../../shared/domain/certified-optimum.ts';
import { startDependentEffects } from '../../../shared/domain/start-dependence.ts';
import { dependenceLimit, smallestEffect, type Uniqueness } from '../../../shared/domain/uniqueness.ts';
import { formatNumber, formatPercent, noValue } from '../../../shared/figures/drawing/format.ts';
import type { Place, SeriesGroup } from '../../../shared/figures/grouping.ts';
import { bullets, paragraph, strong, table, words, type ReportColumn } from './words.ts';

interface Row {
  group: SeriesGroup;
  place: Place;
  /** A run of the place and its check; null where none was checked. */
  checked: Checked | null;
}

interface Checked {
  run: Run;
  check: Uniqueness;
}

/**
 * Whether effects depend on where training starts: what every run says of one random start, and the check of
 * several starts where one was made.
 * @param checks by key of the run
 */
export function startsSection(groups: readonly SeriesGroup[], checks: ReadonlyMap<string, Uniqueness>): ReportNode[] {
  const rows = groups.flatMap((group) =>
    group.places
      .filter(({ runs }) => runs.some(({ run }) => run.maliciousUsers > 0))
      .flatMap((place): Row[] => rowsOf(group, place, checks)),
  );
  if (rows.length === 0) return [paragraph('No run with malicious users is finished.')];
  const limit = formatPercent(dependenceLimit);
  const warnings = [...new Set(rows.flatMap(({ checked }) => checked?.check.warnings ?? []))];
  return [
    paragraph(words`A learner may have several optima. By convention an effect is that of a retraining from the clean model. Every
      run retrains from one random start as well, unless its model is certified to be the optimum of a convex problem, where every start ends; the check of a run trains clean and poisoned models from several
      starts, and compares all their predictions of unseen entries. What differs by more than
      ${limit} of the effect depends on the start. Of an effect below ${smallestEffect} no share is told (${noValue}).`),
    table(words`${strong('Starts.')} How far models from other starts lie apart, in shifted units.`, columns, rows),
    ...bullets(warnings),
  ];
}

const columns: ReportColumn<Row>[] = [
  { label: 'Attack', name: true, cell: ({ group }) => group.label },
  { label: 'Malicious, %', number: true, cell: ({ place }) => formatNumber(place.maliciousShare * 100, 1) },
  { label: 'Runs that differ from a random start', number: true, cell: ({ place }) => differing(place) },
  { label: 'Checked run, starts', name: true, cell: ({ checked }) => checked ? `${checked.run.run}, ${checked.check.starts}` : 'not checked' },
  { label: 'Seed', number: true, cell: ({ checked }) => checked ? String(checked.run.config.seed) : noValue },
  { label: 'Clean models apart', number: true, cell: ({ checked }) => formatNumber(checked?.check.cleanDifference, 3) },
  { label: 'Poisoned models apart', number: true, cell: ({ checked }) => formatNumber(checked?.check.poisonedDifference, 3) },
  { label: 'RMSE', number: true, cell: ({ checked }) => range(checked?.check, ({ predictionShiftRmse }) => predictionShiftRmse, 3) },
  { label: 'Target’s mean', number: true, cell: ({ checked }) => range(checked?.check, ({ targetMean }) => targetMean, 3) },
  { label: 'Share of the effect', number: true, cell: ({ checked }) => share(checked?.check) },
];

/** One row for every checked run of a place; a single one where none was checked. */
function rowsOf(group: SeriesGroup, place: Place, checks: ReadonlyMap<string, Uniqueness>): Row[] {
  const checked = place.runs.flatMap(({ run }): Checked[] => {
    const check = checks.get(run.key);
    return check ? [{ run, check }] : [];
  });
  return checked.length === 0 ? [{ group, place, checked: null }] : checked.map((one) => ({ group, place, checked: one }));
}

/** Runs whose RMSE or target's change is another by more than the limit from a random start; a certified optimum is the same from every start. */
function differing({ runs }: Place): string {
  const all = runs.flatMap(({ run }) => run.metrics ?? []);
  const certified = all.filter((metrics) => metrics.predictionShiftRmseCold === undefined && isCertifiedOptimum(metrics)).length;
  const known = all.filter(({ predictionShiftRmseCold }) => predictionShiftRmseCold !== undefined);
  if (known.length + certified === 0) return noValue;
  const apart = known.filter((metrics) => startDependentEffects(metrics).length > 0);
  const counted = `${apart.length} of ${known.length + certified}`;
  return certified === 0 ? counted : `${counted}, ${certified} certified`;
}

function range(
  check: Uniqueness | undefined,
  of: (model: Uniqueness['poisoned'][number]) => number | null,
  decimals: number,
): string {
  const values = (check?.poisoned ?? []).map(of).filter((value) => value !== null);
  if (values.length === 0) return noValue;
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, decimals));
  return low === high ? low : `${low} to ${high}`;
}

function share(check: Uniqueness | undefined): string {
  const shares = [check?.dependence, check?.targetDependence].filter((one) => one != null);
  return shares.length === 0 ? noValue : `${formatNumber(100 * Math.max(...shares), 1)} %`;
}
