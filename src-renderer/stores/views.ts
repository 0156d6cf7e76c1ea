import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { SavedView } from '../../shared/contract/views.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';
import { useToasts } from './toasts.ts';

/** Saved views of the list of runs. */
export const useViews = defineStore('views', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const views = ref<SavedView[]>([]);
  const loader = createLoader(
    () => client.views.list({}),
    (answer) => (views.value = answer.views),
  );
  readAnew(transport, () => loader.loaded.value && loader.load());
  transport.subscribe('views.changed', () => void loader.load());

  function find(name: string): SavedView | undefined {
    return views.value.find((view) => view.name === name);
  }

  /** Saves, or takes the place of the one that has the name. @throws LabError when the name is refused. */
  async function save(name: string, query: string): Promise<SavedView> {
    const saved = await client.views.save({ name, query });
    await loader.load();
    return saved;
  }

  /** @throws LabError when the name is taken or refused. */
  async function rename(name: string, to: string): Promise<SavedView> {
    const renamed = await client.views.rename({ name, to });
    await loader.load();
    return renamed;
  }

  async function remove(name: string) {
    try {
      await client.views.delete({ name });
      await loader.load();
      toasts.show(`The view ${name} is in the bin; its runs are untouched.`, async () => {
        await client.views.restore({ name });
        await loader.load();
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return { views, ...loader, find, save, rename, remove };
});
