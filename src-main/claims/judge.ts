import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimCondition, JudgedClaim, Verdict } from '../../shared/domain/claim.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import type { ClaimDefinition, Finding } from './claim.ts';
import { claimRuns, type ClaimRun } from './claim-run.ts';
import { decided, type Decision } from './decide.ts';
import { flipsOf } from './flips.ts';
import { departuresOf, type Departure } from './frame.ts';
import { inWords, nearestDepartures, readingsOf } from './readings.ts';
import { startsOf } from './starts.ts';
import { perTarget, targetFlips } from './targets.ts';
import { differing, settingInWords } from './words.ts';

/** What claims are judged from. */
export interface Evidence {
  runs: readonly Run[];
  /** Uniqueness checks by key of the run. */
  checks: ReadonlyMap<string, Uniqueness>;
  /** Resolved target items by key of the run. */
  targets: ReadonlyMap<string, readonly string[]>;
}

/**
 * Judges claims from stored runs, by their rules and nothing else. Runs that depart from what the paper states decide
 * nothing: they are readings. A claim holds where every condition with enough seeds and targets meets the rule, does not where
 * none does, and depends where conditions, or targets within one, disagree. A rule whose interval reaches across its
 * threshold at the least n is not met. Where no condition has enough of both, or only readings there are, it is not decided.
 */
export function judgeClaims(claims: readonly ClaimDefinition[], evidence: Evidence): JudgedClaim[] {
  return [...judgeInTurn(claims, evidence)];
}

/** The same, one claim at a time: thousands of runs take a while. */
export function* judgeInTurn(claims: readonly ClaimDefinition[], { runs, checks, targets }: Evidence): Generator<JudgedClaim, void> {
  const tested = claimRuns(runs, targets);
  for (const claim of claims) yield judge(claim, tested, checks, targets);
}

function judge(claim: ClaimDefinition, tested: readonly ClaimRun[], checks: Evidence['checks'], targets: Evidence['targets']): JudgedClaim {
  const counting = tested.filter((run) => departuresOf(run, claim.frame).length === 0);
  const findings = claim.measure(counting).sort(mostTelling);
  const conditions = conditionsOf(claim, findings, counting, targets);
  const decisive = conditions.filter(({ holds }) => holds !== null);
  const disagreeing = targetFlips(decisive);
  const elsewhere = conditions.length > 0 ? [] : nearestDepartures(claim, tested);
  const measured = conditions.length > 0 || elsewhere.length > 0;
  const verdict = disagreeing.length > 0 ? 'depends' : verdictOf(decisive, measured);
  const headline = decisive[0] ?? conditions[0] ?? null;
  return {
    ...{ id: claim.id, claim: claim.claim, source: claim.source, rule: claim.rule, unit: claim.unit, verdict, conditions },
    measured: headline?.measured ?? null,
    interval: headline?.interval ?? null,
    overTargets: headline?.overTargets ?? null,
    n: headline?.n ?? 0,
    because: becauseOf(verdict, verdict === 'not decided' ? conditions.slice(0, 1) : decisive, elsewhere),
    flips: verdict === 'depends' ? [...flipsOf(decisive), ...disagreeing] : [],
    starts: startsOf(findings, checks),
    readings: verdict === 'holds' ? [] : readingsOf(claim, tested),
  };
}

function conditionsOf(claim: ClaimDefinition, findings: readonly Finding[], runs: readonly ClaimRun[], targets: Evidence['targets']): ClaimCondition[] {
  const apart = differing(findings.map(({ switches }) => switches));
  const byTarget = perTarget(claim, findings, runs, targets);
  return findings.map((finding, at) => {
    const { switches, note } = finding;
    const own = apart.flatMap((name) => (name in switches ? [[name, switches[name]] as const] : []));
    return { ...decided(finding), switches, setting: settingInWords(own), note, targets: byTarget[at] };
  });
}

/** Most seeds first, then most targets, then the larger share of fake users, then by text: never by the order of the runs. */
function mostTelling(a: Finding, b: Finding): number {
  const share = ({ switches }: Finding) => Number(switches['malicious share']);
  return b.n - a.n || b.targets - a.targets || share(b) - share(a) || (canonicalJson(a.switches) < canonicalJson(b.switches) ? -1 : 1);
}

function verdictOf(decisive: readonly Decision[], measured: boolean): Verdict {
  if (decisive.length === 0) return measured ? 'not decided' : 'not tested';
  if (decisive.every(({ holds }) => holds)) return 'holds';
  return decisive.some(({ holds }) => holds) ? 'depends' : 'does not hold';
}

/** The reasons of all conditions that bear the verdict, each once, with how many settings share it; or in what all runs are elsewhere. */
function becauseOf(verdict: Verdict, bearing: readonly Decision[], elsewhere: readonly Departure[]): string {
  if (verdict === 'holds' || verdict === 'depends') return '';
  if (verdict === 'not tested') return 'no stored run speaks of it';
  if (elsewhere.length > 0) return `measured only under other settings: ${inWords(elsewhere)}`;
  const counts = new Map<string, number>();
  for (const { because } of bearing) counts.set(because, (counts.get(because) ?? 0) + 1);
  const words = [...counts].map(([reason, count]) => (counts.size === 1 ? reason : `${reason} (${count} of ${bearing.length} settings)`));
  return words.join('; ');
}
