import type { AuditRow, StoredAudit } from '../../../shared/domain/gradient-audit.ts';
import type { ScatterSeries } from './scatter-scale.ts';

/** The exact gradient and another one, for the scatter; without an answer, or when it is the exact one, one-step. */
export function shownSeries({ gradients }: StoredAudit, beside: string): ScatterSeries[] {
  const find = (id: string): AuditRow | undefined => gradients.find(({ gradient, refused }) => gradient === id && refused === null);
  const other = beside === 'exact' ? undefined : find(beside);
  return [find('exact'), other ?? find('one-step')].flatMap((row) =>
    row === undefined ? [] : [{ id: row.gradient, label: row.label, values: row.derivatives, filled: row.gradient === 'exact' }],
  );
}
