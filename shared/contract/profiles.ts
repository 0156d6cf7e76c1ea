import { z } from 'zod';
import { datasetReferenceSchema } from '../domain/campaign.ts';
import { importedProfilesSchema, profileUnits } from '../domain/profiles.ts';
import { procedure } from './procedure.ts';

/** Malicious profiles from outside, for the attack `imported`. `dataset` is a name, a fingerprint or a subset. */
export const profiles = {
  /** Latest first; those of one data set, or of all. */
  list: procedure(
    z.strictObject({ dataset: datasetReferenceSchema.optional() }),
    z.strictObject({ profiles: z.array(importedProfilesSchema) }),
  ),
  /** A CSV or TSV file of `user,item,rating`, with a column or a file of labels, or of malicious users alone. */
  import: procedure(
    z.strictObject({
      fileId: z.string(),
      labelsFileId: z.string().optional(),
      dataset: datasetReferenceSchema,
      /** What its ratings are; absent: shifted units for a table with rating and stars, else stars. */
      units: z.enum(profileUnits).optional(),
    }),
    z.strictObject({ profiles: importedProfilesSchema }),
  ),
  /** A bundle that `export` made: its profiles, and its run as a saved campaign that gives the same bits. */
  importBundle: procedure(
    z.strictObject({ fileId: z.string() }),
    z.strictObject({
      profiles: importedProfilesSchema,
      /** The saved campaign; null when a component of the run is not known here. */
      campaign: z.string().nullable(),
      /** Key of the run, and whether running the campaign in this process gives it, that is, the same bits. */
      run: z.string(),
      sameBits: z.boolean(),
      /** The same in words, with what to do where it does not. */
      rerun: z.string(),
    }),
  ),
};
