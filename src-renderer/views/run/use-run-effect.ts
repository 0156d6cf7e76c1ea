import type { ComputedRef, Ref } from 'vue';
import { computed, ref, watch } from 'vue';
import type { CheckProgress } from '../../../shared/domain/check.ts';
import type { RunEffect } from '../../../shared/domain/run-effect.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { errorToData } from '../../../shared/domain/errors.ts';
import { useApi } from '../../api.ts';
import { useChecks } from '../../stores/checks.ts';
import { createLoader } from '../../stores/loader.ts';
import { readAnew } from '../../stores/read-anew.ts';
import { useToasts } from '../../stores/toasts.ts';

/** A retraining up to so many seconds begins as soon as a page asks for it; a longer one waits to be asked for. */
const unasked = 20;

/** What a run did to predictions, as a page shows it. */
export interface ShownEffect {
  /** Null until it is there. */
  effect: Ref<RunEffect | null>;
  /** Of computing it; null where nothing was measured. */
  estimateSeconds: Ref<number | null>;
  /** While it is computed, in whichever window. */
  check: ComputedRef<CheckProgress | undefined>;
  /** What is known was asked for. */
  loaded: Ref<boolean>;
  error: Ref<unknown>;
  /** Asks again. */
  load: () => Promise<void>;
  compute: () => Promise<void>;
  cancel: () => void;
}

/** Follows a run: what is stored of its effect, else a retraining. Nothing is asked of a run that is not done. */
export function useRunEffect(run: () => Run | null): ShownEffect {
  const { client, transport } = useApi();
  const checks = useChecks();
  const toasts = useToasts();
  const effect = ref<RunEffect | null>(null);
  const estimateSeconds = ref<number | null>(null);
  const key = () => run()?.key ?? '';
  const check = computed(() => checks.find('effect', key()));
  const loader = createLoader(
    async () => {
      const asked = key();
      return { asked, ...(await client.effects.known({ run: asked })) };
    },
    (known) => {
      if (known.asked !== key()) return;
      effect.value = known.effect;
      estimateSeconds.value = known.estimateSeconds;
      if (known.effect === null && known.estimateSeconds !== null && known.estimateSeconds <= unasked && !check.value) void compute();
    },
  );

  async function compute() {
    const asked = key();
    try {
      const made = await client.effects.compute({ run: asked });
      if (asked === key()) effect.value = made.effect;
    } catch (error) {
      const { code } = errorToData(error);
      if (code === 'cancelled') toasts.show('The retraining was cancelled; nothing of it is kept.');
      // Another window computes the same: its end is told to this one too.
      else if (code !== 'conflict' && asked === key()) loader.error.value = error;
    }
  }

  function cancel() {
    if (check.value) void checks.cancel(check.value);
  }

  watch(
    () => [run()?.key, run()?.status] as const,
    ([, status]) => {
      effect.value = null;
      loader.loaded.value = false;
      if (status === 'done') void loader.load();
    },
    { immediate: true },
  );
  readAnew(transport, () => run()?.status === 'done' && loader.load());
  watch(check, (now, before) => {
    if (before && !now && effect.value === null && before.subject === key()) void refresh();
  });

  /** After a retraining of another window: looks, and begins none of its own. */
  async function refresh() {
    const asked = key();
    const known = await client.effects.known({ run: asked }).catch(() => null);
    if (known && asked === key()) effect.value = known.effect;
  }

  return { effect, estimateSeconds, check, loaded: loader.loaded, error: loader.error, load: loader.load, compute, cancel };
}
