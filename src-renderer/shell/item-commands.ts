import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Router } from 'vue-router';
import type { ItemRow } from '../../shared/domain/dataset.ts';
import { useDatasets } from '../stores/datasets.ts';
import { filterQuery, filterOf } from '../views/datasets/items-address.ts';
import type { Command } from './command.ts';

/** Fewer letters stand in too many titles. */
const fewestLetters = 3;
/** Of one data set; the list of its items has all of them. */
const mostItems = 5;
/** Pause after the last letter before data sets are searched, in milliseconds. */
const typingDelay = 200;

/** Items of the library's data sets whose title or id holds what is typed, those with the most ratings first, as lines of the palette. */
export function useItemCommands(router: Router, query: Readonly<Ref<string>>): ShallowRef<readonly Command[]> {
  const datasets = useDatasets();
  const found = shallowRef<readonly Command[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const command = (dataset: string, { item, title }: ItemRow): Command => ({
    id: `item-${dataset}-${item}`,
    label: title ?? `Item ${item}`,
    detail: dataset,
    kind: 'Item',
    icon: 'datasets',
    run: () => void router.push({ name: 'dataset-items', params: { name: dataset }, query: filterQuery({ ...filterOf({}), search: title ?? item }) }),
  });

  async function search(text: string, mine: number) {
    const lists = await datasets.findItems(text);
    if (mine !== latest) return;
    found.value = lists.flatMap(({ dataset, items }) => [...items].sort((a, b) => b.ratings - a.ratings).slice(0, mostItems).map((item) => command(dataset, item)));
  }

  watch(query, (typed) => {
    clearTimeout(timer);
    const [mine, text] = [++latest, typed.trim()];
    found.value = [];
    if (text.length >= fewestLetters) timer = setTimeout(() => void search(text, mine), typingDelay);
  });
  onScopeDispose(() => clearTimeout(timer));
  return found;
}
