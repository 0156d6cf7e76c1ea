import { defineStore } from 'pinia';
import { computed, ref, watch, watchEffect } from 'vue';
import type { Settings } from '../../shared/contract/settings.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { textScale } from './text-scale.ts';
import { useToasts } from './toasts.ts';

const textSizeKey = 'poison-lab.text-size';

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

  /** Follows the system's theme and puts the resulting one on the document. */
  function followTheme(window: Window) {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    systemDark.value = query.matches;
    query.addEventListener('change', () => (systemDark.value = query.matches));
    watchEffect(() => (window.document.documentElement.dataset.theme = theme.value));
  }

  /**
   * Puts the text size on the document: no style of the lab sets that of its root, so it is what the browser asks for. The
   * window keeps the one chosen, so that its first frame, before the lab answers, has it.
   */
  function followTextSize(window: Window) {
    const kept = ifAllowed(() => Number(window.localStorage.getItem(textSizeKey)));
    if (kept) settings.value = { ...settings.value, textSize: kept };
    watch(() => settings.value.textSize, (size) => ifAllowed(() => window.localStorage.setItem(textSizeKey, String(size))), { flush: 'sync' });
    const root = window.document.documentElement;
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

/** What is asked of the window's own storage; undefined where it is full or forbidden. */
function ifAllowed<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
