import { z } from 'zod';
import { LabError } from '../../../shared/domain/errors.ts';
import { randomStream, sampleWithoutReplacement } from '../../numeric/random.ts';
import { ascendingOrder } from '../../ratings/ids.ts';
import { predictedItemMeans } from '../../ratings/items.ts';
import type { RatingsDataset } from '../../ratings/ratings-dataset.ts';
import type { CleanModel } from '../jobs/job.ts';

const choiceSchema = z
  .strictObject({
    /** Items whose mean prediction by the clean model lies within `within` of this, in shifted units. */
    predictedMean: z.number().optional(),
    within: z.number().positive().optional(),
    popularity: z.enum(['head', 'tail', 'any']).optional(),
    /** |J0|. */
    count: z.number().int().min(1).default(1),
    /** Alone seeds the choice, so that an axis over it gives several targets. */
    draw: z.number().int().min(0).default(1),
  })
  .refine((choice) => (choice.predictedMean === undefined) !== (choice.popularity === undefined), {
    message: 'Give either predictedMean (with within) or popularity.',
  });

/** A set of targets has one spelling, hence one key: without repeats, ascending. */
function spelledOnce(ids: string[]): string[] {
  const distinct = [...new Set(ids)];
  return Array.from(ascendingOrder(distinct), (at) => distinct[at]);
}

/** Target items: ids as in the data file, or a seeded choice among items that the clean model singles out. */
export const targetsSchema = z.union([
  z.array(z.union([z.string(), z.number()]).transform(String)).transform(spelledOnce),
  z.strictObject({ choose: choiceSchema }),
]);
export type TargetsConfig = z.infer<typeof targetsSchema>;

/** Share of the items, by number of ratings, that counts as head and as tail. */
const headShare = 0.1;
const tailShare = 0.5;

/** True when the targets can only be named once the clean model is trained. */
export function targetsNeedModel(targets: TargetsConfig): boolean {
  return !Array.isArray(targets) && targets.choose.predictedMean !== undefined;
}

/**
 * Column indices of the targets, ascending, without repeats.
 * @param cleanModel decides `predictedMean`; may be null when {@link targetsNeedModel} is false
 * @throws LabError 'bad-input' for an id that the data lacks, or a choice with too few candidates
 */
export function resolveTargetItems(targets: TargetsConfig, dataset: RatingsDataset, cleanModel: CleanModel | null): number[] {
  if (Array.isArray(targets)) {
    const column = new Map(dataset.itemIds.map((id, j) => [id, j]));
    const resolved = targets.map((id) => {
      const j = column.get(id);
      if (j === undefined) {
        throw badTargets(`Item ${id} is not in ${dataset.name}. List its items with "items ${dataset.name}".`);
      }
      return j;
    });
    return [...new Set(resolved)].sort((a, b) => a - b);
  }
  const { choose } = targets;
  const candidates =
    choose.popularity !== undefined
      ? byPopularity(dataset, choose.popularity)
      : byPredictedMean(dataset, cleanModel, choose.predictedMean ?? 0, choose.within ?? 0.05);
  if (candidates.length < choose.count) {
    throw badTargets(
      `Only ${candidates.length} items of ${dataset.name} qualify and ${choose.count} are wanted; widen "within" or lower "count".`,
    );
  }
  const picks = sampleWithoutReplacement(randomStream(choose.draw, 'targets.choose'), candidates.length, choose.count);
  return Array.from(picks, (pick) => candidates[pick]).sort((a, b) => a - b);
}

function byPredictedMean(dataset: RatingsDataset, model: CleanModel | null, mean: number, within: number): number[] {
  if (model === null) throw new LabError('failed', 'Choosing targets by predicted mean needs the clean model.');
  const means = predictedItemMeans(model);
  return dataset.itemIds.map((_, j) => j).filter((j) => Math.abs(means[j] - mean) <= within);
}

function byPopularity({ ratings }: RatingsDataset, popularity: 'head' | 'tail' | 'any'): number[] {
  const { items, colStart } = ratings;
  const count = (j: number) => colStart[j + 1] - colStart[j];
  const order = Array.from({ length: items }, (_, j) => j).sort((a, b) => count(b) - count(a) || a - b);
  if (popularity === 'head') return order.slice(0, Math.max(1, Math.floor(items * headShare)));
  if (popularity === 'tail') return order.slice(items - Math.max(1, Math.floor(items * tailShare)));
  return order;
}

function badTargets(message: string): LabError {
  return new LabError('bad-input', message, [{ path: 'objective.config.targets', message }]);
}
