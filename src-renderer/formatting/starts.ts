import { smallestEffect, startDependence, startName, type Uniqueness } from '../../shared/domain/uniqueness.ts';
import { formatNumber } from '../../shared/figures/drawing/format.ts';

/** What a uniqueness check found, in sentences: what depends on the start, or how little anything does. */
export function startsInWords({ warnings, dependence, targetDependence }: Uniqueness): string[] {
  if (warnings.length > 0) return warnings;
  const shares = [dependence, targetDependence].filter((share) => share !== null);
  if (shares.length === 0) return [`The effect is below ${smallestEffect}: a share of it would say nothing.`];
  const largest = 100 * Math.max(...shares);
  const howFar = largest < 0.05 ? 'less than 0.1 %' : `at most ${formatNumber(largest, 1)} %`;
  return [`The effect does not depend on where training starts: models from other starts differ by ${howFar} of it.`];
}

/** The warnings of a run that its effect depends on the start, one for each measure, as one sentence; null where there is none. */
export function startDependenceInWords(warnings: readonly string[]): string | null {
  const lead = `${startDependence}: `;
  const measures = warnings.filter((warning) => warning.startsWith(lead)).map((warning) => warning.slice(lead.length).replace(/\.$/, ''));
  return measures.length === 0 ? null : `${lead}${measures.join('; ')}.`;
}

/** What a start is called, and what it is: `warm`, `fixed`, `random 1` as a check has them. */
export function startInWords(start: string): { words: string; title: string } {
  if (start === 'warm') return { words: 'clean model', title: 'Training goes on from the clean model: by convention the effect follows this one' };
  if (start === 'fixed') return { words: `${startName(start)} start`, title: 'The start of every clean model: the same factors in every run, whatever its seed' };
  return { words: start, title: 'Factors drawn anew, for this check alone' };
}

/** The least and the largest of a number over the poisoned models: `0.290 to 0.301`, or one number where they agree. */
export function rangeOverStarts({ poisoned }: Uniqueness, of: 'predictionShiftRmse' | 'targetMean', decimals: number): string {
  const values = poisoned.map((model) => model[of]).filter((value) => value !== null);
  if (values.length === 0) return '–';
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, decimals));
  return low === high ? low : `${low} to ${high}`;
}
