import { z } from 'zod';
import { annotationSchema } from '../domain/annotation.ts';
import { checkProgressSchema } from '../domain/check.ts';
import { libraryProgressSchema } from '../domain/library.ts';
import { importProgressSchema, queueStateSchema, runProgressSchema } from '../domain/queue.ts';
import { runSchema } from '../domain/run.ts';

/** Topics that hosts push; payloads are parsed on arrival like everything that crosses. */
export const events = {
  /** The queue changed (throttled to ten a second). */
  'queue.changed': queueStateSchema,
  /** A running run moved (throttled to ten a second per run). */
  'runs.progress': runProgressSchema,
  /** A run was finished, failed, cancelled, deleted or restored. */
  'runs.changed': z.strictObject({ runs: z.array(runSchema) }),
  /** Stars, tags or notes of runs changed. */
  'runs.annotated': z.strictObject({ annotations: z.array(annotationSchema) }),
  'views.changed': z.strictObject({}),
  'datasets.changed': z.strictObject({}),
  'campaigns.changed': z.strictObject({}),
  'imports.progress': importProgressSchema,
  /** A move, a backup or a restore of the library moved, or ended. */
  'library.progress': libraryProgressSchema,
  /**
   * Another library took the place of the one that was open: everything is to be read anew. A window tells itself the same
   * when it may have missed messages.
   */
  'library.replaced': z.strictObject({}),
  /** A check moved (throttled to ten a second), or ended. */
  'audits.progress': checkProgressSchema,
  /** The native menu asks the window to do something: the id of an action, or `campaign:<name>`. */
  'window.command': z.strictObject({ command: z.string() }),
  /** Files wait to be taken: they were opened from the desktop or named on a command line. */
  'window.opened': z.strictObject({}),
  /** Every run of a campaign came to an end. */
  'campaigns.finished': z.strictObject({ campaign: z.string(), done: z.number(), failed: z.number() }),
};
export type Topic = keyof typeof events;
export type EventOf<T extends Topic> = z.output<(typeof events)[T]>;
/** How the service publishes; hosts inject it. */
export type Publish = <T extends Topic>(topic: T, payload: EventOf<T>) => void;
