import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** A place in help: a page, and the heading of a section in it. */
export interface HelpPlace {
  page: string;
  section: string | null;
}

/** What help says beside the page, without leaving it. */
export const useHelp = defineStore('help', () => {
  const places = ref<HelpPlace[]>([]);
  const shown = computed<HelpPlace | null>(() => places.value.at(-1) ?? null);
  /** Where {@link back} leads; null where help was opened at what it shows. */
  const before = computed<HelpPlace | null>(() => places.value.at(-2) ?? null);

  /** Shows an address such as `/help/components#attack-pga`. @returns whether it is one of help */
  function show(address: string): boolean {
    const [, page, section = null] = /^\/help\/([^#]+)(?:#(.+))?$/.exec(address) ?? [];
    if (page === undefined) return false;
    const again = shown.value?.page === page && shown.value.section === section;
    places.value = [...(again ? places.value.slice(0, -1) : places.value), { page, section }];
    return true;
  }

  /** To the place that was shown before. */
  function back() {
    places.value = places.value.slice(0, -1);
  }

  function close() {
    places.value = [];
  }

  return { shown, before, show, back, close };
});
