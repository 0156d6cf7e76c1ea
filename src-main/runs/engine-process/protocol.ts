import type { CalibrationRow } from '../../../shared/domain/audit.ts';
import type { Slot } from '../../../shared/domain/component.ts';
import type { Dataset, ImportOptions } from '../../../shared/domain/dataset.ts';
import type { LabErrorData } from '../../../shared/domain/errors.ts';
import type { GradientAudit } from '../../../shared/domain/gradient-audit.ts';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import type { Uniqueness } from '../../../shared/domain/uniqueness.ts';
import type { CleanModel, JobProgress, PredictedEffect, RunResult } from '../../engine/jobs/job.ts';
import type { KernelBuild } from '../../numeric/kernels/choice.ts';
import type { StoredProfiles } from '../../store/profiles.ts';
import type { ComputingTime } from './job-clock.ts';

/** What a job of each kind is asked. Data sets travel as fingerprints of the binary cache, which `import` writes. */
export interface JobRequests {
  import: { kind: 'import'; path: string; options: ImportOptions };
  trainClean: { kind: 'trainClean'; dataset: string; learner: Slot };
  run: {
    kind: 'run';
    key: string;
    revisions: string[];
    config: RunConfig;
    cleanModel: CleanModel;
    /** Those that the attack's configuration names. */
    profiles?: StoredProfiles;
  };
  audit: { kind: 'audit'; config: RunConfig; cleanModel: CleanModel; directions: number; iterations: number };
  /** `profiles`: the malicious block of a finished run with this configuration. */
  uniqueness: {
    kind: 'uniqueness';
    config: RunConfig;
    cleanModel: CleanModel;
    profiles: StoredProfiles;
    starts: number;
  };
  /** `profiles`: the malicious block of a finished run with this configuration. */
  effect: { kind: 'effect'; config: RunConfig; cleanModel: CleanModel; profiles: StoredProfiles };
  /** `datasets`: what there is to calibrate on; the job picks what it needs. */
  calibrate: { kind: 'calibrate'; datasets: string[] };
}
export type JobKind = keyof JobRequests;
export type JobRequest = JobRequests[JobKind];

/** What is known of a data set once it is read; the host says when it was recorded. */
export type ImportedDataset = Omit<Dataset, 'importedAt' | 'deletedAt'>;

/** What a job of each kind answers. */
export interface JobResults {
  import: ImportedDataset;
  trainClean: CleanModel;
  run: RunResult & {
    /** The targets in the data file's own ids. */
    targetIds: string[];
  };
  audit: GradientAudit & {
    /** The targets in the data file's own ids. */
    targetIds: string[];
  };
  uniqueness: Uniqueness;
  effect: PredictedEffect;
  calibrate: CalibrationRow[];
}
export type JobResult = JobResults[JobKind];

/** The arithmetic that produced a result: of the engine process, not of its host. */
export interface EngineEnvironment {
  arithmeticProbe: string;
  node: string;
  v8: string;
  os: string;
  arch: string;
  kernels: KernelBuild;
  /** SHA-256 (hex) of the WebAssembly file; null where the kernels were not built. */
  wasmHash: string | null;
}

/** A finished job: its answer, its computing time over all resumptions, and where it was computed. */
export interface JobOutcome<K extends JobKind> extends ComputingTime {
  result: JobResults[K];
  environment: EngineEnvironment;
}

/** What a job says of itself; `reading` is how far an import is with its file. */
export type EngineJobProgress = JobProgress & {
  reading?: { bytes: number; totalBytes: number; rows: number };
};

/** What is known of a running job, throttled; `points` are those since the last message. */
export interface JobUpdate {
  progress: EngineJobProgress;
  points: TracePoint[];
  /** Seconds of computing, earlier attempts included. */
  seconds: number;
}

/** Where a job starts: at the beginning, or at a checkpoint with the convergence curve up to it. */
export interface JobStart {
  resumed: boolean;
  points: TracePoint[];
  /** Why a checkpoint that was there is not continued; null when there was none or it is. */
  refused: string | null;
}

/** A job on its way to a worker; `alone` keeps every other job away while it runs. */
export interface SubmittedJob {
  id: string;
  request: JobRequest;
  alone: boolean;
}

/** Host to engine process; `kernels` is the build that the host makes keys with. */
export type HostMessage =
  | { type: 'setup'; home: string; threads: number; heapMegabytes: number; kernels: KernelBuild }
  | { type: 'submit'; job: SubmittedJob }
  | { type: 'cancel'; id: string }
  | { type: 'threads'; threads: number }
  | { type: 'close' };

/** What a job says while it runs and at its end. */
export type JobMessage =
  | { type: 'started'; id: string; start: JobStart }
  | { type: 'update'; id: string; update: JobUpdate }
  | { type: 'done'; id: string; outcome: JobOutcome<JobKind> }
  | { type: 'failed'; id: string; error: LabErrorData };

/** Engine process to host; `lost` is a job whose worker died under it, the process itself lives on. */
export type EngineMessage =
  JobMessage | { type: 'dispatched'; id: string } | { type: 'lost'; id: string; reason: string };

/**
 * Engine process to worker thread: one job; `cancelFlag[0]` becomes 1 when it is to stop, `allowance[0]` is how many
 * threads it may use now.
 */
export interface WorkerAssignment {
  job: SubmittedJob;
  home: string;
  kernels: KernelBuild;
  cancelFlag: Int32Array<SharedArrayBuffer>;
  allowance: Int32Array<SharedArrayBuffer>;
}

/** One end of the channel between a host and its engine. */
export interface EngineLink {
  /** Process id; undefined when it never started or shares its host's process. */
  pid: number | undefined;
  send(message: HostMessage): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called once, with a plain sentence on how the engine ended. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** Starts an engine; hosts inject it: a forked process, Electron's utility process, or inline in tests. */
export type SpawnEngine = () => EngineLink;
