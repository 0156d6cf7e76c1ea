import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Client } from '../../shared/contract/contract.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';

/** Where a run belongs and what computed it. */
export type RunRecord = Awaited<ReturnType<Client['runs']['records']>>['records'][number];

/** Pause after a run of which nothing is known has ended before the records are read, in milliseconds. */
const loadDelay = 1000;

/** Campaigns, engine and kernels of every run, by key; asked for when a list first needs them. */
export const useRunRecords = defineStore('run-records', () => {
  const { client, transport } = useApi();
  const byRun = shallowRef(new Map<string, RunRecord>());
  const loader = createLoader(
    () => client.runs.records({}),
    ({ records }) => (byRun.value = new Map(records.map((record) => [record.run, record]))),
  );
  let wanted = false;
  readAnew(transport, () => wanted && loader.load());
  transport.subscribe('campaigns.changed', () => void (wanted && loader.load()));
  transport.subscribe('campaigns.finished', () => void (wanted && loader.load()));
  // One that was computed outside a campaign of this window: by another window, or again after a failure.
  transport.subscribe('runs.changed', ({ runs }) => {
    const unknown = runs.some(({ key, status }) => status === 'done' && (byRun.value.get(key)?.application ?? null) === null);
    if (wanted && unknown) loadSoon();
  });
  // Short runs end many times a second, and all records are read each time.
  let soon: ReturnType<typeof setTimeout> | undefined;
  function loadSoon() {
    soon ??= setTimeout(() => {
      soon = undefined;
      void loader.load();
    }, loadDelay);
  }

  async function want() {
    if (wanted) return;
    wanted = true;
    await loader.load();
  }

  return { byRun, want };
});
