import { baselineAttack } from '../../shared/figures/drawing/attack-style.ts';
import { variesBetweenReplicates } from '../../shared/figures/configuration.ts';
import { isRoundedApart } from '../../shared/figures/rounded-apart.ts';
import { meanInterval, summarize } from '../../shared/statistics/intervals.ts';
import { plural } from '../formatting/numbers.ts';
import type { FieldValue, RunField } from './field.ts';
import { compareValues, shortName, valueWords } from './field.ts';
import type { ListedRun } from './listed-run.ts';
import { differingPaths } from './differing-paths.ts';

/** What the finished runs of a group have in common, in shifted units. */
export interface GroupSummary {
  /** Finished runs, how many seeds they have, and how many of them each seed has; null where not all have as many. */
  n: number;
  seeds: number;
  eachSeed: number | null;
  rmse: number | null;
  /** Half the width of the 95 % t interval of the mean RMSE; null below two runs, and where settings are mixed. */
  halfWidth: number | null;
  /** Mean of the runs' differences to the uniform attack, over those that have a partner. */
  toUniform: number | null;
  /** Whether that is no difference of the two means as printed; false where not every run has a partner. */
  roundedApart: boolean;
  targetMean: number | null;
  /** Every finished run is of the baseline. */
  baseline: boolean;
  /** Paths of the configuration that differ within it other than seed and targets: no replicates, no interval. */
  mixed: readonly string[];
}

/** Runs that have the same values in the fields they are grouped by. */
export interface RunGroup {
  /** Stays the same whatever else is shown. */
  id: string;
  /** "PGA exact, 5.0 %". */
  label: string;
  /** The same for each field: "PGA exact" and "5.0 %". */
  words: readonly string[];
  /** The value of each field; '' where the runs have none. */
  values: readonly FieldValue[];
  runs: readonly ListedRun[];
}

/**
 * Groups in the order of their values, numbers by size; of attacks the baseline comes last. Runs keep their order.
 * A run with several values in a field is in one group, that of all of them.
 */
export function groupRuns(runs: readonly ListedRun[], fields: readonly RunField[]): RunGroup[] {
  return parted(runs, fields, [])
    .map((group): RunGroup => {
      const words = group.values.map((value, at) => wordsOf(value, fields[at]));
      return { id: JSON.stringify(group.values), label: words.join(', '), words, ...group };
    })
    .sort((a, b) => Number(isBaseline(a)) - Number(isBaseline(b)) || compareEach(a.values, b.values));
}

/** What a group's row says; depends on the group's own runs alone. */
export function summarizeGroup({ runs }: RunGroup): GroupSummary {
  const finished = runs.filter(({ run }) => run.status === 'done' && run.metrics !== null);
  const mean = (value: (listed: ListedRun) => number | null) => summarize(finished.map(value).filter((one) => one !== null)).mean;
  const rmse = summarize(finished.map(({ run }) => run.metrics?.predictionShiftRmse ?? NaN));
  const mixed = differingPaths(finished.map(({ run }) => run.config)).filter((path) => !variesBetweenReplicates(path));
  const toUniform = mean((listed) => listed.toUniform);
  const uniform = mean((listed) => partnerOf(listed));
  const interval = mixed.length > 0 ? null : meanInterval(rmse);
  return {
    n: rmse.n,
    ...countSeeds(finished),
    rmse: rmse.mean,
    halfWidth: interval === null ? null : (interval.high - interval.low) / 2,
    toUniform,
    roundedApart: isRoundedApart(rmse.mean, uniform, toUniform, 3),
    targetMean: mean(({ run }) => run.metrics?.targetMeanAfter ?? null),
    baseline: finished.length > 0 && finished.every(({ run }) => run.config.attack.id === baselineAttack),
    mixed,
  };
}

/** What the n beside a group's interval counts; why there is no interval where settings are mixed, named by `mixed`. */
export function countInWords({ n, seeds, eachSeed }: Pick<GroupSummary, 'n' | 'seeds' | 'eachSeed'>, mixed: string): string {
  if (mixed !== '') return `No interval: these runs are no replicates, they differ in ${mixed}`;
  if (n === seeds) return `n counts finished runs: ${plural(n, 'seed')}`;
  return `n counts finished runs: ${plural(seeds, 'seed')} at ${eachSeed ?? 'several'} targets, as if all were independent. The paper’s claims average the targets of a seed, and count seeds`;
}

/** Runs by the value of the first field, each part by the others; thousands of runs have few values, which are never put into words. */
function parted(runs: readonly ListedRun[], [field, ...others]: readonly RunField[], values: readonly FieldValue[]): Pick<RunGroup, 'values' | 'runs'>[] {
  if (field === undefined) return [{ values, runs }];
  const parts = new Map<FieldValue, ListedRun[]>();
  for (const listed of runs) {
    const value = oneValue(field.values(listed));
    const part = parts.get(value);
    if (part === undefined) parts.set(value, [listed]);
    else part.push(listed);
  }
  return [...parts].flatMap(([value, part]) => parted(part, others, [...values, value]));
}

function countSeeds(finished: readonly ListedRun[]): Pick<GroupSummary, 'seeds' | 'eachSeed'> {
  const counts = new Map<number, number>();
  for (const { run } of finished) counts.set(run.config.seed, (counts.get(run.config.seed) ?? 0) + 1);
  const different = new Set(counts.values());
  return { seeds: counts.size, eachSeed: different.size === 1 ? [...different][0] : null };
}

/** The RMSE of the uniform run that a run is held beside; null without one. */
function partnerOf({ run, toUniform }: ListedRun): number | null {
  return run.metrics === null || toUniform === null ? null : run.metrics.predictionShiftRmse - toUniform;
}

function oneValue(values: readonly FieldValue[]): FieldValue {
  return values.length === 1 ? values[0] : values.join(', ');
}

/** Words that speak for themselves stand alone. */
function wordsOf(value: FieldValue, field: RunField): string {
  if (value === '') return `no ${shortName(field)}`;
  if (['attack', 'data', 'status', 'campaign', 'tags', 'learner'].includes(field.key)) return valueWords(field, value);
  return `${shortName(field)} ${valueWords(field, value)}`;
}

function isBaseline({ runs }: RunGroup): boolean {
  return runs.every(({ run }) => run.config.attack.id === baselineAttack);
}

function compareEach(left: readonly FieldValue[], right: readonly FieldValue[]): number {
  for (let at = 0; at < left.length; at++) {
    const order = compareValues(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}
