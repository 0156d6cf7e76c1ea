import { LabError } from '../../../shared/domain/errors.ts';
import type { Slot } from '../../../shared/domain/component.ts';
import { cleanModelKey } from '../../engine/catalogue.ts';
import type { CleanModel } from '../../engine/jobs/job.ts';
import type { Lease } from '../../store/leases.ts';
import type { Store } from '../../store/store.ts';
import type { Engine } from '../engine-process/client.ts';
import type { JobUpdate } from '../engine-process/protocol.ts';

/** Clean models, trained once per (data, learner) and kept in the store. */
export interface CleanModels {
  /**
   * The clean model of a learner on a data set: from the store, else trained in the engine; several askers
   * share one training, also across processes on the same library.
   * @throws LabError 'cancelled' when `signal` aborts; the training stops when nobody waits for it any more.
   */
  get(dataset: string, learner: Slot, options?: CleanModelOptions): Promise<CleanModel>;
}

export interface CleanModelOptions {
  signal?: AbortSignal;
  onUpdate?(update: JobUpdate): void;
}

interface Training {
  result: Promise<CleanModel>;
  waiting: Set<CleanModelOptions>;
  stop(): void;
}

const pollMilliseconds = 200;
const renewMilliseconds = 5000;

/** Clean models of a library, trained by the given engine. */
export function createCleanModels(store: Store, engine: Engine): CleanModels {
  const trainings = new Map<string, Training>();

  function train(key: string, dataset: string, learner: Slot): Training {
    const jobId = `clean model ${key}`;
    const waiting = new Set<CleanModelOptions>();
    let stopped = false;

    async function obtain(): Promise<CleanModel> {
      for (;;) {
        const stored = store.cleanModels.get(key);
        if (stored) return stored;
        if (stopped) throw cancelledError();
        const lease = store.leases.acquire(`clean-model:${key}`);
        if (!lease) {
          await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
          continue;
        }
        const renewing = setInterval(() => renew(lease), renewMilliseconds);
        try {
          // Another process may have stored it, and let go, between the look and the lease.
          const meanwhile = store.cleanModels.get(key);
          if (meanwhile) return meanwhile;
          const { result } = await engine.trainClean({ dataset, learner }, { jobId, onUpdate: tellWaiting });
          store.cleanModels.put(key, result, dataset);
          return result;
        } finally {
          clearInterval(renewing);
          store.leases.release(lease);
        }
      }
    }
    /** A library that is busy or full for a moment must not end the process: the next renewal tries again. */
    function renew(lease: Lease): void {
      try {
        store.leases.renew(lease);
      } catch {
        // A lease that is lost costs one training more, and no wrong result: models are stored by their key.
      }
    }
    function tellWaiting(update: JobUpdate): void {
      for (const options of waiting) options.onUpdate?.(update);
    }

    const training: Training = {
      result: obtain().finally(() => {
        if (trainings.get(key) === training) trainings.delete(key);
      }),
      waiting,
      stop() {
        stopped = true;
        engine.cancel(jobId);
      },
    };
    return training;
  }

  return {
    async get(dataset, learner, options = {}) {
      const key = cleanModelKey(dataset, learner);
      const stored = store.cleanModels.get(key);
      if (stored) return stored;
      const training = trainings.get(key) ?? train(key, dataset, learner);
      trainings.set(key, training);
      training.waiting.add(options);
      try {
        return await orAborted(training.result, options.signal);
      } finally {
        training.waiting.delete(options);
        if (training.waiting.size === 0) {
          if (trainings.get(key) === training) trainings.delete(key);
          training.stop();
        }
      }
    },
  };
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    function onAbort(): void {
      reject(cancelledError());
    }
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function cancelledError(): LabError {
  return new LabError('cancelled', 'cancelled while its clean model was trained');
}
