import { z } from 'zod';
import { procedure } from './procedure.ts';

const nameSchema = z
  .string()
  .trim()
  .min(1, 'A view needs a name.')
  .max(60, 'The name of a view has at most 60 characters.')
  .regex(/^\P{Cc}*$/u, 'The name of a view is one line.');
const reference = z.strictObject({ name: z.string() });

/** A view of the list of runs that was given a name: filters, sorting, columns and grouping as an address has them. */
const savedViewSchema = z.strictObject({ name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof savedViewSchema>;

/** Saved views of the list of runs. */
export const views = {
  /** In the order in which they were first saved. */
  list: procedure(z.strictObject({}), z.strictObject({ views: z.array(savedViewSchema) })),
  /** Takes the place of one that has the name. */
  save: procedure(z.strictObject({ name: nameSchema, query: z.string().max(20_000) }), savedViewSchema),
  /** A name that is taken is a conflict. */
  rename: procedure(z.strictObject({ name: z.string(), to: nameSchema }), savedViewSchema),
  /** Into the bin, gone for good after 30 days. */
  delete: procedure(reference, z.strictObject({})),
  restore: procedure(reference, savedViewSchema),
};
