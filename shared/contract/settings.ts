import { z } from 'zod';
import { procedure } from './procedure.ts';

const preferences = {
  theme: z.enum(['system', 'light', 'dark']),
  /** Cores that runs share, and runs at once; null means every core. */
  threads: z.number().int().min(1).max(256).nullable(),
  /** Keys that differ from those of the lab, by the id of the action, as in `Ctrl+Shift+Q`; empty for none. */
  shortcuts: z.record(z.string().max(60), z.string().max(40)),
  /** Whether the end of a campaign is told outside the window. */
  notify: z.boolean(),
  /** Size of text, and of all that stands around it, in per cent of what the browser or the system asks for. */
  textSize: z.number().int().min(80).max(200),
};

export const settingsSchema = z.strictObject({
  theme: preferences.theme.default('system'),
  threads: preferences.threads.default(null),
  shortcuts: preferences.shortcuts.default({}),
  notify: preferences.notify.default(true),
  textSize: preferences.textSize.default(100),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Preferences, and what this installation is. */
export const settings = {
  get: procedure(z.strictObject({}), settingsSchema),
  /** Changes what is given; a default would overwrite what is not. */
  set: procedure(z.strictObject(preferences).partial(), settingsSchema),
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
      /** The whole path, to be read by people: no procedure takes one. */
      library: z.string(),
      /** Whether a command line has to name the library: without `--home` it would open another one. */
      needsHome: z.boolean(),
      sqlite: z.string(),
      kernels: z.strictObject({
        build: z.enum(['fma', 'plain']),
        /** Whether the runtime has relaxed SIMD, and whether its multiply-add rounds once on this processor. */
        relaxedSimd: z.enum(['none', 'unfused', 'fused']),
        /** SHA-256 (hex) of the WebAssembly file; null where it was not built. */
        wasmHash: z.string().nullable(),
      }),
    }),
  ),
};
