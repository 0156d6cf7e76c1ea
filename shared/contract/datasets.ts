import { z } from 'zod';
import { datasetProfileSchema, datasetSchema, importOptionsSchema, itemRowSchema } from '../domain/dataset.ts';
import { slotSchema } from '../domain/component.ts';
import { procedure } from './procedure.ts';

/** Data sets: import, list, profile, items, bin. `dataset` is a name or a fingerprint everywhere. */
export const datasets = {
  list: procedure(
    z.strictObject({ deleted: z.boolean().default(false) }),
    z.strictObject({ datasets: z.array(datasetSchema) }),
  ),
  profile: procedure(z.strictObject({ dataset: z.string() }), datasetProfileSchema),
  items: procedure(
    z.strictObject({
      dataset: z.string(),
      search: z.string().optional(),
      predictedMean: z.number().optional(),
      within: z.number().positive().default(0.05),
      learner: slotSchema.optional(),
      /** Predicted means need a clean model; false answers at once without them. */
      predict: z.boolean().default(true),
    }),
    z.strictObject({ items: z.array(itemRowSchema) }),
  ),
  /**
   * Items of every data set whose title holds the text or whose id it is, at most so many of each: an id first, then
   * titles that begin with it, shorter ones before longer ones. Answered without ratings, so at once.
   */
  named: procedure(
    z.strictObject({ text: z.string(), most: z.number().int().positive().default(5) }),
    z.strictObject({ items: z.array(z.strictObject({ dataset: z.string(), item: z.string(), title: z.string().nullable() })) }),
  ),
  /**
   * Models that predict ratings of a data set: that of `learner` first (default ALS, k = 8, λ = 5), then those of the
   * campaigns on it. `key` is what the progress of its training calls it.
   */
  cleanModels: procedure(
    z.strictObject({ dataset: z.string(), learner: slotSchema.optional() }),
    z.strictObject({
      models: z.array(
        z.strictObject({ learner: slotSchema, key: z.string(), stored: z.boolean(), campaigns: z.array(z.string()) }),
      ),
    }),
  ),
  /** Trains a clean model and keeps it; progress on `audits.progress`, cancelled by `audits.cancel`. */
  train: procedure(
    z.strictObject({ dataset: z.string(), learner: slotSchema.optional() }),
    z.strictObject({ key: z.string() }),
  ),
  /** Progress arrives on topic `imports.progress` under the caller's own `importId`. */
  import: procedure(
    z.strictObject({ fileId: z.string(), importId: z.string(), options: importOptionsSchema }),
    z.strictObject({ dataset: datasetSchema }),
  ),
  cancelImport: procedure(z.strictObject({ importId: z.string() }), z.strictObject({ cancelled: z.boolean() })),
  /** What depends on a data set: runs outside the bin, those on its subsets too, and saved campaigns. */
  uses: procedure(z.strictObject({ dataset: z.string() }), z.strictObject({ runs: z.number().int(), campaigns: z.number().int() })),
  /** By fingerprint, in the bin or not; also one that is gone for good, as long as runs need its scale. */
  record: procedure(z.strictObject({ fingerprint: z.string() }), z.strictObject({ dataset: datasetSchema })),
  delete: procedure(z.strictObject({ dataset: z.string() }), z.strictObject({ dataset: datasetSchema })),
  restore: procedure(z.strictObject({ dataset: z.string() }), z.strictObject({ dataset: datasetSchema })),
};
