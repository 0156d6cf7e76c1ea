import type { Run } from '../../../shared/domain/run.ts';
import { runStatuses } from '../../../shared/domain/run.ts';
import { runTitle, statusWord } from '../../formatting/runs.ts';

export const statusFilters = ['all', ...runStatuses] as const;
export type StatusFilter = (typeof statusFilters)[number];

/**
 * Runs of a status whose title, data set, status or run holds every word of the text. A word with a comma
 * or a per cent sign counts as it is written in titles, as in "5 %".
 */
export function filterRuns(runs: readonly Run[], text: string, status: StatusFilter): Run[] {
  const words = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
  return runs.filter((run) => (status === 'all' || run.status === status) && matches(run, words));
}

function matches(run: Run, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { config } = run;
  const ids = [config.attack.id, config.gradient?.id ?? '', config.objective.id, config.learner.id];
  const text = [runTitle(run), run.datasetName, statusWord(run.status), run.run, ...ids].join(' ').toLowerCase();
  return words.every((word) => text.includes(word) || run.key.startsWith(word));
}
