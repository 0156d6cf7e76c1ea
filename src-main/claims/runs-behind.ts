import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimCondition } from '../../shared/domain/claim.ts';
import type { ClaimDefinition } from './claim.ts';
import { claimRuns } from './claim-run.ts';
import { departuresOf } from './frame.ts';
import type { Evidence } from './judge.ts';

/**
 * The runs that one setting of a claim was read off, both sides of a comparison.
 * @param switches of the setting, as a judged claim has them
 * @returns keys, each once; none where no run shows the setting, as after one was deleted
 */
export function runsBehind(claim: ClaimDefinition, { runs, targets }: Omit<Evidence, 'checks'>, switches: ClaimCondition['switches']): string[] {
  const counting = claimRuns(runs, targets).filter((run) => departuresOf(run, claim.frame).length === 0);
  const wanted = canonicalJson(switches);
  const found = claim.measure(counting).filter((finding) => canonicalJson(finding.switches) === wanted);
  return [...new Set(found.flatMap((finding) => finding.runs.map(({ key }) => key)))];
}
