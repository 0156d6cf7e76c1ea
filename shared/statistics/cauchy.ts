import { studentTCdf, studentTQuantile } from './student-t.ts';

/**
 * One p value for several that may depend on each other, as over the seeds of one condition: the upper tail of
 * the mean of tan((1/2 - p) π), which are Student's t with one degree of freedom. Nulls are left out; null
 * without any p. Ones count as 1 - 1/n, so that a single one does not outvote the rest. (A median of p values is
 * no p value: under the null it falls below 0.05 far too seldom.)
 * Source: Liu and Xie, JASA 115 (2020) 393-402.
 * @throws RangeError for a p outside [0, 1]
 */
export function cauchyCombination(pValues: readonly (number | null)[]): number | null {
  const defined = pValues.filter((p) => p !== null);
  if (defined.length === 0) return null;
  if (defined.length === 1) return defined[0];
  const largest = 1 - 1 / defined.length;
  const scores = defined.map((p) => -studentTQuantile(p === 1 ? largest : p, 1));
  return studentTCdf(-scores.reduce((sum, score) => sum + score, 0) / scores.length, 1);
}
