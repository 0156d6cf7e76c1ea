import type { Campaign, FieldError } from '../../../shared/domain/campaign.ts';
import type { Slot } from '../../../shared/domain/component.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { cleanModelKey, needsCleanModel, resolveTargets } from '../../engine/catalogue.ts';
import type { CleanModel } from '../../engine/jobs/job.ts';
import type { Store } from '../../store/store.ts';
import { originOf } from './axis-paths.ts';
import type { PlannedCombination } from './plan.ts';

/** Trains, or reads, the clean model of a learner (parsed) on a stored data set (fingerprint). */
export type TrainClean = (dataset: string, learner: Slot) => Promise<CleanModel>;

/**
 * Whether every run's targets exist in its data, and every choice of targets has enough candidates.
 * @param trainClean null: choices that need a clean model which is not stored are left for the run to make
 */
export async function targetErrors(
  campaign: Campaign,
  runs: readonly PlannedCombination[],
  store: Store,
  trainClean: TrainClean | null,
): Promise<FieldError[]> {
  const errors = new Map<string, FieldError>();
  const seen = new Set<string>();
  for (const { planned, known, picks } of runs) {
    const { objective, learner } = planned.config;
    const question = JSON.stringify([
      planned.config.dataset,
      objective,
      needsCleanModel(objective) ? learner : null,
    ]);
    if (seen.has(question)) continue;
    seen.add(question);
    try {
      const model = await modelFor(
        planned.config.dataset,
        learner,
        objective,
        known.stored,
        store,
        trainClean,
      );
      if (model !== 'unknown') resolveTargets(objective, known.dataset, model);
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'bad-input') throw error;
      const complaints = error.complaints.length > 0 ? error.complaints : [{ message: error.message }];
      for (const { path = 'objective.config.targets', message } of complaints) {
        const place = originOf(path, campaign.sweep, picks);
        errors.set(`${place} ${message}`, { path: place, message });
      }
    }
  }
  return [...errors.values()];
}

async function modelFor(
  dataset: string,
  learner: Slot,
  objective: Slot,
  stored: boolean,
  store: Store,
  trainClean: TrainClean | null,
): Promise<CleanModel | null | 'unknown'> {
  if (!needsCleanModel(objective)) return null;
  const known = store.cleanModels.get(cleanModelKey(dataset, learner));
  if (known) return known;
  return trainClean && stored ? trainClean(dataset, learner) : 'unknown';
}
