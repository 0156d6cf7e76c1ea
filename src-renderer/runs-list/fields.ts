import { formatDifference, formatNumber, formatP, formatPlain } from '../../shared/figures/drawing/format.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import { figureHelp, metricHelp, statisticHelp } from '../components/help-address.ts';
import { statusWord, weights } from '../formatting/runs.ts';
import { dateAndTime } from '../formatting/time.ts';
import type { RunsState } from './address-state.ts';
import type { FieldValue, RunField } from './field.ts';
import type { ListedRun } from './listed-run.ts';

const ofRecords: readonly string[] = ['campaign', 'application', 'kernels'];
const inShifted = 'In shifted units, from −2 to 2';

/** The fields that every run has, in the order of their columns. */
export const runFields: readonly RunField[] = [
  words('run', 'Run', 'Identity', 164, ({ run }) => run.run),
  { ...words('status', 'Status', 'Identity', 72, ({ run }) => run.status), words: (value) => statusWord(value as RunStatus) },
  { ...several('tags', 'Tags', 'Record', 76, ({ annotation }) => annotation.tags), one: 'tag' },
  several('campaign', 'Campaign', 'Identity', 112, ({ record }) => record?.campaigns ?? []),
  words('data', 'Data set', 'Identity', 104, ({ run }) => run.datasetName),
  words('attack', 'Attack', 'Configuration', 176, ({ run }) => run.label),
  words('objective', 'Objective', 'Configuration', 96, ({ run }) => run.config.objective.id),
  words('learner', 'Learner', 'Configuration', 108, ({ run }) => run.config.learner.id),
  words('gradient', 'Gradient', 'Configuration', 88, ({ run }) => run.config.gradient?.id ?? ''),
  {
    ...number('share', 'α, %', 'Configuration', 52, ({ run }) => run.config.budget.maliciousShare, (share) => formatNumber(share * 100, 1)),
    name: 'Malicious, α',
    title: 'Malicious users, per cent of the normal users',
    factor: 100,
    unit: '%',
  },
  { ...number('users', 'Users', 'Configuration', 60, ({ run }) => run.maliciousUsers, whole), title: 'Malicious users' },
  {
    ...words('weights', 'μ1, μ2', 'Configuration', 72, ({ run }) => weights(run)),
    name: 'Weights, μ',
    right: true,
    title: 'What the attacker is after: μ1 weighs spoiling all predictions (availability), μ2 moving the targets (integrity)',
  },
  { ...number('filler', 'B', 'Configuration', 48, ({ run }) => run.config.budget.fillerSize, whole), name: 'Items per user, B', title: 'Items that a malicious user rates at most' },
  { ...number('rank', 'k', 'Configuration', 48, ({ run }) => setting(run.config.learner.config.rank), whole), name: 'Rank, k' },
  { ...number('ridge', 'λ', 'Configuration', 56, ({ run }) => ridge(run.config.learner.config), formatPlain), name: 'Ridge, λ', title: 'λU where λU and λV differ' },
  { ...number('seed', 'Seed', 'Configuration', 56, ({ run }) => run.config.seed, String) },
  {
    ...number('rmse', 'RMSE', 'Result', 60, ({ run }) => run.metrics?.predictionShiftRmse, (value) => formatNumber(value, 3)),
    title: `RMSE of predictions against the clean model. ${inShifted}`,
    help: metricHelp('predictionShiftRmse'),
  },
  {
    ...number('to-uniform', 'Δ to uniform', 'Result', 96, ({ toUniform }) => toUniform, (value) => formatDifference(value, 3)),
    title: 'RMSE less that of the uniform attack with everything else equal, paired by seed and targets',
    help: statisticHelp('means-intervals-differences'),
  },
  {
    ...number('target', 'Target mean', 'Result', 88, ({ run }) => run.metrics?.targetMeanAfter, (value) => formatNumber(value, 3)),
    title: `Mean predicted rating of the targets after the attack. ${inShifted}`,
    help: metricHelp('targetMeanAfter'),
  },
  {
    ...number('p', 'p, Welch', 'Result', 68, ({ run }) => run.metrics?.welchP, formatP),
    title: 'Welch’s t between malicious and normal users of like profile size; small means told apart',
    help: metricHelp('welchP'),
  },
  {
    ...number('p-paired', 'p, paired t', 'Result', 80, ({ run }) => run.metrics?.pairedTP, formatP),
    title: 'Paired t between malicious users and normal ones drawn for them; small means told apart',
    help: metricHelp('pairedTP'),
  },
  { ...number('utility', 'Utility', 'Result', 80, ({ run }) => run.metrics?.utility, formatPlain), title: 'What the attacker gains, in the paper’s raw sums', help: metricHelp('utility') },
  { ...number('iterations', 'Iter.', 'Result', 44, ({ run }) => run.metrics?.iterations, whole), name: 'Iterations', title: 'Accepted iterations', help: metricHelp('iterations') },
  {
    ...words('convergence', 'Convergence', 'Result', 96, () => ''),
    title: 'RMSE over accepted iterations, one scale for all',
    help: figureHelp('run-convergence'),
  },
  { ...number('seconds', 'Time, s', 'Record', 64, ({ run }) => run.seconds, (value) => formatNumber(value, 1)), name: 'Time', title: 'Seconds that the run was computed', help: statisticHelp('time'), unit: 's' },
  { ...words('finished', 'Finished', 'Record', 168, ({ run }) => run.finishedAt ?? ''), words: (value) => dateAndTime(String(value)) },
  { ...words('note', 'Note', 'Record', 160, ({ annotation }) => annotation.note), words: (value) => String(value).split('\n', 1)[0] },
  { ...words('deleted', 'Deleted', 'Record', 168, ({ run }) => run.deletedAt ?? ''), words: (value) => dateAndTime(String(value)) },
  words('application', 'Engine', 'Record', 124, ({ record }) => record?.application ?? '', 'Engine version'),
  words('kernels', 'Kernels', 'Record', 72, ({ record }) => record?.kernels ?? ''),
];

/** Whether a run has a star: what runs are filtered and grouped by; the star itself stands before each run. */
export const starField: RunField = {
  ...words('starred', 'Starred', 'Record', 72, ({ annotation }) => (annotation.starred ? 'yes' : 'no')),
};

/** Whether a list shows, filters, sorts or groups by what the records of runs tell. */
export function usesRecords({ columns, conditions, sort, group }: Pick<RunsState, 'columns' | 'conditions' | 'sort' | 'group'>): boolean {
  const used = [...(columns ?? []), ...conditions.map(({ field }) => field), ...(sort === null ? [] : [sort.key]), ...group];
  return used.some((key) => ofRecords.includes(key));
}

function words(key: string, head: string, section: RunField['section'], width: number, value: (listed: ListedRun) => string, name = head): RunField {
  return {
    ...{ key, head, name, section, width, numeric: false },
    values(listed) {
      const text = value(listed);
      return text === '' ? [] : [text];
    },
    words: String,
  };
}

function several(key: string, head: string, section: RunField['section'], width: number, values: (listed: ListedRun) => readonly string[]): RunField {
  return { key, head, name: head, section, width, numeric: false, values, words: String };
}

function number(
  key: string,
  head: string,
  section: RunField['section'],
  width: number,
  value: (listed: ListedRun) => number | null | undefined,
  format: (value: number) => string,
): RunField {
  return {
    ...{ key, head, name: head, section, width, numeric: true },
    values(listed) {
      const one = value(listed);
      return one === null || one === undefined ? [] : [one];
    },
    words: (one: FieldValue) => format(Number(one)),
  };
}

function whole(value: number): string {
  return formatNumber(value, 0);
}

function setting(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function ridge(config: Record<string, unknown>): number | null {
  return setting(config.lambdaUsers) ?? setting(config.lambda);
}
