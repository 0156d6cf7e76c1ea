import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { CheckProgress } from '../../shared/domain/check.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

/** Checks under way in the lab, whichever window began them, with where each of them stands. */
export const useChecks = defineStore('checks', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const running = ref<CheckProgress[]>([]);
  const loader = createLoader(
    () => client.audits.running({}),
    ({ checks }) => (running.value = checks),
  );
  transport.subscribe('audits.progress', (progress) =>
    loader.change(() => {
      const others = running.value.filter(({ jobId }) => jobId !== progress.jobId);
      running.value = progress.ended ? others : [...others, progress];
    }),
  );

  /** The one of a kind about a subject. */
  function find(kind: CheckProgress['kind'], subject: string): CheckProgress | undefined {
    return running.value.find((check) => check.kind === kind && check.subject === subject);
  }

  async function cancel({ jobId }: CheckProgress) {
    await client.audits.cancel({ jobId }).catch(toasts.fail);
  }

  return { running, ...loader, find, cancel };
});
