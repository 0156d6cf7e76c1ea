import { runFields } from '../../runs-list/fields.ts';
import type { ListedRun } from '../../runs-list/listed-run.ts';
import { widthOf } from './placed-columns.ts';

const always: readonly string[] = [
  ...['status', 'tags', 'attack', 'share', 'weights', 'seed', 'rmse', 'to-uniform'],
  ...['target', 'p', 'iterations', 'convergence', 'seconds'],
];
/** What makes room for columns that only some lists have, the least important first; before them goes an empty column of tags. */
const firstToGo: readonly string[] = ['seconds', 'iterations', 'weights', 'convergence'];

/**
 * The columns of a list that nobody has arranged: what tells its runs apart before all, so the campaign where they are of
 * several, and the data set where it is not one. Where these ask for more px than there are, others go.
 * @param runs all of the list, whatever is filtered away
 * @param campaign whether it is the list of one campaign, to which its runs belong whatever others they are of
 * @param room px for all columns
 */
export function usualColumns(runs: readonly ListedRun[], { campaign, room }: { campaign: boolean; room: number }): readonly string[] {
  const apart = [...(!campaign && areOfSeveralCampaigns(runs) ? ['campaign'] : []), ...(areOnSeveralData(runs) ? ['data'] : [])];
  let columns = [...always.slice(0, 2), ...apart, ...always.slice(2)];
  for (const key of runs.some(({ annotation }) => annotation.tags.length > 0) ? firstToGo : ['tags', ...firstToGo]) {
    if (widthOf(fieldsOf(columns)) <= Math.max(room, widthOf(fieldsOf(always)))) return columns;
    columns = columns.filter((one) => one !== key);
  }
  return columns;
}

/** Also where one run is of several; runs that no campaign has, or whose campaign is not known yet, tell nothing. */
function areOfSeveralCampaigns(runs: readonly ListedRun[]): boolean {
  let only: string | null = null;
  return runs.some(({ record }) =>
    (record?.campaigns ?? []).some((name) => {
      only ??= name;
      return name !== only;
    }),
  );
}

function areOnSeveralData(runs: readonly ListedRun[]): boolean {
  return runs.some(({ run }) => run.datasetName !== runs[0].run.datasetName);
}

function fieldsOf(keys: readonly string[]) {
  return runFields.filter(({ key }) => keys.includes(key));
}
