import type { Column, FigureTable } from '../../../shared/domain/table.ts';
import { formatNumber, formatP } from '../../../shared/figures/drawing/format.ts';
import { drawnKeys, unitOf } from '../../../shared/figures/drawing/table-lines.ts';
import { differencesNote, isOnDifferences, medianNote } from '../../../shared/figures/captions.ts';
import { lowered } from '../../../shared/figures/configuration.ts';
import { notesOnEnds } from '../../../shared/figures/line-ends.ts';
import { familyNote } from '../../../shared/figures/difference-table.ts';
import { areRoundedApart, roundedApartNote } from '../../../shared/figures/rounded-apart.ts';
import { levelWords } from '../../../shared/figures/to-baseline.ts';
import { plural } from '../../formatting/numbers.ts';
import type { HolmFamilies } from './holm-families.ts';
import type { Reading } from './read-out.ts';

/** One row of "Table of both figures": an attack at a place of the axis, measured in either figure. */
export interface BothRow {
  key: string;
  main: Reading;
  /** The same place in the other figure; null without one. */
  other: Reading | null;
}

/** One row of the table by attack: a reading for each place of the axis. */
export interface AttackRow {
  series: string;
  label: string;
  attack: string;
  gradient: string | null;
  byPlace: Map<number | null, Reading>;
}

/** Rows of two figures side by side, in the order of the first. */
export function bothRows(main: readonly Reading[], other: readonly Reading[]): BothRow[] {
  const beside = new Map(other.map((reading) => [placeKey(reading), reading]));
  return main.map((reading) => {
    const key = placeKey(reading);
    return { key, main: reading, other: beside.get(key) ?? null };
  });
}

/** One row per series with its readings by place of the axis. */
export function attackRows(main: readonly Reading[]): AttackRow[] {
  const rows = new Map<string, AttackRow>();
  for (const reading of main) {
    const { series, label, attack, gradient } = reading;
    const row = rows.get(series) ?? { series, label, attack, gradient, byPlace: new Map() };
    row.byPlace.set(reading.x, reading);
    rows.set(series, row);
  }
  return [...rows.values()];
}

/** A table as tab-separated text with every digit, heading first: what Copy puts on the clipboard. */
export function tabSeparated(table: FigureTable): string {
  const cell = (value: string | number | null | undefined) =>
    value === null || value === undefined ? '' : String(value).replace(/[\t\r\n]+/g, ' ');
  const head = table.columns.map((column) => cell(heading(column)));
  const rows = table.rows.map((row) => table.columns.map(({ key }) => cell(row[key])));
  return [head, ...rows].map((cells) => cells.join('\t')).join('\n');
}

/** A row's reading at a place of the axis. */
export function readingAt({ byPlace }: AttackRow, place: number): Reading | null {
  return byPlace.get(place) ?? null;
}

/** Decimals in which a table shows its means. */
export function meanDecimals(table: FigureTable): number {
  return drawnColumn(table)?.decimals ?? 3;
}

/** What a table's mean is called, as in "RMSE"; "Median p" where the figure is about p. */
export function meanLabel(table: FigureTable): string {
  return isAboutP(table) ? 'Median p' : (drawnColumn(table)?.label ?? 'Mean');
}

/** What a table's mean is called inside a sentence, as in "mean predicted rating"; "RMSE" stays as it is. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? lowered(label) : label;
}

/** A mean as text, with the decimals of its table. */
export function meanText(table: FigureTable, mean: number | null): string {
  return isAboutP(table) ? formatP(mean) : formatNumber(mean, meanDecimals(table));
}

/** Whether a table is about p values: it has medians and rejections, and no differences. */
export function isAboutP(table: FigureTable): boolean {
  return drawnKeys(table).y === 'pMedian';
}

/**
 * Columns of differences that have something to show: none without a baseline, p where some reading has one, and what sets the two apart only where
 * some readings are of other settings than the chosen one, or have no pair with it.
 */
export function differenceKeys(baseline: string | null, list: readonly Reading[]): readonly ('difference' | 'p' | 'apart')[] {
  if (baseline === null) return [];
  const isApart = list.some(({ differs, unpaired }) => differs !== null || unpaired !== null);
  const hasP = list.some(({ pHolm }) => pHolm !== null);
  return ['difference', ...(hasP ? (['p'] as const) : []), ...(isApart ? (['apart'] as const) : [])];
}

/** In what a reading's settings differ from those of the baseline, or why the two have no pair: `No pair: other data`. */
export function apartWords({ differs, unpaired }: Reading): string {
  if (unpaired === levelWords) return 'Level: see By attack';
  if (unpaired !== null) return `No pair: ${unpaired}`;
  return differs ?? 'equal settings';
}

/** Why a reading has no difference to the baseline, in a sentence; what a difference is of, and its p, where it has one. */
export function differenceTitle(reading: Reading, baseline: string, families: HolmFamilies): string {
  const { mean, difference, differs, unpaired, pHolm } = reading;
  if (difference !== null) return [`To ${baseline}${differs === null ? '' : ` (${differs})`}, paired by seed and targets`, ...(pHolm === null ? [] : [`p ${formatP(pHolm).startsWith('<') ? '' : '= '}${formatP(pHolm)} by Holm over ${(differs === null ? families.table : families.apart).words}`])].join('; ');
  if (mean === null) return 'No run has ended here yet.';
  if (unpaired === levelWords) return 'A level line: its difference is another one at each place. The table by attack has them all.';
  if (unpaired !== null) return `No pair of runs: ${unpaired}.`;
  return `No run of ${baseline} has these settings, seeds and targets here.`;
}

/** What stands behind the means of the figure beside, in words for its caption: `, Δ to clean`; empty where nothing does. */
export function besideDelta(list: readonly Reading[], baseline: string | null): string {
  if (list.some(({ toClean }) => toClean !== null)) return ', Δ to clean';
  return baseline !== null && list.some(({ difference }) => difference !== null) ? `, Δ to ${baseline}` : '';
}

/** How many of a reading's runs reject, with the 95 % interval of their share: `3 of 10 (0.11 to 0.60)`. */
export function rejectionWords({ rejections, n }: Reading): string {
  if (rejections === null) return '–';
  const { rejected, low, high } = rejections;
  return `${rejected} of ${n} (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`;
}

/**
 * Sentences under the table of both figures: those of the figure in front, and what its columns need besides.
 * @param chosen label of the baseline where another one than uniform is chosen
 */
export function notesUnder(main: FigureTable | null, beside: FigureTable | null, list: readonly Reading[], chosen: string | null, families: HolmFamilies): string[] {
  if (main === null) return [];
  const toChosen = [differencesNote(chosen ?? '', families.table.size, families.table.words), ...(families.table.size === 0 ? [] : [familyNote])].join(' ');
  return [
    ...main.notes.filter((note) => !notesOnEnds(main).includes(note)).map((note) => (chosen !== null && isOnDifferences(note) ? toChosen : note)),
    ...(beside !== null && isAboutP(beside) && !isAboutP(main) ? [medianNote] : []),
    ...(list.some(({ differs }) => differs !== null)
      ? [`Rows of other settings than the baseline’s are paired with it on the same data by seed and targets; their p is corrected by Holm over ${families.apart.words}.`]
      : []),
  ];
}

/** The sentence on rounding, where a difference would contradict the means beside it as they are printed. */
export function roundingNotes(shown: readonly { table: FigureTable; list: readonly Reading[] }[], baselines: readonly string[]): string[] {
  const contradicts = ({ table, list }: (typeof shown)[number]) => areRoundedApart(list.map((one) => ({ ...one, isBaseline: baselines.includes(one.series) })), meanDecimals(table));
  return shown.some(contradicts) ? [roundedApartNote] : [];
}

/**
 * What a table shows, for its heading, and how many rows it has: of both figures, or of the one in front by attack.
 * @param byAttack readings of a table with a row for each attack; null for one with a row for each place
 */
export function tableHead(main: FigureTable, beside: FigureTable | null, byAttack: readonly Reading[] | null): { title: string; rows: string } {
  if (byAttack === null) return { title: beside === null ? 'Table of the figure' : 'Table of both figures', rows: plural(main.rows.length, 'row') };
  const unit = unitOf(main, drawnKeys(main).y);
  return { title: `${meanLabel(main)} by attack`, rows: [plural(attackRows(byAttack).length, 'attack'), ...(unit === '' ? [] : [unit])].join(', ') };
}

function heading({ label, unit }: Column): string {
  return unit === '' ? label : `${label} (${unit})`;
}

function placeKey(reading: Reading): string {
  return `${reading.series} ${reading.x}`;
}

function drawnColumn(table: FigureTable): Column | undefined {
  return table.columns.find(({ key }) => key === drawnKeys(table).y);
}
