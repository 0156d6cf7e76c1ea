import { defineStore } from 'pinia';
import { ref } from 'vue';

/** A place in help: a page, and the heading of a section in it. */
export interface HelpPlace {
  page: string;
  section: string | null;
}

/** What help says beside the page, without leaving it. */
export const useHelp = defineStore('help', () => {
  const shown = ref<HelpPlace | null>(null);

  /** Shows an address such as `/help/components#attack-pga`. @returns whether it is one of help */
  function show(address: string): boolean {
    const [, page, section = null] = /^\/help\/([^#]+)(?:#(.+))?$/.exec(address) ?? [];
    if (page === undefined) return false;
    shown.value = { page, section };
    return true;
  }

  function close() {
    shown.value = null;
  }

  return { shown, show, close };
});
