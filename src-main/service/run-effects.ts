import type { ItemOrder, ItemShift, RunEffect } from '../../shared/domain/run-effect.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { StoredPredictedEffect } from '../store/predicted-effects.ts';
import type { ServiceContext } from './context.ts';
import type { DatasetFacts, DatasetFactsOf } from './dataset-facts.ts';
import { datasetFactsOf } from './dataset-facts.ts';
import { computePredictedEffect, itemShifts, orderItems, requireProfiles, summarizeEffect } from './predicted-effect.ts';

/** So many runs are kept: the one that is looked at, and those beside it in its list. */
const keptRuns = 4;

/** The effect of one run in the terms of its data. */
export interface RunPredictions {
  stored: StoredPredictedEffect;
  summary: RunEffect;
  /** Every item, in the order of the data file. */
  items: readonly ItemShift[];
  /** The items in an order, as {@link orderItems}; that of the last call is kept, so that pages of a list cost no sorting. */
  ordered(order: ItemOrder, descending: boolean): readonly ItemShift[];
}

/** Effects of the runs that were asked for last, and the facts of their data. */
export interface RunEffects {
  datasetFacts: DatasetFactsOf;
  /** Null where it was not computed yet. */
  known(run: Run): Promise<RunPredictions | null>;
  /** The known one, else the model is retrained now. @throws LabError as {@link computePredictedEffect} */
  compute(run: Run, jobId?: string): Promise<RunPredictions>;
}

/** Keeps what pages of runs ask for again and again, of {@link keptRuns} runs: a run's key says everything that its effect follows from. */
export function runEffects(context: ServiceContext): RunEffects {
  const datasetFacts = datasetFactsOf(context.store);
  const kept = new Map<string, RunPredictions>();

  /** Puts a run last, which is let go last. */
  function keep(key: string, predictions: RunPredictions): RunPredictions {
    kept.delete(key);
    kept.set(key, predictions);
    for (const oldest of [...kept.keys()].slice(0, -keptRuns)) kept.delete(oldest);
    return predictions;
  }

  async function made(run: Run, stored: StoredPredictedEffect): Promise<RunPredictions> {
    const facts = await datasetFacts(run.config.dataset);
    return keep(run.key, kept.get(run.key) ?? predictionsOf(context, run, stored, facts));
  }

  async function known(run: Run): Promise<RunPredictions | null> {
    const found = kept.get(run.key);
    if (found) return keep(run.key, found);
    const stored = context.store.predictedEffects.get(run.key);
    return stored && made(run, stored);
  }

  return {
    datasetFacts,
    known,
    compute: async (run, jobId) => (await known(run)) ?? made(run, await computePredictedEffect(context, run, jobId)),
  };
}

function predictionsOf(context: ServiceContext, run: Run, stored: StoredPredictedEffect, facts: DatasetFacts): RunPredictions {
  const profiles = requireProfiles(context, run);
  const items = itemShifts(stored, profiles, facts);
  let last: { order: ItemOrder; descending: boolean; items: ItemShift[] } | null = null;
  return {
    stored,
    items,
    summary: summarizeEffect(run, stored, items, profiles, facts),
    ordered(order, descending) {
      if (last?.order !== order || last.descending !== descending) last = { order, descending, items: orderItems(items, order, descending) };
      return last.items;
    },
  };
}
