import { isPurePush } from '../../../shared/domain/pure-push.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { formatNumber } from '../../../shared/figures/drawing/format.ts';
import type { TableColumn } from '../../components/table.ts';
import { statusWord } from '../../formatting/runs.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Runs that ended within the last 24 hours, the last first. Runs that a campaign finds stored ended when they were
 * computed: what nobody computed lately is not among them.
 */
export function justFinished(runs: readonly Run[], now: Date): Run[] {
  const since = new Date(now.getTime() - day).toISOString();
  return runs
    .filter(({ finishedAt }) => finishedAt !== null && finishedAt > since)
    .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''));
}

/**
 * Columns of what the runs reached: that which they are after, so the targets' mean rating where they move targets and
 * nothing else, and the RMSE where any is after more. A run that ended otherwise says so in the first.
 */
export function resultColumns(runs: readonly Run[]): TableColumn<Run>[] {
  const pushes = runs.filter(({ config }) => isPurePush(config)).length;
  const wanted = [...(pushes > 0 ? [targetMean] : []), ...(pushes < runs.length ? [rmse] : [])];
  return wanted.map(({ value, ...column }, at) => ({
    ...column,
    align: 'right',
    text: ({ metrics, status }) => (metrics === null ? (at === 0 ? statusWord(status) : '') : value(metrics)),
  }));
}

type Metrics = NonNullable<Run['metrics']>;
const targetMean = { key: 'target-mean', label: 'Targets’ mean', title: 'Predicted rating of the targets on average, on the shifted scale from −2 to 2', value: ({ targetMeanAfter }: Metrics) => formatNumber(targetMeanAfter, 3) };
const rmse = { key: 'rmse', label: 'RMSE', title: 'How far predictions moved, root mean square, in shifted units', value: ({ predictionShiftRmse }: Metrics) => formatNumber(predictionShiftRmse, 3) };
