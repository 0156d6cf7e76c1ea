import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Router } from 'vue-router';
import { useDatasets } from '../stores/datasets.ts';
import { filterQuery, filterOf } from '../views/datasets/items-address.ts';
import type { Command } from './command.ts';

/** Fewer letters stand in too many titles; digits may be an id. */
const fewestLetters = 3;
/** Pause after the last letter before data sets are searched, in milliseconds. */
const typingDelay = 200;

/** Items as the palette finds them. */
export interface ItemCommands {
  found: ShallowRef<readonly Command[]>;
  /** Whether some may still be found. */
  searching: Readonly<Ref<boolean>>;
}

/** Some items of the library's data sets whose title holds what is typed or whose id it is, as lines of the palette. */
export function useItemCommands(router: Router, query: Readonly<Ref<string>>): ItemCommands {
  const datasets = useDatasets();
  const found = shallowRef<readonly Command[]>([]);
  const searching = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const command = ({ dataset, item, title }: Awaited<ReturnType<typeof datasets.findItems>>[number]): Command => ({
    id: `item-${dataset}-${item}`,
    label: title ?? `Item ${item}`,
    detail: dataset,
    kind: 'Item',
    icon: 'datasets',
    run: () => void router.push({ name: 'dataset-items', params: { name: dataset }, query: filterQuery({ ...filterOf({}), search: title ?? item }) }),
  });

  async function search(text: string, mine: number) {
    const items = await datasets.findItems(text);
    if (mine !== latest) return;
    found.value = items.map(command);
    searching.value = false;
  }

  watch(query, (typed) => {
    clearTimeout(timer);
    const [mine, text] = [++latest, typed.trim()];
    found.value = [];
    searching.value = text.length >= fewestLetters || /^\d+$/.test(text);
    if (searching.value) timer = setTimeout(() => void search(text, mine), typingDelay);
  });
  onScopeDispose(() => clearTimeout(timer));
  return { found, searching };
}
