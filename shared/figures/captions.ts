import type { FigureInput } from './figure-run.ts';
import type { SeriesGroup } from './grouping.ts';
import { formatCount, formatPlain } from './drawing/format.ts';
import {
  compareConfigs,
  componentLabel,
  describeValue,
  inSchemaOrder,
  variesWithinSeries,
} from './configuration.ts';
import { baselineOf } from './grouping.ts';

/** What all runs of a figure share, in one line: `ml-100k. ALS, k = 8, λU = 5, λV = 5. Availability.` */
export function describeCommon(groups: readonly SeriesGroup[], input: FigureInput): string {
  if (groups.length === 0) return 'No runs yet.';
  const configs = groups.map((group) => group.config);
  const { same } = compareConfigs(configs);
  const values = (kind: 'learner' | 'objective'): string[] =>
    inSchemaOrder(same, configs[0], input.components)
      .filter((path) => path.startsWith(`${kind}.config.`) && !variesWithinSeries(path))
      .map((path) => describeValue(path, configs[0], input.components));
  const slot = (kind: 'learner' | 'objective'): string[] => [
    ...new Set(configs.map((config) => componentLabel(kind, config[kind].id, input.components))),
  ];
  const sentence = (kind: 'learner' | 'objective'): string =>
    [slot(kind).join(' and '), ...values(kind)].join(', ');
  return `${[...new Set(groups.map((group) => group.datasetName))].join(' and ')}. ${sentence('learner')}. ${sentence('objective')}.`;
}

/** How many runs a mean is over, and what the bands are. */
export function describeReplicates(groups: readonly SeriesGroup[]): string {
  const counts = groups
    .flatMap((group) => group.places.map((place) => place.runs.length))
    .filter((n) => n > 0);
  if (groups.length === 0) return '';
  if (counts.length === 0) return 'Band: 95 % interval over seeds. No runs yet.';
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return 'One run each: no intervals.';
  return `Mean of ${least === most ? most : `${least} to ${most}`} runs, band: 95 % interval.`;
}

/** Sentences that belong under the figure: how differences were taken, what is missing, what was pooled. */
export function describeInput(groups: readonly SeriesGroup[], input: FigureInput): string[] {
  const places = groups.flatMap((group) => group.places);
  const finished = places.reduce((total, place) => total + place.runs.length, 0);
  const planned = places.reduce((total, place) => total + place.planned, 0);
  const withStatus = (status: string): number => input.runs.filter(({ run }) => run.status === status).length;
  const [failed, cancelled] = [withStatus('failed'), withStatus('cancelled')];
  return [
    ...(finished < planned ? [`${formatCount(finished)} of ${formatCount(planned)} runs are finished.`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed, and are not in the means.`] : []),
    ...(cancelled > 0 ? [`${formatCount(cancelled)} were cancelled, and are not in the means.`] : []),
    ...replicateNotes(groups),
    ...baselineNotes(groups),
  ];
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

function replicateNotes(groups: readonly SeriesGroup[]): string[] {
  const runs = groups.flatMap((group) => group.places.flatMap((place) => place.runs));
  const targets = new Set(runs.map(({ run }) => JSON.stringify(run.config.objective.config.targets ?? null)));
  const seeds = new Set(runs.map(({ run }) => run.config.seed));
  if (targets.size < 2) return [];
  return [
    `${targets.size} choices of targets and ${seeds.size} ${seeds.size === 1 ? 'seed' : 'seeds'} count as replicates alike.`,
  ];
}

function baselineNotes(groups: readonly SeriesGroup[]): string[] {
  if (groups.length === 0) return [];
  const compared = groups.filter((group) => {
    const baseline = baselineOf(group, groups);
    return baseline !== null && baseline !== group;
  });
  if (compared.length === 0) return ['No uniform runs of the same settings: no differences to a baseline.'];
  return [
    'Differences to uniform are paired by seed and targets; p is that of the paired t, corrected by Holm over all comparisons of this table.',
  ];
}
