import { z } from 'zod';
import { runSchema } from './run.ts';

/** A point of the live convergence curve: one accepted iteration. */
export const tracePointSchema = z.strictObject({
  iteration: z.number().int(),
  utility: z.number(),
  predictionShiftRmse: z.number(),
  targetMean: z.number().nullable(),
  step: z.number(),
  /** False for a rejected (halved) step. */
  accepted: z.boolean(),
  /** Sweeps of the retraining that judged it; absent where they were not counted. */
  sweeps: z.number().int().optional(),
  /** Products of the solve for the gradient that it followed; absent where that was known already, or took none. */
  products: z.number().int().optional(),
});
export type TracePoint = z.infer<typeof tracePointSchema>;

/** Where a running run stands. */
export const runProgressSchema = z.strictObject({
  key: z.string(),
  /** Plain words: "training the clean model", "iteration 7 of at most 30: adjoint solve", "final metrics". */
  phase: z.string(),
  iteration: z.number().int(),
  iterations: z.number().int(),
  elapsedSeconds: z.number(),
  etaSeconds: z.number().nullable(),
  trace: z.array(tracePointSchema),
});
export type RunProgress = z.infer<typeof runProgressSchema>;

/** One queued or running run. */
export const queueEntrySchema = z.strictObject({
  run: runSchema,
  campaign: z.string(),
  /** Waits until it is resumed; what it has computed is kept. */
  paused: z.boolean(),
  progress: runProgressSchema.nullable(),
  estimateSeconds: z.number().nullable(),
});
export type QueueEntry = z.infer<typeof queueEntrySchema>;

/** So many events are told with every state of the queue; earlier ones to who asks for them. */
export const mostEvents = 200;

/** So many events are kept, steps of runs aside: a night of several hundred runs. */
export const keptEvents = 1000;

/** Something that happened. */
export const queueEventSchema = z.strictObject({
  at: z.string(),
  message: z.string(),
  run: z.string().nullable(),
  /** `step`: an iteration of a run; `run`: it began or ended, whose message starts with a word for that; `lab`: everything else. */
  kind: z.enum(['step', 'run', 'lab']),
});
export type QueueEvent = z.infer<typeof queueEventSchema>;

/** Everything that is kept of what happened. */
export const eventHistorySchema = z.strictObject({
  /** Latest first: at most 1,000, and at most 40 steps among them. */
  events: z.array(queueEventSchema),
  /** Whether there were earlier ones, which went for new ones. */
  dropped: z.boolean(),
});
export type EventHistory = z.infer<typeof eventHistorySchema>;

/** The whole queue, in order; finished runs leave it. */
export const queueStateSchema = z.strictObject({
  entries: z.array(queueEntrySchema),
  /** Runs finished since the queue was last empty, and all that were added since then. */
  finished: z.number().int(),
  total: z.number().int(),
  /** Runs of campaigns queued today, while this library is open here, that were stored already. */
  fromStore: z.number().int(),
  etaSeconds: z.number().nullable(),
  threads: z.number().int(),
  engine: z.enum(['idle', 'busy', 'restarting']),
  /** The whole queue stands still until it is resumed. */
  paused: z.boolean(),
  /** Latest first: what happened, with a time, also before the lab was opened. At most 200, of which at most 40 are steps. */
  events: z.array(queueEventSchema),
});
export type QueueState = z.infer<typeof queueStateSchema>;

/** Progress of an import. */
export const importProgressSchema = z.strictObject({
  importId: z.string(),
  file: z.string(),
  phase: z.string(),
  bytes: z.number(),
  totalBytes: z.number(),
  rows: z.number().int(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;
