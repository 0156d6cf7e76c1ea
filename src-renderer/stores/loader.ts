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
  /** Makes a change that was told, and makes it again on an answer that is on its way, which may be older than the change. */
  change: (make: () => void) => void;
}

/** @param fetch asks for the data. @param accept puts it where it belongs. */
export function createLoader<T>(fetch: () => Promise<T>, accept: (value: T) => void): Loader {
  const loading = ref(false);
  const loaded = ref(false);
  const error = ref<unknown>(null);
  let latest = 0;
  let changes: (() => void)[] = [];

  async function load() {
    const attempt = ++latest;
    changes = [];
    loading.value = true;
    try {
      const value = await fetch();
      if (attempt !== latest) return;
      accept(value);
      for (const make of changes) make();
      error.value = null;
      loaded.value = true;
    } catch (thrown) {
      if (attempt === latest) error.value = thrown;
    } finally {
      if (attempt === latest) loading.value = false;
    }
  }

  function change(make: () => void) {
    make();
    if (loading.value) changes.push(make);
  }

  return { loading, loaded, error, load, change };
}
