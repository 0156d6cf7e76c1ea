import type { LabErrorData } from '../../shared/domain/errors.ts';
import type { Metrics, Provenance, Run, RunConfig, RunStatus, Series } from '../../shared/domain/run.ts';
import type { Lease } from './leases.ts';
import type { StoredProfiles } from './profiles.ts';

/** A run before it is computed: what a list needs to show it. */
export interface PlannedRun {
  /** SHA-256 (hex) of everything its bits depend on. */
  key: string;
  config: RunConfig;
  /** "PGA exact". */
  label: string;
  datasetName: string;
  maliciousUsers: number;
}

/** A computed run; written whole, in one transaction. */
export interface FinishedRun {
  metrics: Metrics;
  series: Series;
  provenance: Provenance;
  profiles: StoredProfiles;
  /** Resolved target ids as in the data file. */
  targets: string[];
  warnings: string[];
  /** Seconds of computing, over all of its sessions. */
  seconds: number;
}

/** Everything about one run but its profiles. */
export interface RunDetails {
  run: Run;
  series: Series | null;
  provenance: Provenance | null;
  targets: string[];
  warnings: string[];
  error: LabErrorData | null;
}

/**
 * Runs by key. Lists hold every status; `cached` of a run from here is true when it is done
 * (who has just computed it says otherwise).
 */
export interface RunStore {
  /** A campaign's in expansion order, else latest first. `deleted` lists the bin instead. */
  list(options?: { campaign?: string; keys?: readonly string[]; deleted?: boolean }): Run[];
  /** By key; null when unknown. In the bin or not. */
  get(key: string): Run | null;
  /**
   * The key that a reference means: a key or a prefix of at least 7 characters that only one run has.
   * @throws LabError 'not-found', or 'bad-input' when it is too short, no hex or ambiguous.
   */
  resolve(reference: string): string;
  /** @throws LabError as {@link RunStore.resolve}. */
  details(reference: string): RunDetails;
  /** The malicious block of a finished run; null for other runs. @throws LabError 'failed' when damaged. */
  profiles(reference: string): StoredProfiles | null;
  /** Status of each key that is stored and not in the bin. */
  statuses(keys: readonly string[]): Map<string, RunStatus>;
  /**
   * Writes a finished run in one transaction (profiles are on the disk before it commits), takes it out of
   * the queue and ends its lease. A key that is done already is left as it is: false.
   * @throws LabError 'conflict' when the lease was lost to another process meanwhile.
   */
  finish(planned: PlannedRun, result: FinishedRun, lease: Lease | null): boolean;
  /** Records a failure, takes the run out of the queue, ends its lease. Never touches a done run. */
  fail(key: string, error: LabErrorData, seconds: number, lease: Lease | null): void;
  /** Into the bin, by key or prefix; gone for good after 30 days. Answers with keys. Queued or running: 'conflict'. */
  delete(references: readonly string[]): string[];
  restore(references: readonly string[]): string[];
}
