import type { Run } from '../../shared/domain/run.ts';
import { runTitle, statusWord } from '../formatting/runs.ts';
import type { Condition } from './conditions.ts';
import { conditionTest } from './conditions.ts';
import type { RunField } from './field.ts';
import type { ListedRun } from './listed-run.ts';

/**
 * Runs that fulfil every condition and whose title, data set, status, components, tags, note or key hold every
 * word of the text, in their order. A share of users is one word, as in "5 %", and means no other share.
 * @param fieldOf by key; a condition on a field that nobody knows any more lets every run through
 */
export function filterRuns(
  runs: readonly ListedRun[],
  text: string,
  conditions: readonly Condition[],
  fieldOf: (key: string) => RunField | undefined,
): readonly ListedRun[] {
  const words = wordsOf(text);
  const tests = conditions.flatMap((condition) => {
    const field = fieldOf(condition.field);
    return field === undefined ? [] : [conditionTest(condition, field)];
  });
  if (words.length === 0 && tests.length === 0) return runs;
  return runs.filter((listed) => tests.every((fulfils) => fulfils(listed)) && holdsWords(listed, words));
}

/** The words that a typed text asks for, as {@link holdsWords} takes them. */
export function wordsOf(text: string): string[] {
  return sharesJoined(text.toLowerCase())
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => (word.endsWith('%') ? ` ${word}` : word));
}

/** Whether title, data set, status, components, tags, note or key of a run hold every word. */
export function holdsWords({ run, annotation }: Pick<ListedRun, 'run' | 'annotation'>, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(run);
  const written = annotation.tags.length === 0 && annotation.note === '' ? '' : `${annotation.tags.join(' ')} ${annotation.note}`.toLowerCase();
  return words.every((word) => text.includes(word) || written.includes(word) || run.key.startsWith(word));
}

/** Made once for each run as it stands, since every key that is typed asks for all of them. */
const texts = new WeakMap<Run, string>();

function textOf(run: Run): string {
  const known = texts.get(run);
  if (known !== undefined) return known;
  const { config } = run;
  const ids = [config.attack.id, config.gradient?.id ?? '', config.objective.id, config.learner.id];
  const text = sharesJoined([runTitle(run), run.datasetName, statusWord(run.status), run.run, ...ids].join(' ').toLowerCase());
  texts.set(run, text);
  return text;
}

function sharesJoined(text: string): string {
  return text.replace(/(\d)\s+%/g, '$1%');
}
