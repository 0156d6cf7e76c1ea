import { z } from 'zod';
import { annotationSchema, noteSchema, tagSchema } from '../domain/annotation.ts';
import { provenanceSchema, runSchema, seriesSchema } from '../domain/run.ts';
import { runColumnsSchema } from '../domain/run-columns.ts';
import { uniquenessSchema } from '../domain/uniqueness.ts';
import { procedure } from './procedure.ts';

const reference = z.strictObject({ run: z.string() });

/** Saved runs. `run` is a key or an unambiguous prefix of one. */
export const runs = {
  list: procedure(
    z.strictObject({ campaign: z.string().optional(), deleted: z.boolean().default(false) }),
    z.strictObject({ runs: z.array(runSchema) }),
  ),
  /** The answer of `list` as columns, a quarter as long: for windows that hold thousands of runs. */
  columns: procedure(
    z.strictObject({ campaign: z.string().optional(), deleted: z.boolean().default(false) }),
    z.strictObject({ columns: runColumnsSchema }),
  ),
  show: procedure(
    reference,
    z.strictObject({ run: runSchema, series: seriesSchema.nullable(), provenance: provenanceSchema.nullable(), uniqueness: uniquenessSchema.nullable().optional() }),
  ),
  /** What people wrote on runs: one for each run that has a star, a tag or a note, in the bin or not. */
  annotations: procedure(z.strictObject({}), z.strictObject({ annotations: z.array(annotationSchema) })),
  /** Changes what is written on runs; what is not named stays. Answers with each run's annotation as it is then. */
  annotate: procedure(
    z.strictObject({
      runs: z.array(z.string()).min(1),
      starred: z.boolean().optional(),
      addTags: z.array(tagSchema).default([]),
      removeTags: z.array(z.string()).default([]),
      note: noteSchema.optional(),
    }),
    z.strictObject({ annotations: z.array(annotationSchema) }),
  ),
  /** Of every run: the saved campaigns that list it, and what computed it. */
  records: procedure(
    z.strictObject({}),
    z.strictObject({
      records: z.array(
        z.strictObject({
          /** Key of the run. */
          run: z.string(),
          campaigns: z.array(z.string()),
          /** "poison-lab 0.1.0"; null while it is not computed. */
          application: z.string().nullable(),
          /** Build of the kernels. */
          kernels: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Fields whose values differ, dotted paths; metrics included. A side whose run has no such field is left out. */
  diff: procedure(
    z.strictObject({ runs: z.tuple([z.string(), z.string()]) }),
    z.strictObject({
      differences: z.array(z.strictObject({ path: z.string(), left: z.unknown().optional(), right: z.unknown().optional() })),
    }),
  ),
  delete: procedure(z.strictObject({ runs: z.array(z.string()).min(1) }), z.strictObject({ runs: z.array(z.string()) })),
  restore: procedure(z.strictObject({ runs: z.array(z.string()).min(1) }), z.strictObject({ runs: z.array(z.string()) })),
};
