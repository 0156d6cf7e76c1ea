import { LabError, errorToData } from '../../../shared/domain/errors.ts';
import { buildOfKey, cleanModelKey, profilesNamedBy, runIdentity } from '../../engine/catalogue.ts';
import type { TracePoint } from '../../../shared/domain/queue.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import type { Claim } from '../../store/queue.ts';
import type { StoredProfiles } from '../../store/profiles.ts';
import type { Store } from '../../store/store.ts';
import { checkpointKeys, removeCheckpoint } from '../engine-process/checkpoint-file.ts';
import type { Engine } from '../engine-process/client.ts';
import type { CleanModels } from './clean-models.ts';
import { resultInWords, type ClaimEnd } from './end-in-words.ts';
import { finishedRun } from './finished-run.ts';
import type { RunHost } from './finished-run.ts';
import { liveRun } from './live-run.ts';
import type { LiveRun } from './live-run.ts';

/** A run that this process computes. */
export interface ActiveRun {
  claim: Claim;
  live: LiveRun;
  /** Never rejects; the message says of a run that is done what it reached. */
  end: Promise<{ how: ClaimEnd; message: string }>;
  /** Stops it: for good, until it is resumed, to give it back to the queue, or because another process took it over. */
  stop(why: 'cancelled' | 'paused' | 'given back' | 'taken over'): void;
}

/** What computing a claim needs. */
export interface ClaimContext {
  store: Store;
  engine: Engine;
  cleanModels: CleanModels;
  host: () => RunHost;
  now: () => number;
  /** Something moved: progress is worth publishing. */
  onProgress(live: LiveRun): void;
  /** Steps that the attack has just taken or refused. */
  onSteps(key: string, points: readonly TracePoint[]): void;
}

/**
 * Computes a claimed run: clean model, the run itself (continued from its checkpoint where there is one), one
 * transaction for the result. Whatever happens, the claim ends: the run is done, failed, cancelled or waits again.
 */
export function computeClaim(claim: Claim, context: ClaimContext): ActiveRun {
  const { store, engine } = context;
  const { key } = claim.planned;
  const jobId = `run ${key}`;
  const live = liveRun(key, context.now);
  const abort = new AbortController();
  let stopped: Parameters<ActiveRun['stop']>[0] | null = null;

  async function compute(): Promise<string> {
    const { config } = claim.planned;
    const identity = runIdentity(config);
    if (identity.key !== key) {
      const build = buildOfKey(config, key);
      const origin = build === null ? 'by another version of Poison Lab' : `with the ${build} kernels`;
      const message = `It was queued ${origin}, whose numbers may differ. Add its campaign again.`;
      throw new LabError('conflict', message);
    }
    const startedAt = new Date(context.now()).toISOString();
    const cleanModel = await context.cleanModels.get(config.dataset, config.learner, {
      signal: abort.signal,
      onUpdate: (update) => tell(() => live.prepare(update)),
    });
    if (stopped) throw new LabError('cancelled', 'cancelled');
    const outcome = await engine.run(
      { key, revisions: identity.revisions, config, cleanModel, profiles: namedProfiles(config, store) },
      {
        jobId,
        onStart: (start) => tell(() => live.start(start)),
        onUpdate(update) {
          tell(() => live.update(update));
          context.onSteps(key, update.points);
        },
      },
    );
    const finished = finishedRun(claim.planned, outcome, {
      ...context.host(),
      revisions: identity.revisions,
      cleanModel: cleanModelKey(config.dataset, config.learner),
      startedAt,
      finishedAt: new Date(context.now()).toISOString(),
    });
    store.runs.finish(claim.planned, finished, claim.lease);
    removeCheckpoint(store.home, key);
    return resultInWords(finished.metrics, finished.seconds);
  }

  function tell(change: () => void): void {
    change();
    context.onProgress(live);
  }

  function settle(error: unknown): { how: ClaimEnd; message: string } {
    const data = errorToData(error);
    if (stopped === 'taken over') return { how: 'taken over', message: 'another process computes it now' };
    if (stopped === 'given back' || stopped === 'paused' || engine.closed()) {
      store.queue.release(claim.lease);
      if (stopped === 'paused') return { how: 'paused', message: 'its checkpoint is kept' };
      return { how: 'given back', message: 'it waits again' };
    }
    if (data.code === 'cancelled') {
      if (wantedAgain()) {
        store.queue.release(claim.lease);
        return { how: 'given back', message: 'it was wanted again while it stopped' };
      }
      store.queue.cancelled(claim.lease);
      return { how: 'cancelled', message: 'its checkpoint is kept' };
    }
    store.runs.fail(key, data, live.seconds(), claim.lease);
    return { how: 'failed', message: data.message };
  }

  /** Tried again between the request to cancel and the end of the job: then the request is gone from the queue. */
  function wantedAgain(): boolean {
    return store.queue.list().some((row) => row.key === key && !row.cancelRequested);
  }

  /** When even its end cannot be written down, its lease runs out and the run is taken up again. */
  function settleSafely(error: unknown): { how: ClaimEnd; message: string } {
    try {
      return settle(error);
    } catch (second) {
      return { how: 'could not be stored', message: `it could not be stored: ${errorToData(second).message}` };
    }
  }

  return {
    claim,
    live,
    end: compute().then((message) => ({ how: 'done' as const, message }), settleSafely),
    stop(why) {
      stopped = why;
      abort.abort();
      engine.cancel(jobId);
    },
  };
}

/** Removes what a process left that ended between storing a run and removing its checkpoint. */
export function removeCheckpointsOfDone(store: Store): void {
  const kept = checkpointKeys(store.home);
  const statuses = store.runs.statuses(kept);
  for (const key of kept) if (statuses.get(key) === 'done') removeCheckpoint(store.home, key);
}

/** The profiles that a run's attack names; undefined where it makes its own. @throws LabError 'not-found' when they are gone. */
function namedProfiles(config: RunConfig, store: Store): StoredProfiles | undefined {
  const hash = profilesNamedBy(config.attack);
  if (hash === null) return undefined;
  const profiles = store.importedProfiles.profiles(hash, config.dataset);
  if (profiles) return profiles;
  throw new LabError('not-found', `The profiles ${hash.slice(0, 8)} are not in the library. Import them again.`);
}
