import { z } from 'zod';
import { procedure } from './procedure.ts';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Runs at once; null means one per core. */
  threads: z.number().int().min(1).max(256).nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Preferences, and what this installation is. */
export const settings = {
  get: procedure(z.strictObject({}), settingsSchema),
  set: procedure(settingsSchema.partial(), settingsSchema),
  about: procedure(
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      host: z.string(),
      node: z.string(),
      v8: z.string(),
      os: z.string(),
      arch: z.string(),
      threads: z.number().int(),
      /** Base name only: paths never reach the window. */
      library: z.string(),
      sqlite: z.string(),
    }),
  ),
};
