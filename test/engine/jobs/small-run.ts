import { boughtUsers, type Budget } from '../../../shared/domain/campaign.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { randomSupport, uniformValues } from '../../../src-main/engine/attacks/random-profiles.ts';
import { parseRunConfig, profilesNamedBy } from '../../../src-main/engine/catalogue.ts';
import type { CleanModel, JobHooks, RunInput } from '../../../src-main/engine/jobs/job.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { withValues, type SparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';

/** Hooks that hear nothing and never cancel. */
export const quiet: JobHooks = { progress: () => {}, checkpoint: () => {}, cancelled: () => false };

/** Generated data small enough for hundreds of retrainings. */
export const smallData = generateRatings({ users: 36, items: 30, ratings: 420, rank: 2, noise: 0.6, seed: 8 });
const learner = { id: 'als', config: { rank: 3, lambdaUsers: 2, lambdaItems: 2 } };
const objective = { id: 'hybrid', config: { availability: 1, integrity: 1, targets: ['7'], weight: 2 } };
let clean: CleanModel | null = null;

/** The clean model of {@link smallData}, trained once a test file. */
export function smallCleanModel(): CleanModel {
  clean ??= trainClean({ dataset: smallData, learner }, quiet);
  return clean;
}

/** A parsed run on {@link smallData}: two fakes of five ratings unless told otherwise. */
export function smallConfig(change: Partial<RunConfig> = {}): RunConfig {
  return parseRunConfig({
    dataset: smallData.fingerprint,
    learner,
    objective,
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: { iterations: 4 } },
    budget: { maliciousShare: 0.06, fillerSize: 5, maxRating: 2 },
    seed: 1,
    ...change,
  });
}

/** The input of `run` for such a configuration; an attack that is handed profiles gets {@link handedProfiles}. */
export function smallRun(change: Partial<RunConfig> = {}, checkpoint: unknown = null): RunInput {
  const config = smallConfig(change);
  const input = { config, dataset: smallData, cleanModel: smallCleanModel(), checkpoint };
  return profilesNamedBy(config.attack) === null ? input : { ...input, profiles: handedProfiles(config.budget) };
}

/** Random profiles that spend a budget on {@link smallData}, the same whatever the seed of the run. */
export function handedProfiles(budget: Budget): SparseRatings {
  const normal = smallData.ratings;
  const maliciousUsers = boughtUsers(budget, normal.users);
  const context = { normal, scale: smallData.scale, budget, maliciousUsers, targets: [], seed: 77 };
  const support = randomSupport(context, false);
  return withValues(support, uniformValues(context, support));
}
