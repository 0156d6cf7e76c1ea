import type { Router } from 'vue-router';
import type { Run } from '../../shared/domain/run.ts';
import { plural } from '../formatting/numbers.ts';
import { runTitle } from '../formatting/runs.ts';
import { useAnnotations } from '../stores/annotations.ts';
import { useRunRecords } from '../stores/run-records.ts';
import { useRuns } from '../stores/runs.ts';
import { plainState, queryFromState } from '../runs-list/address-state.ts';
import { holdsWords, wordsOf } from '../runs-list/filter.ts';
import type { Command } from './command.ts';

/** The palette is a short list, so that typing stays quick; however much else it finds, so many runs have a place. */
const [fewest, longest] = [10, 50];

/** Runs as the palette finds them. */
export interface RunCommands {
  /** Asks for what runs are found and told apart by, where that is not known yet. */
  want(): void;
  /**
   * The runs that the list of runs finds for the same words, latest first, and where not all of them fit, the way there.
   * @param others lines of the palette that are taken
   */
  find(query: string, others: number): Command[];
}

/** Runs of the library, and their lines in the palette. */
export function useRunCommands(router: Router): RunCommands {
  const runs = useRuns();
  const records = useRunRecords();
  const annotations = useAnnotations();
  const command = (run: Run): Command => ({
    id: run.key,
    label: `${run.run}  ${runTitle(run)}`,
    detail: records.byRun.get(run.key)?.campaigns.join(', ') || run.datasetName,
    kind: 'Run',
    icon: 'runs',
    run: () => void router.push(`/runs/${run.run}`),
  });
  const rest = (count: number, text: string): Command => ({
    id: 'more-runs',
    label: `${plural(count, 'more run')}: see all in Runs`,
    kind: 'View',
    icon: 'runs',
    run: () => void router.push({ name: 'runs', query: queryFromState({ ...plainState, text }) }),
  });
  return {
    want() {
      void records.want();
      if (!annotations.loaded) void annotations.load();
    },
    find(query, others) {
      const text = textForRuns(query);
      const words = wordsOf(text);
      const found = runs.runs.filter((run) => holdsWords({ run, annotation: annotations.of(run.key) }, words));
      const shown = found.slice(0, Math.max(fewest, longest - others));
      return [...shown.map(command), ...(found.length > shown.length ? [rest(found.length - shown.length, text)] : [])];
    },
  };
}

/** What is left of a query for a run to hold: words that say its kind, as in "run 5 %", say nothing of it. */
function textForRuns(query: string): string {
  return query
    .split(/\s+/)
    .filter((word) => word !== '' && !'run'.includes(word.toLowerCase()))
    .join(' ');
}
