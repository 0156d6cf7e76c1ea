import type { Publish } from '../../shared/contract/events.ts';
import type { CampaignContext } from '../runs/campaign/check.ts';
import type { CleanModels } from '../runs/queue/clean-models.ts';
import type { Engine } from '../runs/engine-process/client.ts';
import type { Queue } from '../runs/queue/queue.ts';
import type { Store } from '../store/store.ts';
import type { FileRegistry } from './files.ts';
import type { Installation } from './installation.ts';
import type { Job, WatchedChecks } from './watched-checks.ts';

/** What the handlers of every area work with. */
export interface ServiceContext {
  store: Store;
  engine: Engine;
  cleanModels: CleanModels;
  queue: Queue;
  /** What checking and preparing a campaign needs; clean models are trained where a choice of targets asks for one. */
  campaigns(): CampaignContext;
  files: FileRegistry;
  publish: Publish;
  installation: Installation;
  /** `electron`, `loopback` or `cli`. */
  host: string;
  /** Cores that runs share, and runs at once: what the host was told, else the stored preference, else every core. */
  threads(): number;
  /** A fresh id for a job of the engine; `close` cancels those that have not ended. */
  startJob(kind: string): Job;
  /** Checks that say where they stand and can be cancelled. */
  checks: WatchedChecks;
}
