import type { ClaimCondition } from '../../../shared/domain/claim.ts';
import { plural } from '../../formatting/numbers.ts';

/** What became of a rule under one setting, reading or target. */
const outcomes = ['holds', 'does not hold', 'not shown', 'not decided'] as const;
export type Outcome = (typeof outcomes)[number];

type Found = Pick<ClaimCondition, 'holds' | 'because'>;

const notShown = 'not shown: ';

/** The outcome in a word: an interval that reaches across the threshold breaks nothing, and shows nothing. */
export function outcomeOf({ holds, because }: Found): Outcome {
  if (holds === null) return 'not decided';
  if (holds) return 'holds';
  return because.startsWith(notShown) ? 'not shown' : 'does not hold';
}

/** Why a rule is not met or not decided, as a sentence; empty where it is met. */
export function reasonOf({ because }: Found): string {
  const words = because.startsWith(notShown) ? because.slice(notShown.length) : because;
  return sentence(words);
}

/** How many came out how, most telling first: "9 hold, 4 are not shown". */
export function countOutcomes(found: readonly Found[]): string {
  const counted = outcomes.flatMap((outcome) => {
    const n = found.filter((each) => outcomeOf(each) === outcome).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? singular[outcome] : several[outcome]}`];
  });
  return counted.join(', ');
}

/** Words as a sentence. */
export function sentence(words: string): string {
  return words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** "3 targets alone: 1 holds, 2 are not shown". */
export function targetsInWords(targets: ClaimCondition['targets']): string {
  return `${plural(targets.length, 'target')} alone: ${countOutcomes(targets)}`;
}

const singular: Record<Outcome, string> = { holds: 'holds', 'does not hold': 'does not hold', 'not shown': 'is not shown', 'not decided': 'is not decided' };
const several: Record<Outcome, string> = { holds: 'hold', 'does not hold': 'do not hold', 'not shown': 'are not shown', 'not decided': 'are not decided' };
