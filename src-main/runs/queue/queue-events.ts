import type { QueueState, RunProgress } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';

/** What the queue publishes; topics and payloads are those of the contract's events. */
export interface QueueEvents {
  'queue.changed': QueueState;
  'runs.progress': RunProgress;
  'runs.changed': { runs: Run[] };
  'campaigns.finished': { campaign: string; done: number; failed: number };
}

/** How a host passes the queue's events on. */
export type PublishQueueEvent = <T extends keyof QueueEvents>(topic: T, payload: QueueEvents[T]) => void;
