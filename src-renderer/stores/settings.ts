import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import type { Settings } from '../../shared/contract/settings.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { textScale } from './text-scale.ts';
import { useToasts } from './toasts.ts';

type About = Awaited<ReturnType<ReturnType<typeof useApi>['client']['settings']['about']>>;

/** Preferences and what this installation is; keeps the theme and the text size of the document. */
export const useSettings = defineStore('settings', () => {
  const { client } = useApi();
  const toasts = useToasts();
  const settings = ref<Settings>({ theme: 'system', threads: null, shortcuts: {}, notify: true, textSize: 100 });
  const about = ref<About | null>(null);
  const systemDark = ref(false);
  const browserTextPx = ref(16);
  const theme = computed<'light' | 'dark'>(() => {
    if (settings.value.theme === 'system') return systemDark.value ? 'dark' : 'light';
    return settings.value.theme;
  });
  /** How much larger everything is than it was drawn. */
  const scale = computed(() => textScale(browserTextPx.value, settings.value.textSize));
  const loader = createLoader(
    () => Promise.all([client.settings.get({}), client.settings.about({})]),
    ([preferences, installation]) => {
      settings.value = preferences;
      about.value = installation;
    },
  );

  /** Follows the system's theme and puts the resulting one on the document, on which the host has put the one that was chosen. */
  function followTheme(window: Window) {
    const { theme: served } = window.document.documentElement.dataset;
    if (served === 'light' || served === 'dark') settings.value = { ...settings.value, theme: served };
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    systemDark.value = query.matches;
    query.addEventListener('change', () => (systemDark.value = query.matches));
    watchEffect(() => (window.document.documentElement.dataset.theme = theme.value));
  }

  /**
   * Puts the text size on the document: no style of the lab sets that of its root, so it is what the browser asks for. The
   * host has put the one chosen on the document, so that the first frame, before the lab answers, has it.
   */
  function followTextSize(window: Window) {
    const root = window.document.documentElement;
    const served = Number(root.dataset.textSize);
    if (served > 0) settings.value = { ...settings.value, textSize: served };
    browserTextPx.value = Number.parseFloat(window.getComputedStyle(root).fontSize);
    watchEffect(() => {
      root.style.zoom = String(scale.value);
      root.style.setProperty('--scale', String(scale.value));
    });
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

  return { settings, about, theme, scale, ...loader, followTheme, followTextSize, change };
});
