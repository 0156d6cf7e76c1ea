import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import type { Settings } from '../../shared/contract/settings.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

type About = Awaited<ReturnType<ReturnType<typeof useApi>['client']['settings']['about']>>;

/** Preferences and what this installation is; keeps the theme of the document. */
export const useSettings = defineStore('settings', () => {
  const { client } = useApi();
  const toasts = useToasts();
  const settings = ref<Settings>({ theme: 'system', threads: null, shortcuts: {}, notify: true });
  const about = ref<About | null>(null);
  const systemDark = ref(false);
  const theme = computed<'light' | 'dark'>(() => {
    if (settings.value.theme === 'system') return systemDark.value ? 'dark' : 'light';
    return settings.value.theme;
  });
  const loader = createLoader(
    () => Promise.all([client.settings.get({}), client.settings.about({})]),
    ([preferences, installation]) => {
      settings.value = preferences;
      about.value = installation;
    },
  );

  /** Follows the system's theme and puts the resulting one on the document. */
  function followTheme(window: Window) {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    systemDark.value = query.matches;
    query.addEventListener('change', () => (systemDark.value = query.matches));
    watchEffect(() => (window.document.documentElement.dataset.theme = theme.value));
  }

  async function change(part: Partial<Settings>) {
    const before = settings.value;
    settings.value = { ...before, ...part };
    try {
      settings.value = await client.settings.set(part);
    } catch (error) {
      settings.value = before;
      toasts.fail(error);
    }
  }

  return { settings, about, theme, ...loader, followTheme, change };
});
