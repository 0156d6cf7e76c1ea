import { z } from 'zod';
import { campaignSchema } from '../domain/campaign.ts';
import { eventHistorySchema, queueStateSchema } from '../domain/queue.ts';
import { runSchema } from '../domain/run.ts';
import { procedure } from './procedure.ts';

/** The queue: add a campaign, watch it, put it in order, pause, cancel. */
export const queue = {
  state: procedure(z.strictObject({}), queueStateSchema),
  /** What happened, also before what the state tells of it. */
  events: procedure(z.strictObject({}), eventHistorySchema),
  /**
   * Saves the campaign, queues what is not stored, answers with every distinct run in expansion order. Over a saved one of
   * its name it goes where all runs of that are in it as well, or where `replaces` names it; any other is a conflict.
   */
  add: procedure(
    z.strictObject({ campaign: campaignSchema, replaces: z.string().optional() }),
    z.strictObject({ campaign: z.string(), runs: z.array(runSchema), queued: z.number().int() }),
  ),
  /** Cancels one run, some by their keys, or every run of a campaign that waits or works. */
  cancel: procedure(
    z.strictObject({ run: z.string().optional(), runs: z.array(z.string()).min(1).optional(), campaign: z.string().optional() }),
    z.strictObject({ cancelled: z.array(z.string()) }),
  ),
  /** Puts a waiting run before another one, or last where `before` is null. */
  move: procedure(
    z.strictObject({ run: z.string(), before: z.string().nullable() }),
    z.strictObject({ moved: z.boolean() }),
  ),
  /** Pauses one run, or without one the whole queue: running ones are given back with their checkpoints. */
  pause: procedure(z.strictObject({ run: z.string().optional() }), z.strictObject({ paused: z.boolean() })),
  /** Lets a run, or without one the whole queue, go on. Paused runs stay paused when the queue goes on. */
  resume: procedure(z.strictObject({ run: z.string().optional() }), z.strictObject({ paused: z.boolean() })),
  /** Queues cancelled or failed runs again; cancelled ones continue from their checkpoint. */
  retry: procedure(z.strictObject({ runs: z.array(z.string()).min(1) }), z.strictObject({ queued: z.number().int() })),
};
