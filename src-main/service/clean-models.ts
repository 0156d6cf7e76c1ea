import type { Slot } from '../../shared/domain/component.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { cleanModelKey, requireComponent } from '../engine/catalogue.ts';
import type { Store } from '../store/store.ts';
import { complaintsOf } from './complaints.ts';
import type { ServiceContext } from './context.ts';

/** The learner whose predictions are shown where none is named. */
const defaultLearner: Slot = { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } };

/** A model that predicts the ratings of a data set, trained or not. */
interface ListedModel {
  learner: Slot;
  key: string;
  stored: boolean;
  /** Names of the campaigns that use it. */
  campaigns: string[];
}

/** Clean models of a data set: that of `learner`, the one of the paper, then those of saved campaigns, each once. */
export function listCleanModels(store: Store, { name, fingerprint }: Dataset, learner: Slot): ListedModel[] {
  const models = new Map<string, ListedModel>();
  const add = (slot: Slot, campaign: string | null): void => {
    const key = cleanModelKey(fingerprint, slot);
    const known = models.get(key) ?? { learner: slot, key, stored: store.cleanModels.has(key), campaigns: [] };
    if (campaign !== null) known.campaigns.push(campaign);
    models.set(key, known);
  };
  add(learner, null);
  add(parseLearner(undefined), null);
  for (const { campaign } of store.campaigns.list()) {
    if (campaign.dataset !== name && campaign.dataset !== fingerprint) continue;
    const parsed = parsedOrNull(campaign.learner);
    if (parsed !== null) add(parsed, campaign.name);
  }
  return [...models.values()];
}

/**
 * Trains a clean model unless it is stored, watched as a check.
 * @throws LabError 'conflict' while it is trained already, 'cancelled'
 */
export async function trainCleanModel(
  { checks, cleanModels }: Pick<ServiceContext, 'checks' | 'cleanModels'>,
  dataset: string,
  learner: Slot,
): Promise<{ key: string }> {
  const key = cleanModelKey(dataset, learner);
  await checks.run({ kind: 'clean-model', subject: key }, ({ before }) => cleanModels.get(dataset, learner, before));
  return { key };
}

/**
 * A learner slot with its defaults filled in; ALS with k = 8 and λ = 5 where none is given.
 * @throws LabError bad-input with paths below `learner.config`.
 */
export function parseLearner(slot: Slot = defaultLearner): Slot {
  const { config } = requireComponent('learner', slot.id);
  const parsed = config.safeParse(slot.config);
  if (parsed.success) return { id: slot.id, config: parsed.data as Slot['config'] };
  const complaints = complaintsOf(parsed.error, config).map((complaint) => ({
    ...complaint,
    path: `learner.config.${complaint.path}`,
  }));
  throw new LabError('bad-input', `${complaints[0].path}: ${complaints[0].message}`, complaints);
}

/** A campaign may be saved with a learner that is still wrong. */
function parsedOrNull(slot: Slot): Slot | null {
  try {
    return parseLearner(slot);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
