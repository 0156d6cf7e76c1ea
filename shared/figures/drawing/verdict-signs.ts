import { isDecided, type Verdict } from '../../domain/claim.ts';

/** The sign of a verdict as outlines on a square of {@link signSize}: told apart by form, in ink alone. */
export interface VerdictSign {
  /** Filled with ink. */
  filled: readonly string[];
  /** Drawn as lines in ink. */
  lines: readonly string[];
  /** Drawn as lines in the colour of the ground, over what is filled. */
  cut: readonly string[];
  /** Dash pattern of the lines; empty where they are solid. */
  dash: readonly number[];
}

/** Side of the square that signs are outlined on. */
export const signSize = 12;
/** Width of a sign's lines on that square. */
export const signLine = 1.25;

const ring = 'M6 1A5 5 0 0 1 6 11A5 5 0 0 1 6 1Z';

/** A full disc with a tick holds, a half one depends, a ring with a cross does not hold, one with a dash is not decided, a broken ring is not tested. */
export const verdictSigns: Record<Verdict, VerdictSign> = {
  holds: { filled: [ring], lines: [ring], cut: ['M3.5 6.2L5.3 8L8.5 4.3'], dash: [] },
  depends: { filled: ['M6 1A5 5 0 0 0 6 11Z'], lines: [ring], cut: [], dash: [] },
  'does not hold': { filled: [], lines: [ring, 'M4.1 4.1L7.9 7.9', 'M7.9 4.1L4.1 7.9'], cut: [], dash: [] },
  'not decided': { filled: [], lines: [ring, 'M3.9 6H8.1'], cut: [], dash: [] },
  'not tested': { filled: [], lines: [ring], cut: [], dash: [2.2, 1.727] },
};

/** A verdict that says nothing of its claim stands back. */
export function isQuiet(verdict: Verdict): boolean {
  return !isDecided(verdict);
}

/** A verdict at the beginning of a cell or a sentence. */
export function verdictWord(verdict: Verdict): string {
  return `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
}
