import type { Run } from '../../../shared/domain/run.ts';
import { formatNumber, formatP } from '../../../shared/figures/drawing/format.ts';
import type { TableColumn } from '../../components/table.ts';
import { statusWord, weights } from '../../formatting/runs.ts';

const inShifted = 'In shifted units, from −2 to 2';

/** The columns of the list of runs. */
export const runColumns: TableColumn<Run>[] = [
  { key: 'run', label: 'Run', sort: ({ run }) => run },
  { key: 'attack', label: 'Attack', sort: ({ label }) => label },
  { key: 'status', label: 'Status', sort: ({ status }) => statusWord(status) },
  { key: 'data', label: 'Data set', sort: ({ datasetName }) => datasetName, text: ({ datasetName }) => datasetName },
  {
    ...right('share', 'α, %', 'Malicious users, per cent of the normal users'),
    sort: ({ config }) => config.budget.maliciousShare,
    text: ({ config }) => formatNumber(config.budget.maliciousShare * 100, 1),
  },
  {
    ...right('users', 'Users', 'Malicious users'),
    sort: ({ maliciousUsers }) => maliciousUsers,
    text: ({ maliciousUsers }) => formatNumber(maliciousUsers, 0),
  },
  { ...right('weights', 'μ1, μ2', 'Weights of availability and integrity'), sort: weights, text: weights },
  { ...right('seed', 'Seed'), sort: ({ config }) => config.seed, text: ({ config }) => String(config.seed) },
  {
    ...right('rmse', 'RMSE', `RMSE of predictions against the clean model. ${inShifted}`),
    sort: ({ metrics }) => metrics?.predictionShiftRmse ?? null,
    text: ({ metrics }) => formatNumber(metrics?.predictionShiftRmse, 3),
  },
  {
    ...right('target', 'Target mean', `Mean predicted rating of the targets after the attack. ${inShifted}`),
    sort: ({ metrics }) => metrics?.targetMeanAfter ?? null,
    text: ({ metrics }) => formatNumber(metrics?.targetMeanAfter, 2),
  },
  {
    ...right('p', 'p, Welch', 'Welch’s t between malicious and normal users of like profile size; small means told apart'),
    sort: ({ metrics }) => metrics?.welchP ?? null,
    text: ({ metrics }) => formatP(metrics?.welchP ?? null),
  },
  {
    ...right('iterations', 'Iter.', 'Accepted iterations'),
    sort: ({ metrics }) => metrics?.iterations ?? null,
    text: ({ metrics }) => formatNumber(metrics?.iterations, 0),
  },
  { key: 'convergence', label: 'Convergence', title: 'RMSE over accepted iterations, one scale for all' },
  {
    ...right('seconds', 'Time, s', 'Seconds that the run was computed'),
    sort: ({ seconds }) => seconds,
    text: ({ seconds }) => formatNumber(seconds, 1),
  },
];

function right(key: string, label: string, title?: string) {
  return { key, label, title, align: 'right' as const };
}
