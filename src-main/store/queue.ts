import type { Lease } from './leases.ts';
import type { PlannedRun } from './runs.ts';

/** One run that waits or works. It leaves the queue when it is done, failed or cancelled. */
export interface QueueRow {
  key: string;
  /** The campaign that asked first. */
  campaign: string;
  state: 'waiting' | 'running';
  /** True when some process was asked to stop it and has not yet. */
  cancelRequested: boolean;
  addedAt: string;
  /** True when the process that works on it is this one. */
  mine: boolean;
}

/** A run that this process alone may compute until the lease is lost or given back. */
export interface Claim {
  planned: PlannedRun;
  campaign: string;
  lease: Lease;
}

/** The queue shared by every process on the library; it survives restarts. */
export interface QueueStore {
  /** In order. */
  list(): QueueRow[];
  /**
   * Queues the runs that are not done, in the given order, behind what waits. Done ones leave the bin;
   * failed and cancelled ones wait again; queued ones keep their place.
   */
  add(campaign: string, runs: readonly PlannedRun[]): { queued: string[]; stored: string[] };
  /**
   * The first run that waits, or whose process died, becomes this process's. Null when there is none.
   * `keys` or `campaign` narrow the choice.
   */
  claim(options?: { keys?: readonly string[]; campaign?: string }): Claim | null;
  /** Renews a claim's lease (every few seconds): whether to go on, stop because of a cancel, or stop because it was lost. */
  heartbeat(lease: Lease): 'go on' | 'cancel' | 'lost';
  /** Gives a run back unfinished: it waits again at its old place (host closing, engine restarting). */
  release(lease: Lease): void;
  /** Marks a run cancelled and takes it out of the queue: by the process that worked on it, once it has stopped. */
  cancelled(lease: Lease): void;
  /**
   * Cancels: waiting runs at once (`cancelled`), runs that a living process works on by asking it
   * (`requested`; see {@link QueueStore.heartbeat}).
   */
  cancel(keys: readonly string[]): { cancelled: string[]; requested: string[] };
}
