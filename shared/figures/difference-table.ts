import type { Column, FigureTable } from '../domain/table.ts';
import type { Row } from './aggregate.ts';
import type { Axis } from './axis.ts';
import type { FigureInput, FigureRun } from './figure-run.ts';
import type { Place, SeriesGroup } from './grouping.ts';
import { holmAdjust } from '../statistics/holm.ts';
import { summarize } from '../statistics/intervals.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { betaAxis, shareAxis } from './axis.ts';
import { axisAlong } from './figure-along.ts';
import { noPNote } from './captions.ts';
import { familySize, familyWords } from './holm-family.ts';
import { groupIntoSeries, placeAt, replicateKey } from './grouping.ts';
import { settingsApart } from './settings-apart.ts';

/** The number of a run that a figure is about, in shifted units; null where the run has none. */
type Value = (run: FigureRun) => number | null;

interface Compared {
  axis: Axis;
  label: string;
  decimals: number;
  /** Whether 0 is none of it, so that one can be a multiple of another: an RMSE can, a rating from −2 to 2 cannot. */
  ratios: boolean;
  value: Value;
}

const rmse = {
  label: 'RMSE',
  decimals: 3,
  ratios: true,
  value: ({ run }: FigureRun) => run.metrics?.predictionShiftRmse ?? null,
};
const targetMean = {
  label: 'mean predicted rating',
  decimals: 3,
  ratios: false,
  value: ({ run }: FigureRun) => run.metrics?.targetMeanAfter ?? null,
};
const compared: Record<string, Compared> = {
  'rmse-by-share': { ...rmse, axis: shareAxis },
  'target-mean-by-share': { ...targetMean, axis: shareAxis },
  'rmse-by-beta': { ...rmse, axis: betaAxis },
  'target-mean-by-beta': { ...targetMean, axis: betaAxis },
};

/** Why one comparison may have another p elsewhere. */
export const familyNote = 'A table of fewer comparisons, as of those to uniform alone, corrects over these and may have a smaller p.';

/**
 * Differences `left - right` between any two series of equal context at equal place of the figure's axis, as of
 * equal share of malicious users, paired by seed and targets: mean, 95 % t interval, ratio of means where the number
 * has a zero, p of the paired t and p by Holm over all unordered pairs of the table. Each pair stands in both directions, with one p.
 * A figure that is not about a number of each run, and one whose runs have no such number, gives a table without
 * rows.
 * @param figure id of the figure whose number is compared.
 * @param baseline id of a series: every other one is compared with it too where their settings differ, on the
 * same data, paired by seed and targets. Such a row says what differs, and a row without pairs says why; p is
 * corrected over these rows by themselves, so that those of equal settings keep theirs.
 */
export function differenceTable(input: FigureInput, figure: string, baseline: string | null = null): FigureTable {
  const measure = comparedIn(input, figure);
  const axis = measure?.axis ?? shareAxis;
  const groups = measure === null ? [] : groupIntoSeries(input, axis);
  const pairs = measure === null ? [] : groups.flatMap((left, at) => pairsOf(left, groups.slice(at + 1), measure));
  const adjusted = holmAdjust(pairs.map(({ p }) => p as number | null));
  const rows = pairs.flatMap((row, at) => {
    const forward: Row = { ...row, pHolm: adjusted[at] };
    return [forward, turned(forward)];
  });
  const right = groups.find(({ id }) => id === baseline);
  const across = measure === null || right === undefined ? [] : rowsToBaseline(groups, right, measure, input);
  return {
    figure,
    title: `Differences in ${measure?.label ?? figure}, paired by seed`,
    subtitle: `Left minus right at equal ${across.length > 0 ? '' : 'settings and '}${axis === shareAxis ? 'share of malicious users' : axis.column.label}.`,
    columns: columnsOf(measure, axis),
    rows: [...rows, ...across],
    notes: [...rows, ...across].every(({ pHolm }) => pHolm === null)
      ? [noPNote]
      : [
          `p is that of the paired t, corrected by Holm over ${familyWords(familySize(adjusted), 'pair', across.length > 0 ? 'of equal settings' : 'of this table')}${acrossWords(across)}.`,
          familyNote,
        ],
  };
}

function acrossWords(across: readonly Row[]): string {
  const family = familyWords(familySize(across.map(({ pHolm }) => pHolm)), 'pair', 'of other settings');
  return across.length === 0 ? '' : `; where settings differ, over ${family}`;
}

function comparedIn(input: FigureInput, figure: string): Compared | null {
  if (Object.hasOwn(compared, figure)) return compared[figure];
  const along = axisAlong(figure, input);
  return along && { ...(along.measure === 'rmse' ? rmse : targetMean), axis: along.axis };
}

function pairsOf(left: SeriesGroup, others: readonly SeriesGroup[], measure: Compared): Row[] {
  return others
    .filter((right) => right.context === left.context)
    .flatMap((right) => placesOfBoth(left, right).map((place) => pairAt(left, right, place, measure)))
    .filter((row) => row.pairs !== 0);
}

/** What {@link pairsOf} lacks of one baseline: series of other settings, and places that have no pair. */
function rowsToBaseline(groups: readonly SeriesGroup[], right: SeriesGroup, measure: Compared, input: FigureInput): Row[] {
  const rows = groups
    .filter((left) => left !== right)
    .flatMap((left) => {
      const differs = settingsApart(left, right, input.components);
      return placesOfBoth(left, right)
        .map((place): Row => ({ ...pairAt(left, right, place, measure), differs, unpaired: whyUnpaired(left, right, place, measure) }))
        .filter((row) => differs !== null || row.pairs === 0);
    });
  const adjusted = holmAdjust(rows.map(({ p }) => p as number | null));
  return rows.map((row, at) => ({ ...row, pHolm: adjusted[at] }));
}

/** Where either series stands on the axis; of an attack without a number on it, where the other one does. */
function placesOfBoth(left: SeriesGroup, right: SeriesGroup): Place[] {
  const onAxis = left.places.some(({ x }) => x !== null);
  return onAxis ? left.places : right.places;
}

function pairAt(left: SeriesGroup, right: SeriesGroup, place: Place, { axis, value, ratios }: Compared): Row {
  const [own, other] = [left, right].map((group) => valuesAt(group, place.x, value));
  const keys = left.config.dataset === right.config.dataset ? [...own.keys()].filter((key) => other.has(key)) : [];
  const at = (source: Map<string, number>) => keys.map((key) => source.get(key) ?? NaN);
  const paired = pairedDifference(at(own), at(other));
  const [leftMean, rightMean] = [own, other].map((source) => summarize([...source.values()]).mean);
  return {
    left: left.id,
    right: right.id,
    leftLabel: left.label,
    rightLabel: right.label,
    [axis.column.key]: place.x,
    maliciousShare: place.maliciousShare,
    pairs: keys.length,
    leftMean,
    rightMean,
    difference: paired.mean,
    differenceLow: paired.low,
    differenceHigh: paired.high,
    ...(ratios ? { ratio: keys.length === 0 ? null : ratioOf(leftMean, rightMean) } : {}),
    p: paired.p,
    differs: null,
    unpaired: null,
  };
}

function turned(row: Row): Row {
  const negative = (value: string | number | null) => (typeof value === 'number' ? 0 - value : null);
  return {
    ...row,
    left: row.right,
    right: row.left,
    leftLabel: row.rightLabel,
    rightLabel: row.leftLabel,
    leftMean: row.rightMean,
    rightMean: row.leftMean,
    difference: negative(row.difference),
    differenceLow: negative(row.differenceHigh),
    differenceHigh: negative(row.differenceLow),
    ...('ratio' in row ? { ratio: ratioOf(row.rightMean as number | null, row.leftMean as number | null) } : {}),
  };
}

function valuesAt(group: SeriesGroup, x: number | null, value: Value): Map<string, number> {
  const found = new Map<string, number>();
  for (const run of placeAt(group, x)?.runs ?? []) {
    const number = value(run);
    if (number !== null) found.set(replicateKey(run.run.config), number);
  }
  return found;
}

/** Why no run of the two makes a pair at the place; null where one does. */
function whyUnpaired(left: SeriesGroup, right: SeriesGroup, { x }: Place, { axis, value }: Compared): string | null {
  if (left.config.dataset !== right.config.dataset) return 'other data';
  const [own, other] = [left, right].map((group) => [...valuesAt(group, x, value).keys()]);
  if (own.some((key) => other.includes(key))) return null;
  if (own.length === 0) return 'no finished run with this number';
  if (other.length === 0) return `the baseline has no such run${x === null ? '' : ` at ${axis.format(x)}`}`;
  const seeds = [left, right].map((group) => (placeAt(group, x)?.runs ?? []).map(({ run }) => run.config.seed));
  return seeds[0].some((seed) => seeds[1].includes(seed)) ? 'other targets' : 'no seed in common';
}

function ratioOf(left: number | null, right: number | null): number | null {
  return left === null || right === null || right === 0 ? null : left / right;
}

function columnsOf(measure: Compared | null, axis: Axis): Column[] {
  const decimals = measure?.decimals ?? 3;
  const text = (key: string, label: string): Column => ({ key, label, unit: '', type: 'text' });
  const number = (key: string, label: string, unit: string, digits?: number): Column => ({
    key,
    label,
    unit,
    type: 'number',
    ...(digits === undefined ? {} : { decimals: digits }),
  });
  return [
    text('left', 'Left series'),
    text('right', 'Right series'),
    text('leftLabel', 'Left'),
    text('rightLabel', 'Right'),
    ...(axis === shareAxis ? [] : [axis.column]),
    shareAxis.column,
    number('pairs', 'Pairs', 'pairs of runs', 0),
    number('leftMean', 'Left mean', 'shifted units', decimals),
    number('rightMean', 'Right mean', 'shifted units', decimals),
    number('difference', 'Difference', 'shifted units', decimals),
    number('differenceLow', '95 % CI, low', 'shifted units', decimals),
    number('differenceHigh', '95 % CI, high', 'shifted units', decimals),
    ...(measure?.ratios === false ? [] : [number('ratio', 'Ratio', 'times', 1)]),
    number('p', 'p, paired t', ''),
    number('pHolm', 'p, Holm', ''),
    text('differs', 'Settings that differ'),
    text('unpaired', 'Why there is no pair'),
  ];
}
