import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Client } from '../../shared/contract/contract.ts';
import type { Run } from '../../shared/domain/run.ts';
import { useApi } from '../api.ts';
import { readAnew } from './read-anew.ts';

export type RunDetails = Awaited<ReturnType<Client['runs']['show']>>;

/** Whole runs with traces and provenance, by key; a finished run never changes, so it is asked for once. */
export const useRunDetails = defineStore('run-details', () => {
  const { client, transport } = useApi();
  const byKey = ref(new Map<string, RunDetails>());
  const asked = new Set<string>();
  /** What was told of a run last, since an answer on its way may be older. */
  const told = new Map<string, Run['status']>();
  transport.subscribe('runs.changed', ({ runs }) => {
    for (const { key, status } of runs) {
      told.set(key, status);
      if (byKey.value.get(key)?.run.status === status) continue;
      asked.delete(key);
      byKey.value.delete(key);
    }
  });

  readAnew(transport, () => {
    told.clear();
    asked.clear();
    for (const [key, { run }] of byKey.value) if (run.status !== 'done') byKey.value.delete(key);
  });

  /**
   * Loads a run that is not known yet.
   * @throws LabError not-found for a reference that names no run, or more than one.
   */
  async function fetch(reference: string): Promise<RunDetails> {
    let details = await client.runs.show({ run: reference });
    const { key, status } = details.run;
    if ((told.get(key) ?? status) !== status) details = await client.runs.show({ run: key });
    byKey.value.set(details.run.key, details);
    return details;
  }

  /** Loads quietly, once per key: for sparklines and curves that may be missing. */
  async function load(key: string): Promise<void> {
    if (asked.has(key)) return;
    asked.add(key);
    await fetch(key).catch(() => asked.delete(key));
  }

  return { byKey, fetch, load };
});
