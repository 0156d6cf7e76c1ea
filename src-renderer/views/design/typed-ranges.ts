import { expandRange, longestRange } from '../../campaign-draft/axes.ts';

const number = String.raw`[+−-]?(?:\d+(?:\.\d+)?|\.\d+)`;
/** Two ends with dots, the word "to" or a dash between; a dash has room at both sides or at neither, else it is a minus. */
const ends = String.raw`(${number})(?:\s*%?\s*(?:\.{2,}|…)\s*|\s*%?\s+to\s+|[-–]|\s+[-–−]\s+)(${number})`;
const step = String.raw`(?:\s*%?\s+(?:by|step|in steps of)\s+(${number}))?`;
const range = new RegExp(String.raw`(?<![\w.])${ends}${step}(?![\w.])`, 'gi');

/**
 * Writes out the ranges in what was typed, as in "1-5, 8", "1..5" or "0.5 to 2 by 0.5", in the unit of the input. Steps
 * are 1 unless they are typed, and lead downwards where the second end is below the first; an end that steps of 1 miss
 * ("0.1-0.5") asks for one.
 */
export function writtenOut(typed: string): { text: string; ranges: number } | { problem: string } {
  let ranges = 0;
  let tooLong = false;
  let missed: string | null = null;
  const text = typed.replace(range, (_, first: string, last: string, by: string | undefined) => {
    const [from, to] = [numberOf(first), numberOf(last)];
    const size = by === undefined ? 1 : Math.abs(numberOf(by));
    const values = expandRange(from, to, to < from ? -size : size);
    ranges++;
    tooLong ||= values.length === 0;
    if (by === undefined && values.at(-1) !== to) missed = `${first} to ${last}`;
    return values.join(' ');
  });
  if (tooLong) return { problem: `A range has a step above 0 and at most ${longestRange.toLocaleString('en')} values, as in 1-9 by 2.` };
  if (missed !== null) return { problem: `Steps of 1 do not lead from ${missed}: type the step too, as in ${missed} by 0.1.` };
  return { text, ranges };
}

function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}
