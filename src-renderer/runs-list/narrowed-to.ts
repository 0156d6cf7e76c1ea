import type { ComponentDescription } from '../../shared/domain/component.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { Condition } from './conditions.ts';
import { conditionTest } from './conditions.ts';
import type { ListedRun } from './listed-run.ts';
import { fieldOf, parameterPaths } from './parameter-fields.ts';

/** Fields by which runs are told apart first, as a person would. */
const usual = ['attack', 'share', 'data', 'weights', 'filler', 'rank', 'ridge', 'learner', 'objective', 'gradient'];

/**
 * Conditions that let exactly the wanted runs of a list through, in few words: each leaves out some of the others. Runs
 * that no setting tells apart are named themselves.
 * @param all runs of the list, the wanted ones among them
 */
export function conditionsFor(wanted: readonly Run[], all: readonly Run[], components: readonly ComponentDescription[]): Condition[] {
  const keys = new Set(wanted.map(({ key }) => key));
  const own = wanted.map(listed);
  let others = all.filter(({ key }) => !keys.has(key)).map(listed);
  const conditions: Condition[] = [];
  for (const key of [...usual, ...parameterPaths([...own, ...others]), 'status', 'seed', 'run']) {
    const field = others.length === 0 ? undefined : fieldOf(key, own, components);
    if (field === undefined) continue;
    const values = own.flatMap((one) => (field.values(one).length === 0 ? [''] : field.values(one).map(String)));
    const condition: Condition = { field: key, relation: 'is', values: [...new Set(values)] };
    const left = others.filter(conditionTest(condition, field));
    if (left.length === others.length) continue;
    conditions.push(condition);
    others = left;
  }
  return conditions;
}

function listed(run: Run): ListedRun {
  return { run, annotation: { run: run.key, starred: false, tags: [], note: '' }, record: null, toUniform: null };
}
