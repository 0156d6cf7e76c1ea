import type { AblationRow, AuditRow, ReachedDamage, StoredAudit } from '../../../shared/domain/gradient-audit.ts';
import { errorText } from '../../../shared/figures/drawing/error-text.ts';
import { formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import type { TableColumn } from '../../components/table.ts';
import { duration } from '../../formatting/time.ts';
import { hasTargets, memoryText, termText, workText } from '../../components/audit/audit-words.ts';

/** Columns of the table of gradients. */
export function gradientColumns(audit: StoredAudit): readonly TableColumn<AuditRow>[] {
  return [
    { key: 'label', label: 'Gradient', text: ({ label }) => label },
    {
      ...{ key: 'error', label: 'Error', align: 'right', sort: ({ error }) => error },
      title: 'Deviation from central differences over their length, all directions together',
      text: ({ error }) => errorText(error),
    },
    {
      ...{ key: 'largest', label: 'Largest', align: 'right' },
      title: 'Relative error along the direction where it is largest',
      text: ({ relativeErrors }) => errorText(relativeErrors.length === 0 ? null : Math.max(...relativeErrors)),
    },
    { key: 'cosine', label: 'Cosine', align: 'right', sort: ({ cosine }) => cosine, text: ({ cosine }) => formatNumber(cosine, 4) },
    {
      ...{ key: 'worst', label: 'Worst rating', align: 'right' },
      title: 'What it says of the single rating where it is farthest off, for what retraining says; of those that were checked',
    },
    { key: 'work', label: 'Work', title: 'Schur products, or sweeps that were differentiated', align: 'right', text: workText },
    {
      ...{ key: 'sweeps', label: 'In sweeps', align: 'right', sort: ({ sweeps }) => sweeps },
      title: 'Its time over that of one sweep of training, both measured here',
      text: ({ sweeps, refused }) => (refused === null ? formatNumber(sweeps, sweeps < 100 ? 1 : 0) : noValue),
    },
    { key: 'time', label: 'Time', align: 'right', sort: ({ seconds }) => seconds, text: ({ seconds, refused }) => (refused === null ? timeText(seconds) : noValue) },
    { key: 'memory', label: 'Memory', title: 'The most that it held at once', align: 'right', sort: ({ bytes }) => bytes, text: ({ bytes }) => memoryText(bytes) },
    ...damageColumns<AuditRow>(audit),
  ];
}

/** Columns of the table of what is left out. */
export function ablationColumns(audit: StoredAudit): readonly TableColumn<AblationRow>[] {
  return [
    { key: 'term', label: 'Without', text: termText },
    { key: 'share', label: 'Its length', title: 'Length of its own gradient over that of the whole one', align: 'right', text: ({ share }) => formatNumber(share, 3) },
    { key: 'error', label: 'Error', title: 'Of the exact gradient without it, against differences of the whole utility', align: 'right', text: ({ error }) => errorText(error) },
    { key: 'cosine', label: 'Cosine', align: 'right', text: ({ cosine }) => formatNumber(cosine, 4) },
    ...damageColumns<AblationRow>(audit),
  ];
}

/** Times down to a millisecond, since gradients can be quick. */
export function timeText(seconds: number): string {
  return seconds < 1 ? `${formatNumber(1000 * seconds, seconds < 0.01 ? 1 : 0)} ms` : duration(seconds);
}

function damageColumns<R extends { damage: ReachedDamage | null }>(audit: StoredAudit): TableColumn<R>[] {
  if (audit.iterations === 0) return [];
  const steps = `after at most ${audit.iterations} steps of PGA along it, in shifted units`;
  return [
    {
      ...{ key: 'rmse', label: 'RMSE', title: `Of predictions, ${steps}`, align: 'right' },
      text: ({ damage }) => formatNumber(damage?.predictionShiftRmse, 4),
    },
    // There is room for one of them: with targets, what the attack is after is their mean.
    hasTargets(audit)
      ? {
          ...{ key: 'target', label: 'Target', title: `Target’s mean rating, ${steps}`, align: 'right' },
          text: ({ damage }) => formatNumber(damage?.targetMean, 3),
        }
      : {
          ...{ key: 'utility', label: 'Utility', title: `R, ${steps}`, align: 'right' },
          text: ({ damage }) => formatNumber(damage?.utility, 1),
        },
  ];
}
