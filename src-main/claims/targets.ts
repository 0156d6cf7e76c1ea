import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimCondition } from '../../shared/domain/claim.ts';
import type { ClaimDefinition, Finding } from './claim.ts';
import { hasTargets, type ClaimRun } from './claim-run.ts';
import { decided } from './decide.ts';

type TargetOutcome = ClaimCondition['targets'][number];

/**
 * A claim's rule for each target alone, beside each of its findings; empty for those with fewer than two targets.
 * @param targets resolved items by key of the run
 */
export function perTarget(
  claim: ClaimDefinition,
  findings: readonly Finding[],
  runs: readonly ClaimRun[],
  targets: ReadonlyMap<string, readonly string[]>,
): TargetOutcome[][] {
  const choices = [...new Set(runs.filter(hasTargets).map((run) => run.attacked))].sort();
  if (choices.length < 2) return findings.map(() => []);
  const alone = choices.map((choice) => {
    const own = runs.filter((run) => !hasTargets(run) || run.attacked === choice);
    const bySetting = new Map(claim.measure(own).map((finding) => [canonicalJson(finding.switches), finding]));
    return { choice, bySetting };
  });
  return findings.map((finding) => {
    const chosen = new Set(finding.runs.filter(hasTargets).map((run) => run.attacked));
    if (chosen.size < 2) return [];
    return alone.flatMap(({ choice, bySetting }) => {
      const found = chosen.has(choice) ? bySetting.get(canonicalJson(finding.switches)) : undefined;
      return found ? [{ target: nameOf(found, choice, targets), ...decided({ ...found, leastTargets: 1 }) }] : [];
    });
  });
}

/**
 * Targets that flip a claim: where one meets the rule and another's interval lies where the rule is broken. One that is
 * merely not shown flips nothing.
 */
export function targetFlips(conditions: readonly ClaimCondition[]): string[] {
  return conditions.flatMap(({ targets, setting }) => {
    const names = (outcome: (target: TargetOutcome) => boolean) => targets.filter(outcome).map(({ target }) => target);
    const met = names(({ holds }) => holds === true);
    const broken = names(({ holds, because }) => holds === false && !because.startsWith('not shown'));
    if (met.length === 0 || broken.length === 0) return [];
    return [`target${setting === '' ? '' : ` (${setting})`}: holds for ${met.join(', ')}; not for ${broken.join(', ')}`];
  });
}

/** "item 478", or the draw where the item is not known. */
function nameOf({ runs }: Finding, choice: string, targets: ReadonlyMap<string, readonly string[]>): string {
  const own = runs.find((run) => run.attacked === choice && hasTargets(run));
  const items = own ? (targets.get(own.key) ?? []) : [];
  if (items.length > 0) return `item ${items.join(', ')}`;
  const { choose } = JSON.parse(choice) as { choose: { draw?: number } };
  return `draw ${choose.draw ?? 1}`;
}
