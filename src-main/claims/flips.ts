import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimCondition } from '../../shared/domain/claim.ts';
import { isNotShown } from './decide.ts';
import { differing, nameOf, valueOf } from './words.ts';

type Condition = Pick<ClaimCondition, 'switches' | 'holds' | 'because'>;

/** Most switches that are named together. */
const together = 3;

/**
 * What flips a claim, in plain words: each switch whose value alone tells the outcome, else the fewest switches that tell
 * it together. Where some conditions differ in one switch and disagree, only such switches are named. Conditions that all
 * agree have none.
 * @param decided conditions of which each holds or does not
 */
export function flipsOf(decided: readonly Condition[]): string[] {
  if (new Set(decided.map(({ holds }) => holds)).size < 2) return [];
  const all = differing(decided.map(({ switches }) => switches));
  const proven = provenAlone(decided);
  const single = all.filter((name) => tells(decided, [name]));
  const sure = single.filter((name) => proven.has(name));
  if (single.length > 0) return (sure.length > 0 ? sure : single).map((name) => inWords(decided, [name]));
  const ordered = [...all.filter((name) => proven.has(name)), ...all.filter((name) => !proven.has(name))];
  for (let size = 2; size <= together; size++) {
    const telling = subsets(ordered, size).find((names) => tells(decided, names));
    if (telling) return [inWords(decided, telling)];
  }
  return [ordered.length > 0 ? `several together: ${ordered.map(nameOf).join(', ')}` : 'replicates alone'];
}

/** Switches in which alone two conditions differ that disagree. */
function provenAlone(decided: readonly Condition[]): Set<string> {
  const [met, missed] = [true, false].map((outcome) => decided.filter(({ holds }) => holds === outcome));
  const found = met.flatMap((a) => missed.map((b) => differing([a.switches, b.switches])));
  return new Set(found.filter((names) => names.length === 1).flat());
}

/** Whether the values of some switches tell the outcome of every condition. */
function tells(decided: readonly Condition[], names: readonly string[]): boolean {
  const outcomes = new Map<string, boolean | null>();
  for (const { switches, holds } of decided) {
    const key = canonicalJson(names.map((name) => switches[name] ?? 'none'));
    if (outcomes.has(key) && outcomes.get(key) !== holds) return false;
    outcomes.set(key, holds);
  }
  return true;
}

function inWords(decided: readonly Condition[], names: readonly string[]): string {
  const values = (conditions: readonly Condition[]) => [
    ...new Set(conditions.map(({ switches }) => names.map((name) => valueOf(switches[name] ?? 'none')).join(' with '))),
  ];
  const missed = decided.filter(({ holds }) => holds === false);
  const broken = values(missed.filter((condition) => !isNotShown(condition)));
  const unshown = values(missed.filter(isNotShown)).filter((value) => !broken.includes(value));
  const parts = [
    `holds for ${values(decided.filter(({ holds }) => holds)).join(', ')}`,
    ...(broken.length > 0 ? [`not for ${broken.join(', ')}`] : []),
    ...(unshown.length > 0 ? [`not shown for ${unshown.join(', ')}`] : []),
  ];
  return `${names.map(nameOf).join(' and ')}: ${parts.join('; ')}`;
}

/** All choices of so many names, in their order. */
function subsets(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return names.flatMap((name, at) => subsets(names.slice(at + 1), size - 1).map((rest) => [name, ...rest]));
}
