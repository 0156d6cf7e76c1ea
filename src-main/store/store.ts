import type { CampaignStore } from './campaigns.ts';
import type { CleanModelStore } from './clean-models.ts';
import type { DatasetStore } from './datasets.ts';
import type { LeaseStore } from './leases.ts';
import type { MeasurementStore } from './measurements.ts';
import type { PayloadStore } from './payloads.ts';
import type { QueueStore } from './queue.ts';
import type { RunStore } from './runs.ts';
import type { SettingStore } from './settings.ts';

/** One library folder, opened; several processes may have it open at once. Every call is synchronous. */
export interface Store {
  /** The library folder, absolute. */
  home: string;
  /** True when a newer application wrote it: everything reads, every write throws LabError 'read-only'. */
  readOnly: boolean;
  /** A sentence for the person: read-only because newer, checked after a crash; null when there is nothing to say. */
  notice: string | null;
  datasets: DatasetStore;
  cleanModels: CleanModelStore;
  campaigns: CampaignStore;
  runs: RunStore;
  queue: QueueStore;
  leases: LeaseStore;
  measurements: MeasurementStore;
  settings: SettingStore;
  payloads: PayloadStore;
  /** Deletes for good what has been in the bin for more than 30 days, and blobs that nothing needs. */
  emptyBin(): void;
  /** Version of SQLite, as in "3.54.1". */
  sqliteVersion: string;
  close(): void;
}
