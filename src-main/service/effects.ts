import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { ServiceContext } from './context.ts';
import { estimatePredictedEffect } from './predicted-effect.ts';
import type { RunEffects } from './run-effects.ts';
import { runFigureTable } from './run-figure.ts';

/** Area `effects`. */
export function effectHandlers(context: ServiceContext, effects: RunEffects): HandlersOf<Contract['effects'], void> {
  const find = (run: string) => context.store.runs.details(run).run;
  return {
    async known({ run }) {
      const found = find(run);
      const known = await effects.known(found);
      return { effect: known && known.summary, estimateSeconds: known ? 0 : estimatePredictedEffect(context, found) };
    },
    compute: async ({ run, jobId }) => ({ effect: (await effects.compute(find(run), jobId)).summary }),
    async items({ run, order, descending, search, offset, limit }) {
      const items = (await effects.compute(find(run))).ordered(order, descending);
      const wanted = search.trim().toLowerCase();
      const named = wanted === '' ? items : items.filter(({ item, title }) => item === wanted || (title?.toLowerCase().includes(wanted) ?? false));
      return { rows: named.slice(offset, offset + limit), total: named.length };
    },
    figure: (request) => runFigureTable(context, effects, request),
  };
}
