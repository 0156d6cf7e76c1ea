import type { FigureTable } from '../domain/table.ts';
import { startDependentEffects } from '../domain/start-dependence.ts';
import { dependenceLimit } from '../domain/uniqueness.ts';
import type { Axis } from './axis.ts';
import type { FigureInput } from './figure-run.ts';
import { configsOf } from './figure-run.ts';
import type { SeriesGroup } from './grouping.ts';
import { baselineAttack } from './drawing/attack-style.ts';
import { formatCount, formatPercent, formatPlain } from './drawing/format.ts';
import { axisValue, betaAxis, shareAxis } from './axis.ts';
import {
  compareConfigs,
  componentLabel,
  describeValue,
  inSchemaOrder,
  variesBetweenReplicates,
} from './configuration.ts';
import { baselineOf } from './grouping.ts';
import { familySize, familyWords } from './holm-family.ts';

/** Note of a table none of whose runs stands on its axis. */
export function noAxisNote(axis: Axis): string {
  if (axis === betaAxis) return `None of the runs has a β: choose runs of an attack that has one, such as SGLD.`;
  return `None of the runs has a number for ${axis.column.label}: choose runs that have one.`;
}

/**
 * What all runs of a figure share, in one line: `ml-100k. ALS, k = 8, λU = 5, λV = 5. Availability.`
 * @param along its axis, whose number varies inside lines
 */
export function describeCommon(groups: readonly SeriesGroup[], input: FigureInput, along: Axis = shareAxis): string {
  if (groups.length === 0) return 'No runs yet.';
  const configs = groups.map((group) => group.config);
  const { same } = compareConfigs(configs);
  const values = (kind: 'learner' | 'objective'): string[] =>
    inSchemaOrder(same, configs[0], input.components)
      .filter((path) => path.startsWith(`${kind}.config.`) && !variesBetweenReplicates(path) && !along.paths.includes(path))
      .map((path) => describeValue(path, configs[0], input.components));
  const slot = (kind: 'learner' | 'objective'): string[] => [
    ...new Set(configs.map((config) => componentLabel(kind, config[kind].id, input.components))),
  ];
  const sentence = (kind: 'learner' | 'objective'): string =>
    [slot(kind).join(' and '), ...values(kind)].join(', ');
  return `${[...new Set(groups.map((group) => group.datasetName))].join(' and ')}. ${sentence('learner')}. ${sentence('objective')}.`;
}

/** What a line is drawn through, over seeds and targets. */
export type Statistic = 'mean' | 'median';

/** The line under a figure's title: what its runs share, and what lines and bands are. */
export function describeFigure(
  groups: readonly SeriesGroup[],
  input: FigureInput,
  axis: Axis,
  statistic: Statistic = 'mean',
): string {
  const budget = axis === shareAxis ? '' : describeBudget(groups, axis);
  const parts = [describeCommon(groups, input, axis), budget, describeReplicates(groups, statistic)];
  return parts.filter((part) => part !== '').join(' ');
}

/**
 * Sentences that belong under the figure: how differences were taken, what is missing, what was pooled.
 * @param rows of its table, over whose comparisons p is corrected
 */
export function describeInput(groups: readonly SeriesGroup[], input: FigureInput, axis: Axis, rows: FigureTable['rows']): string[] {
  return [...describeRuns(groups, input, axis), ...baselineNotes(groups, familySize(rows.map(({ pHolm }) => pHolm)))];
}

/** The same for a figure without differences: what is missing, what was pooled, and of means which of their runs depend on where retraining starts. */
export function describeRuns(
  groups: readonly SeriesGroup[],
  input: FigureInput,
  axis: Axis,
  statistic: Statistic = 'mean',
): string[] {
  const places = groups.flatMap((group) => group.places);
  const finished = places.reduce((total, place) => total + place.runs.length, 0);
  const planned = places.reduce((total, place) => total + place.planned, 0);
  const withStatus = (status: string): number => input.runs.filter(({ run }) => run.status === status).length;
  const binned = (input.planned ?? []).filter((run) => run.binned === true).length;
  const [failed, cancelled] = [withStatus('failed'), withStatus('cancelled')];
  return [
    ...axisNotes(groups, input, axis),
    ...(finished < planned ? [`${formatCount(finished)} of ${formatCount(planned)} runs are finished.`] : []),
    ...(binned > 0 ? [`${formatCount(binned)} ${binned === 1 ? 'is' : 'are'} in the bin, and not in the ${statistic}s.`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed, and are not in the ${statistic}s.`] : []),
    ...(cancelled > 0 ? [`${formatCount(cancelled)} were cancelled, and are not in the ${statistic}s.`] : []),
    ...replicateNotes(groups),
    ...(statistic === 'mean' ? startNotes(groups) : []),
  ];
}

/** A subtitle of a figure that is drawn without its bands or whiskers. */
export function withoutBands(subtitle: string): string {
  return subtitle.replace(/, (?:band|whiskers): [^.]*/, '');
}

/** Of a figure that has medians of p in its table. */
export const medianNote = 'A median of p values is no p value.';

/** Of a figure that has shares of runs that reject in its table. */
export const rejectionsNote = 'The share of runs that reject stands beside the median, with its interval.';

/** Of a figure that counts in its table the runs that have not stopped. */
export const runningNote = '“Still running” counts the runs that have not stopped.';

/** Where no two runs make a p. */
export const noPNote = 'A p takes two pairs of runs or more.';

/**
 * How differences of a table are taken, and how its p is corrected, where there is one.
 * @param to label of the baseline
 * @param size of the family that p is corrected over
 * @param family the same in words
 */
export function differencesNote(to: string, size: number, family: string): string {
  const paired = `Differences to ${to} are paired by seed and targets`;
  return size === 0 ? `${paired}. ${noPNote}` : `${paired}; p is that of the paired t, corrected by Holm over ${family}.`;
}

/** Those of a table's notes that explain a column which its drawing does not show: differences, and a p. */
export function notesOnColumns({ notes }: Pick<FigureTable, 'notes'>): string[] {
  return notes.filter(isOnColumns);
}

/** The others, which belong under the drawing. */
export function notesOnDrawing({ notes }: Pick<FigureTable, 'notes'>): string[] {
  return notes.filter((note) => !isOnColumns(note));
}

/** Whether a note says to what its table's differences are taken, or why there are none. */
export function isOnDifferences(note: string): boolean {
  return note.startsWith('Differences to uniform') || Object.values<string>(withoutBaseline).includes(note);
}

/** Sentence on stars for an axis or a heading: what one shifted unit is, null where data sets disagree. */
export function starsPerUnit(groups: readonly SeriesGroup[]): string | null {
  const multiples = new Set(groups.map((group) => group.shift.multiply));
  if (multiples.size !== 1) return null;
  const stars = 1 / [...multiples][0];
  return `1 = ${formatPlain(stars)} ${stars === 1 ? 'star' : 'stars'}`;
}

/** What 0 shifted units are in stars, null where data sets disagree. */
export function starsAtZero(groups: readonly SeriesGroup[]): string | null {
  const zeros = new Set(groups.map((group) => -group.shift.add / group.shift.multiply));
  return zeros.size === 1 ? `0 = ${formatPlain([...zeros][0])} stars` : null;
}

/** What all users may do: `5 % malicious users, B = 25.`, without what differs between the series or inside them. */
function describeBudget(groups: readonly SeriesGroup[], { paths }: Axis): string {
  const only = (key: 'maliciousShare' | 'fillerSize'): number[] => {
    if (paths.includes(`budget.${key}`)) return [];
    const values = new Set(groups.map((group) => group.config.budget[key]));
    return values.size === 1 ? [...values] : [];
  };
  const parts = [
    ...only('maliciousShare').map((share) => `${formatPercent(share)} malicious users`),
    ...only('fillerSize').map((size) => `B = ${formatPlain(size)}`),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** How many runs a line goes through at a place, and what the bands are. */
function describeReplicates(groups: readonly SeriesGroup[], statistic: Statistic): string {
  const counts = groups
    .flatMap((group) => group.places.map((place) => place.runs.length))
    .filter((n) => n > 0);
  const band = statistic === 'mean' ? '95 % interval' : 'middle half of them';
  if (groups.length === 0) return '';
  if (counts.length === 0)
    return `Band: ${statistic === 'mean' ? '95 % interval over seeds' : 'middle half of the runs'}. No runs yet.`;
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return 'One run each: no intervals.';
  return `${statistic === 'mean' ? 'Mean' : 'Median'} of ${least === most ? most : `${least} to ${most}`} runs, band: ${band}.`;
}

/** What an axis that not all attacks have leaves out. */
function axisNotes(groups: readonly SeriesGroup[], input: FigureInput, axis: Axis): string[] {
  const configs = configsOf(input);
  if (configs.length > 0 && groups.length === 0) return [noAxisNote(axis)];
  const shown = new Set(
    groups.flatMap((group) => group.places.flatMap((place) => place.runs.map(({ run }) => run.key))),
  );
  const away = input.runs.filter(
    ({ run }) => run.metrics !== null && axisValue(run.config, axis) === null && !shown.has(run.key),
  ).length;
  const isLevel = groups.some((group) => group.places.some((place) => place.x === null));
  const without = axis === betaAxis ? `of attacks without ${axis.column.label}` : `without one number for ${axis.column.label}`;
  const count = `${formatCount(away)} ${away === 1 ? 'run' : 'runs'}`;
  return [
    ...(isLevel ? [`Attacks without ${axis.column.label} are level lines.`] : []),
    ...(away > 0 ? [`${count} ${without} at settings of no other line ${away === 1 ? 'is' : 'are'} left out.`] : []),
  ];
}

function replicateNotes(groups: readonly SeriesGroup[]): string[] {
  const runs = groups.flatMap((group) => group.places.flatMap((place) => place.runs));
  const targets = new Set(runs.map(({ run }) => JSON.stringify(run.config.objective.config.targets ?? null)));
  const seeds = new Set(runs.map(({ run }) => run.config.seed));
  if (targets.size < 2) return [];
  return [
    `${targets.size} choices of targets and ${seeds.size} ${seeds.size === 1 ? 'seed' : 'seeds'} count as replicates alike.`,
  ];
}

/** How many of the runs that are averaged have an effect that another start changes, where any has. */
function startNotes(groups: readonly SeriesGroup[]): string[] {
  const finished = groups.flatMap((group) => group.places.flatMap((place) => place.runs.flatMap(({ run }) => run.metrics ?? [])));
  const depending = finished.filter((metrics) => startDependentEffects(metrics).length > 0).length;
  if (depending === 0) return [];
  return [
    `The effect of ${formatCount(depending)} of ${formatCount(finished.length)} runs depends on where retraining starts, by more than ${formatPercent(dependenceLimit)} of it: from another start the means may be others.`,
  ];
}

const withoutBaseline = {
  none: 'None of these runs is a uniform one: no differences to a baseline.',
  alone: 'Uniform runs alone: there is no attack to compare with them.',
  apart: 'No uniform runs of the same settings: no differences to a baseline.',
} as const;

function isOnColumns(note: string): boolean {
  return isOnDifferences(note) || [medianNote, rejectionsNote, runningNote].includes(note);
}

function baselineNotes(groups: readonly SeriesGroup[], family: number): string[] {
  if (groups.length === 0) return [];
  const compared = groups.filter((group) => {
    const baseline = baselineOf(group, groups);
    return baseline !== null && baseline !== group;
  });
  if (groups.every(({ attack }) => attack !== baselineAttack)) return [withoutBaseline.none];
  if (groups.every(({ attack }) => attack === baselineAttack)) return [withoutBaseline.alone];
  if (compared.length === 0) return [withoutBaseline.apart];
  const own = groups.filter(({ attack }) => attack === baselineAttack).length > 1 ? 'uniform, each to that of its own settings,' : 'uniform';
  return [differencesNote(own, family, familyWords(family, 'comparison', 'of this table'))];
}
