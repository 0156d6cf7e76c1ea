import type { Ref } from 'vue';
import { ref } from 'vue';

/** A thing that is loaded again and again; old data stays while `loading`. */
export interface Loader {
  loading: Ref<boolean>;
  /** Whether it ever arrived. */
  loaded: Ref<boolean>;
  /** What the last attempt failed with, or null. */
  error: Ref<unknown>;
  /** Loads; never rejects. Of overlapping calls only the last one's outcome counts. */
  load: () => Promise<void>;
}

/** @param fetch asks for the data. @param accept puts it where it belongs. */
export function createLoader<T>(fetch: () => Promise<T>, accept: (value: T) => void): Loader {
  const loading = ref(false);
  const loaded = ref(false);
  const error = ref<unknown>(null);
  let latest = 0;

  async function load() {
    const attempt = ++latest;
    loading.value = true;
    try {
      const value = await fetch();
      if (attempt !== latest) return;
      accept(value);
      error.value = null;
      loaded.value = true;
    } catch (thrown) {
      if (attempt === latest) error.value = thrown;
    } finally {
      if (attempt === latest) loading.value = false;
    }
  }

  return { loading, loaded, error, load };
}
