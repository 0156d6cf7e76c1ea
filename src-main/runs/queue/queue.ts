import { errorToData } from '../../../shared/domain/errors.ts';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import type { EventHistory, QueueState, TracePoint } from '../../../shared/domain/queue.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { PlannedRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { Engine } from '../engine-process/client.ts';
import { createCampaignWatch } from './campaign-watch.ts';
import type { CleanModels } from './clean-models.ts';
import { createDayCount } from './day-count.ts';
import { endInWords } from './end-in-words.ts';
import { createEstimates, type EstimateRun } from './estimates.ts';
import { createEventLog } from './event-log.ts';
import { runsOfOtherBuild } from './other-build.ts';
import type { PublishQueueEvent } from './queue-events.ts';
import { createHalfDone } from './half-done.ts';
import { keepLeases } from './keep-leases.ts';
import { steadyQueueState } from './queue-state.ts';
import { createQueuedRuns } from './queued-runs.ts';
import { queuedInWords } from './queued-in-words.ts';
import { retryPlans } from './retry-plans.ts';
import { computeClaim, removeCheckpointsOfDone, type ActiveRun } from './run-claim.ts';
import { runTitle } from './run-title.ts';
import { createRunWaiters } from './run-waiters.ts';
import { steerQueue, type QueueSteering } from './steer-queue.ts';
import { stepInWords } from './step-in-words.ts';
import { throttle } from './throttle.ts';

/** The queue of a library, as one process works on it. */
export interface Queue extends QueueSteering {
  /**
   * Saves a campaign with its runs in expansion order and queues those that are not stored.
   * `runs` lists every one as it stands; stored ones are `cached`.
   */
  add(request: { campaign: Campaign; runs: readonly PlannedRun[] }): { campaign: string; runs: Run[]; queued: number };
  state(): QueueState;
  /** All that happened, as far back as it is kept. */
  events(): EventHistory;
  /** Waiting runs are cancelled at once, running ones within a sweep. Answers with the keys concerned. */
  cancel(keys: readonly string[]): string[];
  /** Cancels every run of a campaign that waits or works. @throws LabError 'not-found'. */
  cancelCampaign(campaign: string): string[];
  /** Queues failed and cancelled runs again, by key; they continue from their checkpoints. Answers with how many. */
  retry(keys: readonly string[]): number;
  /** The runs once none of them waits or works any more; `cached` is false for those computed by this process. */
  whenEnded(keys: readonly string[]): Promise<Run[]>;
  /** Runs at once from the next run on, and the threads that running ones share from now on. */
  setThreads(threads: number): void;
  /** Gives running runs back to the queue with their checkpoints and stops working. Close the engine after it. */
  close(): Promise<void>;
}

/** What a queue needs. */
export interface QueueSetting {
  store: Store;
  engine: Engine;
  cleanModels: CleanModels;
  publish: PublishQueueEvent;
  /** Runs at once, and the threads that they share; at least 1. */
  threads: number;
  /** Milliseconds since 1970; results never depend on it. */
  now(): number;
  /** As in "poison-lab 0.1.0". */
  application: string;
  /** `electron`, `loopback` or `cli`. */
  host: string;
  /** Work on everything that waits in the library (default), or only on what this process added. */
  scope?: 'library' | 'added';
  /** Reads what is measured, for estimates of runs; again after runs have ended. */
  readEstimates?(): EstimateRun;
}

/** How often the library is looked at for what other processes did, and leases are renewed. */
const lookMilliseconds = 500;
const heartbeatMilliseconds = 3000;
/** How long closing waits for running jobs to stop. */
const closeMilliseconds = 3000;

/**
 * Opens the queue: runs that a former process left queued or running are taken up again, the latter from their
 * checkpoints. Several processes may do so on one library; a lease on each run keeps them apart.
 */
export function createQueue(setting: QueueSetting): Queue {
  const { store, engine, publish, now, scope = 'library', readEstimates = () => () => null } = setting;
  let { threads } = setting;
  const log = createEventLog(store, now);
  const fromStore = createDayCount(now);
  const watch = createCampaignWatch(store, publish);
  const active = new Map<string, ActiveRun>();
  const added = new Set<string>();
  const computedHere = new Set<string>();
  const queued = createQueuedRuns(store);
  const waiters = createRunWaiters(queued, listRuns);
  const estimates = createEstimates(readEstimates, now);
  const halfDone = createHalfDone(store.home);
  const steadyState = steadyQueueState(now);
  const isOfOtherBuild = runsOfOtherBuild(log.add);
  let restarting = false;
  let progressed = false;
  let closing = false;
  // Ten a second, fewer where the queue is so long that telling it takes time.
  const publishInterval = () => Math.max(100, queued.all().length / 2);
  const changed = throttle(() => publish('queue.changed', state()), publishInterval);

  const unsubscribe = engine.subscribe(({ kind, message, jobId }) => {
    if (kind === 'restarting') restarting = true;
    if (kind === 'started') restarting = false;
    const key = jobId?.startsWith('run ') ? jobId.slice('run '.length) : null;
    const whose = key === null ? undefined : active.get(key);
    log.add(whose ? `${runTitle(whose.claim.planned)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}` : message, key);
    changed.soon();
  });
  // Commands compute what they were asked for, also where the window's queue is paused.
  const mustStandStill = () => scope === 'library' && queued.standsStill();
  const leases = keepLeases(store, active, log, mustStandStill, now);
  const looking = setInterval(() => guarded(lookAfterSleep), lookMilliseconds);
  const beating = setInterval(() => guarded(leases.renew), heartbeatMilliseconds);

  function lookAfterSleep(): void {
    leases.afterSleep();
    look();
  }

  function look(): void {
    refresh();
    pump();
    log.keep();
    if (estimates.renew() || progressed || active.size > 0) changed.soon();
    progressed = false;
  }

  /** Holds the library against what was known and tells of the difference. */
  function refresh(): void {
    const { campaigns, gone, changed: differs } = queued.look();
    for (const campaign of campaigns) if (!watch.has(campaign)) watch.add(campaign);
    if (gone.length > 0) {
      estimates.ended();
      publish('runs.changed', { runs: listRuns(gone) });
      watch.check(queued);
      waiters.answer();
    }
    if (differs) changed.soon();
  }

  function listRuns(keys: readonly string[]): Run[] {
    return store.runs.list({ keys }).map((run) => (computedHere.has(run.key) ? { ...run, cached: false } : run));
  }

  function pump(): void {
    while (!closing && !engine.closed() && active.size < threads) {
      const ours = queued.all().filter(isForUs);
      const claim = ours.length > 0 && store.queue.claim({ keys: ours.map(({ key }) => key) });
      if (!claim) return;
      work(computeClaim(claim, context()));
    }
  }

  function isForUs(run: Run): boolean {
    if (run.status !== 'queued' || store.readOnly || active.has(run.key)) return false;
    if (queued.paused().has(run.key) || mustStandStill()) return false;
    return added.has(run.key) || (scope === 'library' && !isOfOtherBuild(run));
  }

  function context() {
    return {
      store,
      engine,
      cleanModels: setting.cleanModels,
      now,
      host: () => ({ application: setting.application, host: setting.host, threads }),
      onProgress(live: ActiveRun['live']) {
        progressed = true;
        publish('runs.progress', live.progress());
      },
      onSteps(key: string, points: readonly TracePoint[]) {
        const whose = active.get(key);
        if (whose) for (const point of points) log.add(stepInWords(point, runTitle(whose.claim.planned)), key, 'step');
      },
    };
  }

  function work(run: ActiveRun): void {
    const { key } = run.claim.planned;
    const title = runTitle(run.claim.planned);
    active.set(key, run);
    log.add(`Started ${title}`, key, 'run');
    refresh();
    void run.end.then(({ how, message }) => {
      active.delete(key);
      halfDone.stopped(key);
      if (how === 'done') computedHere.add(key);
      log.add(endInWords(how, title, message), key, 'run');
      if (!closing) guarded(look);
    });
  }

  /** Trouble with the library must not end the timer: it is told, and tried again at the next look. */
  function guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      log.add(`The library could not be used: ${errorToData(error).message}`);
      changed.soon();
    }
  }

  function state(): QueueState {
    return steadyState({
      runs: queued.all(),
      campaigns: queued.campaigns(),
      progress: new Map([...active].map(([key, run]) => [key, run.live.progress()])),
      computed: (key) => active.get(key)?.live.seconds() ?? 0,
      halfDone: halfDone.of,
      paused: queued.paused(),
      standsStill: queued.standsStill(),
      estimate: estimates.of,
      batch: queued.batch(),
      fromStore: fromStore.today(),
      threads,
      engine: restarting ? 'restarting' : active.size > 0 ? 'busy' : 'idle',
      events: log.list(),
    });
  }

  function cancel(keys: readonly string[]): string[] {
    const { cancelled, requested } = store.queue.cancel(keys);
    for (const key of requested) active.get(key)?.stop('cancelled');
    for (const run of listRuns(cancelled)) log.add(`Cancelled ${runTitle(run)}, before it began`, run.key, 'run');
    look();
    return [...cancelled, ...requested];
  }

  function enqueue(campaign: string, runs: readonly PlannedRun[]): string[] {
    const answer = store.queue.add(campaign, runs);
    for (const key of answer.queued) {
      added.add(key);
      computedHere.delete(key);
    }
    return answer.queued;
  }

  guarded(() => {
    if (store.readOnly) return;
    removeCheckpointsOfDone(store);
    look();
  });

  return {
    add({ campaign, runs }) {
      store.campaigns.save(campaign);
      const keys = runs.map((run) => run.key);
      store.campaigns.setRuns(campaign.name, keys);
      const waiting = enqueue(campaign.name, runs);
      if (waiting.length > 0) watch.add(campaign.name);
      const stored = keys.length - waiting.length;
      for (const sentence of queuedInWords(campaign.name, waiting.length, stored)) log.add(sentence);
      fromStore.add(stored);
      look();
      changed.soon();
      return { campaign: campaign.name, runs: listRuns(keys), queued: waiting.length };
    },
    state,
    events: log.history,
    ...steerQueue(store, log, active, look),
    cancel,
    cancelCampaign: (campaign) => cancel(store.campaigns.runKeys(campaign)),
    retry(keys) {
      let count = 0;
      for (const [campaign, runs] of retryPlans(store, keys)) count += enqueue(campaign, runs).length;
      look();
      return count;
    },
    whenEnded(keys) {
      const ended = waiters.wait(keys);
      refresh();
      waiters.answer();
      return ended;
    },
    setThreads(next) {
      threads = next;
      engine.setThreads(next);
      look();
      changed.soon();
    },
    async close() {
      closing = true;
      clearInterval(looking);
      clearInterval(beating);
      for (const run of active.values()) run.stop('given back');
      const ends = Promise.all([...active.values()].map((run) => run.end));
      let impatience: NodeJS.Timeout | undefined;
      await Promise.race([ends, new Promise((resolve) => (impatience = setTimeout(resolve, closeMilliseconds)))]);
      clearTimeout(impatience);
      for (const run of active.values()) guarded(() => store.queue.release(run.claim.lease));
      guarded(log.keep);
      unsubscribe();
      changed.end();
    },
  };
}
