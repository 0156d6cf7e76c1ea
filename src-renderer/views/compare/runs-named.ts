import type { Run } from '../../../shared/domain/run.ts';

/**
 * The runs that references name, in the order of the runs. Each is looked up once for every length that a reference
 * has, since thousands of runs are compared by as many names.
 * @param references whole keys or prefixes of them
 */
export function runsNamed(runs: readonly Run[], references: readonly string[]): Run[] {
  const named = new Set(references);
  const lengths = [...new Set(references.map(({ length }) => length))];
  return runs.filter(({ key }) => lengths.some((length) => named.has(key.slice(0, length))));
}
