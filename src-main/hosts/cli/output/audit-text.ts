import type { AblationRow, AuditRow, ReachedDamage, StoredAudit } from '../../../../shared/domain/gradient-audit.ts';
import { slopeText } from '../../../../shared/figures/drawing/error-text.ts';
import { absent, count, duration, fixed, plural } from './format.ts';
import { textTable, type TextColumn } from './text-table.ts';

/** A gradient audit for people: one line a gradient, one line a term that was left out, and what was measured how. */
export function auditText(audit: StoredAudit): string {
  const targets = audit.start.targetMean !== null;
  const refusals = audit.gradients.flatMap(({ label, refused }) => (refused === null ? [] : [`${label}: ${refused}`]));
  const parts = [
    textTable(gradientColumns(targets), audit.gradients.map((row) => gradientCells(row, targets))),
    ...refusals.map((refusal) => `${refusal}\n`),
    '\nThe exact gradient with a term of the utility left out\n\n',
    textTable(ablationColumns(targets), audit.ablation.map((row) => ablationCells(row, targets))),
    '\n',
    ...[...explanation(audit), ...audit.warnings].map((sentence) => `${sentence}\n`),
  ];
  return parts.join('');
}

function gradientColumns(targets: boolean): TextColumn[] {
  const numbers = ['relative error', 'largest', 'cosine', 'worst rating', 'work', 'in sweeps', 'time', 'memory'];
  return [left('gradient'), ...numbers.map(right), ...damageColumns(targets)];
}

function gradientCells(row: AuditRow, targets: boolean): string[] {
  const { label, error, relativeErrors, cosine, worstEntry, products, steps, sweeps, seconds, bytes, damage, refused } = row;
  return [
    label,
    power(error),
    power(refused === null ? Math.max(...relativeErrors) : null),
    fixed(cosine, 4),
    worstEntry === null ? absent : `${slopeText(worstEntry.found)} for ${slopeText(worstEntry.difference)}`,
    products === null ? absent : `${count(products)} ${steps === null ? 'products' : 'sweeps'}`,
    refused === null ? fixed(sweeps, 1) : absent,
    refused === null ? duration(seconds) : absent,
    bytes === null ? absent : `${fixed(bytes / 1_048_576, 1)} MiB`,
    ...damageCells(damage, targets),
  ];
}

function ablationColumns(targets: boolean): TextColumn[] {
  return [left('without'), ...['its share', 'relative error', 'cosine'].map(right), ...damageColumns(targets)];
}

function ablationCells({ label, share, error, cosine, damage }: AblationRow, targets: boolean): string[] {
  return [label.replace('= -', '= −'), fixed(share, 3), power(error), fixed(cosine, 4), ...damageCells(damage, targets)];
}

function damageColumns(targets: boolean): TextColumn[] {
  return [right('reached RMSE'), ...(targets ? [right('target mean')] : []), right('utility')];
}

function damageCells(damage: ReachedDamage | null, targets: boolean): string[] {
  return [
    fixed(damage?.predictionShiftRmse, 4),
    ...(targets ? [fixed(damage?.targetMean, 3)] : []),
    fixed(damage?.utility, 2),
  ];
}

function explanation(audit: StoredAudit): string[] {
  const { differences, entries, maliciousUsers, checkedEntries, iterations, start, sweepSeconds, retrainSeconds } = audit;
  const before = start.targetMean === null ? '' : `, target mean ${fixed(start.targetMean, 3)}`;
  return [
    `Against ${plural(differences.length, 'central difference')} through full retraining, along random directions of ` +
      `${plural(entries, 'rating')} of ${plural(maliciousUsers, 'malicious user')}; ${plural(checkedEntries, 'single rating')} moved alone.`,
    `A sweep takes ${milliseconds(sweepSeconds)}, a retraining ${milliseconds(retrainSeconds)}.`,
    iterations === 0
      ? `The uniform profiles reach RMSE ${fixed(start.predictionShiftRmse, 4)}${before}.`
      : `The uniform profiles reach RMSE ${fixed(start.predictionShiftRmse, 4)}${before}; then PGA takes ` +
        `${plural(iterations, 'step')} at most along each gradient, judged by the whole utility.`,
  ];
}

function milliseconds(seconds: number): string {
  return `${fixed(1000 * seconds, seconds < 0.01 ? 2 : 0)} ms`;
}

function power(value: number | null): string {
  return value === null ? absent : value.toExponential(1).replace('-', '−');
}

function left(title: string): TextColumn {
  return { title, align: 'left' };
}

function right(title: string): TextColumn {
  return { title, align: 'right' };
}
