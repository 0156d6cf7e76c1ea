import { dependenceLimit, type Uniqueness } from '../../shared/domain/uniqueness.ts';
import type { Finding } from './claim.ts';

/** What the uniqueness checks of a claim's runs say: how many effects depend on the start of training, and how much. */
export function startsOf(findings: readonly Finding[], checks: ReadonlyMap<string, Uniqueness>): string {
  const keys = new Set(findings.flatMap(({ runs }) => runs.map(({ key }) => key)));
  const found = [...keys].flatMap((key) => checks.get(key) ?? []);
  if (found.length === 0) return '';
  const shares = found.map(({ dependence, targetDependence }) => Math.max(dependence ?? 0, targetDependence ?? 0));
  const depending = shares.filter((share) => share > dependenceLimit);
  const checked = found.length === 1 ? 'the one run that was checked' : `the ${found.length} runs that were checked`;
  if (depending.length === 0) return `The effect of ${checked} does not depend on the start of training.`;
  const most = Math.round(100 * Math.max(...depending));
  if (found.length === 1) return `The effect of ${checked} depends on the start of training, by ${most} % of it.`;
  return `The effect depends on the start of training in ${depending.length} of ${checked}, by up to ${most} % of it.`;
}
