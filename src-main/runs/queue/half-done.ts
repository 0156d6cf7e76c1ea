import type { RunProgress } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { checkpointKeys, readCheckpointHeader, type CheckpointHeader } from '../engine-process/checkpoint-file.ts';
import { thinnedTrace } from './thinned-trace.ts';

/** How far runs have come that wait with a checkpoint. */
export interface HalfDone {
  /** Null for a run that begins at its beginning, or takes no steps. */
  of(run: Pick<Run, 'key' | 'config'>): RunProgress | null;
  /** The run has stopped: what it left is read anew. */
  stopped(key: string): void;
}

/** @param home the library folder, whose checkpoints are read once each, when first asked for, and again when their run has stopped */
export function createHalfDone(home: string): HalfDone {
  const headers = new Map<string, CheckpointHeader>();
  /** Checkpoints that nobody has asked for; null until anybody asks, for most who open a library never do. */
  let unread: Set<string> | null = null;

  function headerOf(key: string): CheckpointHeader | undefined {
    unread ??= new Set(checkpointKeys(home));
    if (unread.delete(key)) read(key);
    return headers.get(key);
  }

  function read(key: string): void {
    const header = readCheckpointHeader(home, key);
    if (header) headers.set(key, header);
    else headers.delete(key);
  }

  return {
    of({ key, config }) {
      const header = headerOf(key);
      const { iterations } = config.attack.config;
      const iteration = header?.trace.findLast(({ accepted }) => accepted)?.iteration ?? 0;
      if (!header || typeof iterations !== 'number' || iteration === 0) return null;
      const trace = thinnedTrace(header.trace);
      return { key, phase: 'paused', iteration, iterations, elapsedSeconds: header.seconds, etaSeconds: null, trace };
    },
    stopped: read,
  };
}
