import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimCondition, JudgedClaim, Verdict } from '../../shared/domain/claim.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { ClaimDefinition } from './claim.ts';
import { claimRuns } from './claim-run.ts';

/**
 * Judges claims from stored runs, by their rules and nothing else. A claim holds where every decided condition says
 * so, does not where none does, and depends otherwise; conditions whose interval is open or whose replicates are too
 * few decide nothing.
 */
export function judgeClaims(claims: readonly ClaimDefinition[], runs: readonly Run[]): JudgedClaim[] {
  const tested = claimRuns(runs);
  return claims.map(({ measure, id, claim, source, rule, unit }) => {
    const conditions = measure(tested).sort(mostTelling);
    const decided = conditions.filter(({ holds }) => holds !== null);
    const headline = decided[0] ?? conditions[0] ?? null;
    const verdict = verdictOf(decided);
    return {
      ...{ id, claim, source, rule, unit, verdict, conditions },
      measured: headline?.measured ?? null,
      interval: headline?.interval ?? null,
      n: headline?.n ?? 0,
      flips: verdict === 'depends' ? flipsOf(decided) : [],
    };
  });
}

/** Most replicates first, then the larger share of fake users, then by text: never by the order of the runs. */
function mostTelling(a: ClaimCondition, b: ClaimCondition): number {
  const share = ({ switches }: ClaimCondition) => Number(switches['malicious share']);
  const [left, right] = [a, b].map(({ switches }) => canonicalJson(switches));
  return b.n - a.n || share(b) - share(a) || (left < right ? -1 : 1);
}

function verdictOf(decided: readonly ClaimCondition[]): Verdict {
  if (decided.length === 0) return 'not tested';
  if (decided.every(({ holds }) => holds)) return 'holds';
  return decided.some(({ holds }) => holds) ? 'depends' : 'does not hold';
}

/** Switches whose value alone tells the outcome; where there is none, every switch that differs. */
function flipsOf(decided: readonly ClaimCondition[]): string[] {
  const all = [...new Set(decided.flatMap(({ switches }) => Object.keys(switches)))];
  // Fields that only one of several gradients or attacks has say no more than its name.
  const shared = (name: string) => decided.every(({ switches }) => name in switches);
  const names = all.filter((name) => shared(name) || !all.includes(name.split(' ')[0]));
  const told = names.flatMap((name) => {
    const outcomes = new Map<string, Set<boolean>>();
    for (const { switches, holds } of decided) {
      const value = switches[name] ?? 'none';
      outcomes.set(value, (outcomes.get(value) ?? new Set()).add(holds === true));
    }
    if (outcomes.size < 2 || [...outcomes.values()].some((both) => both.size > 1)) return [];
    const values = (outcome: boolean) => [...outcomes].filter(([, found]) => found.has(outcome)).map(([value]) => value).join(', ');
    return [`${name}: holds for ${values(true)}; not for ${values(false)}`];
  });
  if (told.length > 0) return told;
  const differing = names.filter((name) => new Set(decided.map(({ switches }) => switches[name] ?? 'none')).size > 1);
  return [differing.length > 0 ? `several together: ${differing.join(', ')}` : 'replicates alone'];
}
