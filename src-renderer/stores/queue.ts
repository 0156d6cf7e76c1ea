import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { QueueEntry, QueueState } from '../../shared/domain/queue.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

const nothing: QueueState = {
  entries: [],
  finished: 0,
  total: 0,
  etaSeconds: null,
  threads: 1,
  engine: 'idle',
  events: [],
};

/** The queue as the host pushes it, with the progress of running runs. */
export const useQueue = defineStore('queue', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const state = ref<QueueState>(nothing);
  const loader = createLoader(
    () => client.queue.state({}),
    (answer) => (state.value = answer),
  );
  transport.subscribe('queue.changed', (changed) => (state.value = changed));
  transport.subscribe('runs.progress', (progress) => {
    const entry = state.value.entries.find(({ run }) => run.key === progress.key);
    if (entry) entry.progress = progress;
  });

  const running = computed(() => state.value.entries.filter(({ run }) => run.status === 'running'));
  const waiting = computed(() => state.value.entries.filter(({ run }) => run.status === 'queued'));

  async function cancel(what: { run: string } | { campaign: string }) {
    try {
      const { cancelled } = await client.queue.cancel(what);
      if (cancelled.length === 0) return;
      const words = cancelled.length === 1 ? 'One run was cancelled.' : `${cancelled.length} runs were cancelled.`;
      toasts.show(words, async () => {
        await client.queue.retry({ runs: cancelled });
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return { state, running, waiting, ...loader, cancel };
});

/** The share of a run that is done; null while nobody knows. */
export function shareDone({ progress }: Pick<QueueEntry, 'progress'>): number | null {
  if (!progress || progress.iterations === 0) return null;
  return progress.iteration / progress.iterations;
}
