import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useCatalogue } from '../stores/catalogue.ts';
import type { RunsState } from './address-state.ts';
import type { RunField } from './field.ts';
import { runFields, starField } from './fields.ts';
import { filterRuns } from './filter.ts';
import { groupRuns } from './grouping.ts';
import type { ListedRun } from './listed-run.ts';
import type { ListRow } from './list-rows.ts';
import { rowsOfGroups, rowsOfRuns } from './list-rows.ts';
import { orderRuns } from './order.ts';
import { fieldOf, parameterExamples, parameterField } from './parameter-fields.ts';

/** What the list shows of its runs, and what it could show. */
export interface RunsList {
  /** Those that fulfil the filter, in order. */
  shown: ComputedRef<readonly ListedRun[]>;
  /** The same as its rows stand under each other, those of folded groups too. */
  inOrder: ComputedRef<readonly ListedRun[]>;
  rows: ComputedRef<readonly ListRow[]>;
  /** Columns in order, the run's own left out, pinned ones first. */
  columns: ComputedRef<readonly RunField[]>;
  /** Every field that some run has; looked for when first asked. */
  fields: ComputedRef<readonly RunField[]>;
  fieldOf(key: string): RunField | undefined;
}

/**
 * Order, filter, groups and columns of runs by the state of the address; each is found anew only when its part changes.
 * @param usual keys of the columns while the address names none; none where nobody sees them
 */
export function useRunsList(runs: ComputedRef<readonly ListedRun[]>, state: ComputedRef<RunsState>, usual: () => readonly string[] = () => []): RunsList {
  const catalogue = useCatalogue();
  // As texts, so that a part that reads the same after a step in the address counts as unchanged.
  const part = <K extends keyof RunsState>(key: K) => {
    const text = computed(() => JSON.stringify(state.value[key]));
    return computed(() => JSON.parse(text.value) as RunsState[K]);
  };
  const [sort, conditions, group, folds, columnKeys, pins] = [part('sort'), part('conditions'), part('group'), part('folds'), part('columns'), part('pins')];
  const text = computed(() => state.value.text);
  const find = (key: string) => fieldOf(key, runs.value, catalogue.components);

  const ordered = computed(() => (sort.value === null ? runs.value : orderRuns(runs.value, find(sort.value.key), sort.value.direction)));
  const shown = computed(() => filterRuns(ordered.value, text.value, conditions.value, find));
  const groupFields = computed(() => group.value.flatMap((key) => find(key) ?? []));
  const groups = computed(() => (groupFields.value.length === 0 ? null : groupRuns(shown.value, groupFields.value)));
  const inOrder = computed(() => groups.value?.flatMap((group) => group.runs) ?? shown.value);
  const rows = computed(() => (groups.value === null ? rowsOfRuns(shown.value) : rowsOfGroups(groups.value, folds.value)));
  const columns = computed(() => {
    const wanted = (columnKeys.value ?? usual()).filter((key) => key !== 'run' && !group.value.includes(key));
    const inOrder = [...wanted.filter((key) => pins.value.includes(key)), ...wanted.filter((key) => !pins.value.includes(key))];
    return inOrder.flatMap((key) => find(key) ?? []);
  });
  const fields = computed(() => {
    const parameters = [...parameterExamples(runs.value)].map(([path, example]) => parameterField(path, example, catalogue.components));
    return [...runFields, starField, ...parameters];
  });
  return { shown, inOrder, rows, columns, fields, fieldOf: find };
}
