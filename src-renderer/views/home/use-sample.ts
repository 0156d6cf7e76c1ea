import { computed, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import type { CampaignCheck } from '../../../shared/domain/campaign.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import { isMeasured } from '../../../shared/figures/is-measured.ts';
import { useApi } from '../../api.ts';
import { createLoader } from '../../stores/loader.ts';
import { useCampaigns } from '../../stores/campaigns.ts';
import { useQueue } from '../../stores/queue.ts';
import { useToasts } from '../../stores/toasts.ts';

const figure = 'rmse-by-share';

/** The sample campaign of Home: what it will cost, its figure as runs end, and the way to Compare. */
export function useSample() {
  const { client, transport } = useApi();
  const campaigns = useCampaigns();
  const queue = useQueue();
  const toasts = useToasts();
  const router = useRouter();
  const check = ref<CampaignCheck | null>(null);
  const table = ref<FigureTable | null>(null);
  const starting = ref(false);
  const error = ref<unknown>(null);
  /** Only a campaign that was seen running moves on to Compare. */
  let watched = false;

  const preset = computed(() => campaigns.presets[0] ?? null);
  const name = computed(() => preset.value?.campaign.name ?? null);
  const saved = computed(() => (name.value === null ? undefined : campaigns.find(name.value)));
  const active = computed(() => starting.value || queue.state.entries.some(({ campaign }) => campaign === name.value));
  /** Of the three steps the one that is on: runs are compared as soon as the figure shows some. */
  const step = computed(() => (isMeasured(table.value) ? 2 : 1));
  const finished = computed(() => !active.value && !watched && saved.value !== undefined && saved.value.runs > 0 && saved.value.done === saved.value.runs);

  const checker = createLoader(
    async () => (preset.value ? await client.campaigns.check({ campaign: preset.value.campaign }) : null),
    (answer) => (check.value = answer),
  );
  const drawer = createLoader(
    async () => (saved.value ? await client.figures.table({ figure, source: { campaign: saved.value.name } }) : null),
    (answer) => (table.value = answer),
  );
  if (!campaigns.presetsLoaded) void campaigns.loadPresets();
  // Asked again when its runs have left the queue: some are stored then, and what they took is measured.
  watch([preset, active], () => void (active.value || checker.load()), { immediate: true });
  watch(() => saved.value?.name, () => void drawer.load(), { immediate: true });
  const stops = [
    transport.subscribe('library.replaced', () => void Promise.all([checker.load(), drawer.load()])),
    transport.subscribe('runs.changed', () => void drawer.load()),
    transport.subscribe('campaigns.finished', ({ campaign, failed }) => {
      if (!watched || campaign !== name.value || failed > 0 || router.currentRoute.value.name !== 'home') return;
      watched = false;
      void router.push({ name: 'compare', params: { campaign }, query: { figure } });
    }),
  ];

  async function run() {
    if (!preset.value || active.value) return;
    starting.value = true;
    error.value = null;
    watched = true;
    try {
      const campaign = saved.value ? (await client.campaigns.get({ campaign: saved.value.name })).campaign : preset.value.campaign;
      const { queued } = await client.queue.add({ campaign });
      await Promise.all([campaigns.load(), queue.load()]);
      await drawer.load();
      if (queued === 0) await router.push({ name: 'compare', params: { campaign: campaign.name }, query: { figure } });
    } catch (thrown) {
      watched = false;
      error.value = thrown;
      toasts.fail(thrown);
    } finally {
      starting.value = false;
    }
  }

  return {
    preset,
    name,
    saved,
    check,
    checkError: checker.error,
    table,
    tableError: drawer.error,
    active,
    step,
    finished,
    error,
    run,
    stop: () => stops.forEach((stop) => stop()),
  };
}
export type Sample = ReturnType<typeof useSample>;
