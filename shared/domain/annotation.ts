import { z } from 'zod';

/** A tag: 1 to 40 characters without line breaks or spaces around them. */
export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag needs at least one character.')
  .max(40, 'A tag has at most 40 characters.')
  .regex(/^\P{Cc}*$/u, 'A tag is one line.');

/** A note in plain words or Markdown: at most 20,000 characters. */
export const noteSchema = z.string().max(20_000, 'A note has at most 20,000 characters.');

/** What people wrote on a run; never part of its key or its result. */
export const annotationSchema = z.strictObject({
  /** Key of the run. */
  run: z.string(),
  starred: z.boolean(),
  /** Sorted, each once. */
  tags: z.array(z.string()),
  /** Empty without one. */
  note: z.string(),
});
export type Annotation = z.infer<typeof annotationSchema>;
