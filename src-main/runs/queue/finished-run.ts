import { precision } from '../../numeric/revision.ts';
import type { FinishedRun, PlannedRun } from '../../store/runs.ts';
import type { JobOutcome } from '../engine-process/protocol.ts';

/** What the host knows of where a run was computed. */
export interface RunHost {
  /** As in "poison-lab 0.1.0". */
  application: string;
  /** `electron`, `loopback` or `cli`. */
  host: string;
  threads: number;
}

/** A computed run as it is stored: the answer of the engine with its provenance. */
export function finishedRun(
  planned: PlannedRun,
  { result, seconds, coreSeconds, environment }: JobOutcome<'run'>,
  context: RunHost & { revisions: string[]; cleanModel: string; startedAt: string; finishedAt: string },
): FinishedRun {
  const { metrics, series, profiles, targetIds, warnings } = result;
  return {
    metrics,
    series,
    profiles,
    targets: targetIds,
    warnings,
    seconds,
    provenance: {
      application: context.application,
      revisions: context.revisions,
      precision,
      ...environment,
      host: context.host,
      threads: context.threads,
      coreSeconds,
      startedAt: context.startedAt,
      finishedAt: context.finishedAt,
      targets: targetIds,
      maliciousUsers: planned.maliciousUsers,
      cleanModel: context.cleanModel,
      warnings,
    },
  };
}
