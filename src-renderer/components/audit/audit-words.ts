import type { AblationRow, AuditRow, StoredAudit } from '../../../shared/domain/gradient-audit.ts';
import { errorText, slopeText } from '../../../shared/figures/drawing/error-text.ts';
import { formatCount, formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import { plural } from '../../formatting/numbers.ts';

/** A gradient in one line, as under its figure: "Exact: cosine 1.000, relative error 3.1e−4". */
export function rowSentence({ label, cosine, error, refused }: AuditRow): string {
  const name = label[0].toUpperCase() + label.slice(1);
  if (refused !== null) return `${name}: not computed`;
  const direction = cosine === null ? '' : `cosine ${formatNumber(cosine, 3)}, `;
  return `${name}: ${direction}relative error ${errorText(error)}`;
}

/** What an audit finds, in a sentence. */
export function auditSentence({ gradients }: StoredAudit): string {
  const exact = gradients.find(({ gradient }) => gradient === 'exact');
  const oneStep = gradients.find(({ gradient }) => gradient === 'one-step');
  const parts = [
    exact?.error == null ? 'The exact gradient was not computed' : `The exact gradient agrees with retraining to ${errorText(exact.error)}`,
    ...(oneStep?.error == null
      ? []
      : [`the one-step gradient is off by ${errorText(oneStep.error)}${oneStep.cosine === null ? '' : `, at cosine ${formatNumber(oneStep.cosine, 2)}`}`]),
  ];
  return `${parts.join('; ')}.`;
}

/** How it was measured, in a sentence. */
export function methodSentence({ differences, entries, maliciousUsers, checkedEntries }: StoredAudit): string {
  return (
    `${plural(differences.length, 'random direction')} of ${plural(entries, 'rating')} of ${plural(maliciousUsers, 'malicious user')}, ` +
    `and ${plural(checkedEntries, 'single rating')}, each against full retraining to both sides.`
  );
}

/** What the attacks of an audit did, in a sentence. */
export function attackSentence({ iterations, start }: StoredAudit): string {
  const before = `Uniform profiles reach RMSE ${formatNumber(start.predictionShiftRmse, 3)}${targetText(start.targetMean)}`;
  if (iterations === 0) return `${before}. No attacks were made.`;
  return `${before}; from there PGA takes ${plural(iterations, 'step')} at most along each gradient, and the model is retrained.`;
}

/** What finite differences of every rating would take, for comparison. */
export function alternativeSeconds({ entries, retrainSeconds }: StoredAudit): number {
  return 2 * entries * retrainSeconds;
}

/** What cost a gradient has in counted work: "44 products", "30 sweeps". */
export function workText({ products, steps, refused }: AuditRow): string {
  if (refused !== null || products === null) return noValue;
  if (steps !== null) return plural(steps, 'sweep');
  return products === 0 ? 'one solve' : plural(products, 'product');
}

/** Bytes in MiB. */
export function memoryText(bytes: number | null): string {
  return bytes === null ? noValue : `${formatNumber(bytes / 1_048_576, 1)} MiB`;
}

/** The checked rating at which a gradient is farthest off, with where it is: "0.10 for 0.90". */
export function worstText({ worstEntry }: AuditRow): { text: string; title: string | undefined } {
  if (worstEntry === null) return { text: noValue, title: undefined };
  const { user, item, found, difference } = worstEntry;
  return {
    text: `${slopeText(found)} for ${slopeText(difference)}`,
    title: `Malicious user ${formatCount(user)}, item ${item}: ${formatNumber(found, 6)} where retraining says ${formatNumber(difference, 6)}`,
  };
}

/** Whether the audit has targets to speak of. */
export function hasTargets({ start }: StoredAudit): boolean {
  return start.targetMean !== null;
}

/** The term with true minuses and the paper's symbols. */
export function termText({ label }: AblationRow): string {
  return label.replace('= -', '= −').replace('μ1', 'μ₁').replace('μ2', 'μ₂');
}

function targetText(mean: number | null): string {
  return mean === null ? '' : ` and a target’s mean of ${formatNumber(mean, 3)}`;
}
