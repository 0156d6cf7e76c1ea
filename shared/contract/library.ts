import { z } from 'zod';
import { datasetUseSchema, libraryPartsSchema } from '../domain/library.ts';
import { procedure } from './procedure.ts';

const nothing = z.strictObject({});

/**
 * The library as a whole: what it takes up, its bin, its place, its backup. Where a move, a backup or a restore stands is
 * told on topic `library.progress`. Places and files are named by ids: paths never cross.
 */
export const library = {
  /** In bytes. `busy` says why the library cannot be moved or replaced now; null where it can. */
  use: procedure(
    nothing,
    z.strictObject({
      total: z.number(),
      parts: libraryPartsSchema,
      datasets: z.array(datasetUseSchema),
      bin: z.strictObject({
        datasets: z.number().int(),
        runs: z.number().int(),
        campaigns: z.number().int(),
        views: z.number().int(),
        bytes: z.number(),
      }),
      /** Copies that a move or a restore left behind. */
      replaced: z.strictObject({ copies: z.number().int(), bytes: z.number() }),
      busy: z.string().nullable(),
    }),
  ),
  /** Deletes for good everything that is in the bin, however long it was there. */
  emptyBin: procedure(nothing, z.strictObject({ freed: z.number() })),
  /** Clean models are trained again when they are needed. */
  forgetCleanModels: procedure(nothing, z.strictObject({ models: z.number().int(), freed: z.number() })),
  /** Where the library may be moved to; a folder of its own is made there. */
  places: procedure(
    nothing,
    z.strictObject({ places: z.array(z.strictObject({ id: z.string(), label: z.string(), freeBytes: z.number() })) }),
  ),
  /** Copies, verifies, and only then switches; the old copy stays until `removeReplaced`. */
  move: procedure(z.strictObject({ place: z.string() }), z.strictObject({ library: z.string() })),
  removeReplaced: procedure(nothing, z.strictObject({ freed: z.number() })),
  /** One file with everything that is stored; runs may go on meanwhile. */
  backup: procedure(nothing, z.strictObject({ fileId: z.string(), name: z.string(), bytes: z.number() })),
  /** Verifies a backup and puts it in the place of the library, whose old copy stays until `removeReplaced`. */
  restore: procedure(z.strictObject({ fileId: z.string() }), z.strictObject({ createdAt: z.string(), application: z.string() })),
  /** Stops a move, a backup or a restore; everything is then as it was. */
  cancel: procedure(nothing, z.strictObject({ cancelled: z.boolean() })),
};
