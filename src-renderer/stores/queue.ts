import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { QueueEntry, QueueState } from '../../shared/domain/queue.ts';
import { formatCount } from '../../shared/figures/drawing/format.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

const nothing: QueueState = {
  entries: [],
  finished: 0,
  total: 0,
  fromStore: 0,
  etaSeconds: null,
  threads: 1,
  engine: 'idle',
  paused: false,
  events: [],
};

/** The queue as the host pushes it, with the progress of running runs. */
export const useQueue = defineStore('queue', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const state = ref<QueueState>(nothing);
  /** Moves that the host has not answered: until then, what it tells may come from before them. */
  let moves = 0;
  const loader = createLoader(
    () => client.queue.state({}),
    (answer) => (state.value = inOurOrder(answer)),
  );
  transport.subscribe('queue.changed', (changed) => loader.change(() => (state.value = inOurOrder(changed))));
  transport.subscribe('runs.progress', (progress) => {
    const entry = state.value.entries.find(({ run }) => run.key === progress.key);
    if (entry) entry.progress = progress;
  });

  const running = computed(() => state.value.entries.filter(({ run }) => run.status === 'running'));
  const waiting = computed(() => state.value.entries.filter(({ run }) => run.status === 'queued'));

  const pausedAlone = computed(() => waiting.value.filter(({ paused }) => paused).length);
  /** The message that some runs stay paused, which holds until one of them goes on or the queue stands still again. */
  let stillPaused: { message: number; runs: number } | null = null;
  watch([pausedAlone, () => state.value.paused], ([runs, paused]) => {
    if (stillPaused === null || (!paused && runs === stillPaused.runs)) return;
    toasts.dismiss(stillPaused.message);
    stillPaused = null;
  });

  async function cancel(what: { run: string } | { runs: string[] } | { campaign: string }) {
    const order = waiting.value.map(({ run }) => run.key);
    const campaigns = new Set(waiting.value.map(({ campaign }) => campaign));
    await told(async () => {
      const { cancelled } = await client.queue.cancel(what);
      if (cancelled.length === 0) return;
      const words = cancelled.length === 1 ? 'One run was cancelled.' : `${formatCount(cancelled.length)} runs were cancelled.`;
      toasts.show(words, async () => {
        const gone = new Set(cancelled);
        const waited = order.filter((key) => gone.has(key));
        await client.queue.retry({ runs: [...cancelled.filter((key) => !waited.includes(key)), ...waited] });
        // Runs that are queued again come last, by campaign: unless that is their order, each is put back, from the end on.
        if (waited.length === order.length && campaigns.size === 1) return;
        for (const run of waited.toReversed()) await client.queue.move({ run, before: order[order.indexOf(run) + 1] ?? null });
      });
    });
  }

  /** Puts a waiting run at another place among those that wait, 0 for the next; the view does not wait for the answer. */
  async function move(key: string, place: number) {
    const order = waiting.value.filter(({ run }) => run.key !== key);
    const moved = waiting.value.find(({ run }) => run.key === key);
    const at = Math.max(0, Math.min(order.length, place));
    if (!moved || waiting.value[at] === moved) return;
    const before = order.at(at)?.run.key ?? null;
    order.splice(at, 0, moved);
    state.value = { ...state.value, entries: [...running.value, ...order] };
    moves++;
    await told(() => client.queue.move({ run: key, before }));
    moves--;
  }

  function inOurOrder(told: QueueState): QueueState {
    if (moves === 0) return told;
    const places = new Map(waiting.value.map(({ run }, place) => [run.key, place]));
    const placeOf = ({ run }: QueueEntry) => (run.status === 'queued' ? (places.get(run.key) ?? Infinity) : -1);
    return { ...told, entries: told.entries.toSorted((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b))) };
  }

  /** Pauses a run, or without one the whole queue; one that is paused goes on. */
  async function togglePause(entry?: QueueEntry) {
    const paused = entry ? entry.paused : state.value.paused;
    const what = entry ? { run: entry.run.key } : {};
    await told(() => (paused ? client.queue.resume(what) : client.queue.pause(what)));
    await loader.load();
    const alone = entry || !paused ? 0 : pausedAlone.value;
    if (alone === 0) return;
    const message = toasts.show(`The queue goes on. ${alone === 1 ? 'One run stays paused, since it was paused by itself' : `${formatCount(alone)} runs stay paused, since they were paused by themselves`}: resume ${alone === 1 ? 'it' : 'them'} in Up next.`);
    stillPaused = { message, runs: alone };
  }

  async function told(work: () => Promise<unknown>) {
    try {
      await work();
    } catch (error) {
      toasts.fail(error);
    }
  }

  return { state, running, waiting, ...loader, cancel, move, togglePause };
});

/** The share of a run that is done; null while nobody knows, as long as a run of one step or none works. */
export function shareDone({ progress }: Pick<QueueEntry, 'progress'>): number | null {
  if (!progress || progress.iterations === 0 || (progress.iterations === 1 && progress.iteration === 0)) return null;
  return progress.iteration / progress.iterations;
}
