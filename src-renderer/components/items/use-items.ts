import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { CheckProgress } from '../../../shared/domain/check.ts';
import type { Slot } from '../../../shared/domain/component.ts';
import type { Dataset, ItemRow } from '../../../shared/domain/dataset.ts';
import { errorToData } from '../../../shared/domain/errors.ts';
import { useApi } from '../../api.ts';
import { useChecks } from '../../stores/checks.ts';
import { createLoader } from '../../stores/loader.ts';
import { readAnew } from '../../stores/read-anew.ts';

type Models = Awaited<ReturnType<ReturnType<typeof useApi>['client']['datasets']['cleanModels']>>['models'];

/** A model whose predictions can be shown; `stored` says that it is trained. */
export type PredictingModel = Models[number];

/** Up to so many ratings the model is trained without being asked for: it takes seconds. */
const quickRatings = 2_000_000;

/** The items of a data set and what a clean model predicts for them. */
export interface ItemsOfDataset {
  items: ShallowRef<readonly ItemRow[]>;
  loading: Ref<boolean>;
  loaded: Ref<boolean>;
  error: Ref<unknown>;
  load(): Promise<void>;
  models: ShallowRef<readonly PredictingModel[]>;
  /** The model that is shown; null before there is any. */
  model: ComputedRef<PredictingModel | null>;
  /** Whether the items carry its predictions. */
  predicted: Ref<boolean>;
  /** Its training under way, wherever it was begun. */
  training: ComputedRef<CheckProgress | null>;
  /** What its training or its predictions failed with. */
  modelError: Ref<unknown>;
  train(): Promise<void>;
  cancel(): void;
}

/**
 * Loads items at once, then predictions of a model, which is trained first where that is quick or asked for.
 * @param learner whose model is offered first; the paper's where there is none
 * @param wanted key of the model to show; the first one where it is none of them
 */
export function useItems(dataset: () => Dataset, learner: () => Slot | undefined, wanted: () => string | null): ItemsOfDataset {
  const { client, transport } = useApi();
  const checks = useChecks();
  const items = shallowRef<readonly ItemRow[]>([]);
  const models = shallowRef<readonly PredictingModel[]>([]);
  const predicted = ref(false);
  const modelError = ref<unknown>(null);
  const asking = ref(false);
  let disposed = false;
  onScopeDispose(() => (disposed = true));

  const model = computed(() => models.value.find(({ key }) => key === wanted()) ?? models.value[0] ?? null);
  const training = computed(() => (model.value && checks.find('clean-model', model.value.key)) ?? null);
  const listing = createLoader(
    () =>
      Promise.all([
        client.datasets.items({ dataset: dataset().fingerprint, predict: false }),
        client.datasets.cleanModels({ dataset: dataset().fingerprint, learner: learner() }),
      ]),
    ([answer, known]) => {
      items.value = answer.items;
      models.value = known.models;
      predicted.value = false;
    },
  );

  async function load() {
    await listing.load();
    if (listing.error.value === null) await show();
  }

  /** Predictions of the model, where it is trained or quick to train. */
  async function show() {
    if (model.value === null || disposed) return;
    modelError.value = null;
    if (model.value.stored) await predict(model.value);
    else if (dataset().ratings <= quickRatings && training.value === null) await train();
  }

  async function predict(shown: PredictingModel) {
    const { fingerprint } = dataset();
    try {
      const answer = await client.datasets.items({ dataset: fingerprint, learner: shown.learner, predict: true });
      if (model.value?.key !== shown.key || dataset().fingerprint !== fingerprint) return;
      items.value = answer.items;
      predicted.value = true;
    } catch (error) {
      modelError.value = error;
    }
  }

  async function train() {
    const shown = model.value;
    if (shown === null || asking.value) return;
    modelError.value = null;
    asking.value = true;
    try {
      await client.datasets.train({ dataset: dataset().fingerprint, learner: shown.learner });
    } catch (error) {
      if (!['cancelled', 'conflict'].includes(errorToData(error).code)) modelError.value = error;
      return;
    } finally {
      asking.value = false;
    }
    await trained(shown.key);
  }

  async function trained(key: string) {
    models.value = models.value.map((one) => (one.key === key ? { ...one, stored: true } : one));
    if (model.value?.key === key && !disposed) await predict(model.value);
  }

  watch([() => dataset().fingerprint, () => JSON.stringify(learner())], () => void load(), { immediate: true });
  readAnew(transport, load);
  watch(
    () => model.value?.key,
    (key, before) => {
      if (before === undefined || key === undefined) return;
      predicted.value = false;
      void show();
    },
  );
  // One that another window began: when it ends, the model may be there.
  watch(training, (now, before) => {
    if (now !== null || before === null || asking.value) return;
    void client.datasets
      .cleanModels({ dataset: dataset().fingerprint, learner: learner() })
      .then((known) => {
        models.value = known.models;
        if (model.value?.stored && !predicted.value) return predict(model.value);
      })
      .catch((error: unknown) => (modelError.value = error));
  });

  return {
    items,
    loading: listing.loading,
    loaded: listing.loaded,
    error: listing.error,
    load,
    models,
    model,
    predicted,
    training,
    modelError,
    train,
    cancel: () => training.value && void checks.cancel(training.value),
  };
}
