import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { ItemShift, RunEffect } from '../../shared/domain/run-effect.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { StoredPredictedEffect } from '../store/predicted-effects.ts';
import type { ServiceContext } from './context.ts';
import { datasetFactsOf } from './dataset-facts.ts';
import {
  computePredictedEffect,
  estimatePredictedEffect,
  itemShifts,
  orderItems,
  requireProfiles,
  summarizeEffect,
} from './predicted-effect.ts';
import { runFigureTable } from './run-figure.ts';

/** Area `effects`. */
export function effectHandlers(context: ServiceContext): HandlersOf<Contract['effects'], void> {
  const { store } = context;
  const datasetFacts = datasetFactsOf(store);
  const find = (run: string): Run => store.runs.details(run).run;
  const summary = (run: Run, stored: StoredPredictedEffect): RunEffect => {
    const facts = datasetFacts(run.config.dataset);
    return summarizeEffect(run, stored, itemShifts(stored, requireProfiles(context, run), facts), facts);
  };
  return {
    known({ run }) {
      const found = find(run);
      const stored = store.predictedEffects.get(found.key);
      return { effect: stored && summary(found, stored), estimateSeconds: stored ? 0 : estimatePredictedEffect(context, found) };
    },
    async compute({ run, jobId }) {
      const found = find(run);
      return { effect: summary(found, await computePredictedEffect(context, found, jobId)) };
    },
    async items({ run, order, descending, search, offset, limit }) {
      const found = find(run);
      const items = await allItems(context, found, datasetFacts);
      const wanted = search.trim().toLowerCase();
      const named = items.filter(({ item, title }) => wanted === '' || item === wanted || (title?.toLowerCase().includes(wanted) ?? false));
      return { rows: orderItems(named, order, descending).slice(offset, offset + limit), total: named.length };
    },
    figure: (request) => runFigureTable(context, datasetFacts, request),
  };
}

/** Every item of a run before and after; computed now where it was not. */
export async function allItems(context: ServiceContext, run: Run, datasetFacts: ReturnType<typeof datasetFactsOf>): Promise<ItemShift[]> {
  return itemShifts(await computePredictedEffect(context, run), requireProfiles(context, run), datasetFacts(run.config.dataset));
}
