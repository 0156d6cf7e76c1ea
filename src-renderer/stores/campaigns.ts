import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Client } from '../../shared/contract/contract.ts';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { formatCount } from '../../shared/figures/drawing/format.ts';
import { useApi } from '../api.ts';
import { cutNames, shortMarks } from '../formatting/names.ts';
import { plural } from '../formatting/numbers.ts';
import { useDeletions } from './deletions.ts';
import { createLoader } from './loader.ts';
import { useReportChanges } from './report-changes.ts';
import type { Toast } from './toasts.ts';
import { useToasts } from './toasts.ts';

export type CampaignSummary = Awaited<ReturnType<Client['campaigns']['list']>>['campaigns'][number];
export type Preset = Awaited<ReturnType<Client['campaigns']['presets']>>['presets'][number];

/** Pause after a run has ended before the campaigns are counted again, in milliseconds. */
const countDelay = 300;

/** Saved campaigns, newest first, and the presets. */
export const useCampaigns = defineStore('campaigns', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const deletions = useDeletions();
  const reports = useReportChanges();
  const campaigns = ref<CampaignSummary[]>([]);
  const presets = ref<Preset[]>([]);
  /** How often a campaign was put in place of another one here: what shows one has to read it again. */
  const replaced = ref(0);
  const loader = createLoader(
    () => client.campaigns.list({}),
    (answer) => (campaigns.value = answer.campaigns.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))),
  );
  const presetLoader = createLoader(
    () => client.campaigns.presets({}),
    (answer) => (presets.value = answer.presets),
  );
  const names = computed(() => campaigns.value.map(({ name }) => name));
  const cuts = computed(() => cutNames(names.value));
  const marks = computed(() => shortMarks(names.value));
  transport.subscribe('campaigns.changed', () => void loader.load());
  // Runs end many times a second where they are short: their counts are read once for all of a while.
  let counting: ReturnType<typeof setTimeout> | undefined;
  transport.subscribe('runs.changed', () => {
    counting ??= setTimeout(() => {
      counting = undefined;
      void loader.load();
    }, countDelay);
  });
  transport.subscribe('campaigns.finished', ({ campaign, done, failed }) => {
    void loader.load().then(() => {
      const runs = find(campaign)?.runs ?? done + failed;
      toasts.show(`${campaign} ${endingInWords(runs, done, failed)}.`, null, 'plain', wayOn(campaign, done, failed));
    });
  });

  function find(name: string): CampaignSummary | undefined {
    return campaigns.value.find((campaign) => campaign.name === name);
  }

  /** Stores a campaign in place of the saved one of its name; the message tells how many runs that leaves, and undoes it. */
  async function replace(campaign: Campaign, runsLeft: number) {
    const { binned } = await client.campaigns.replace({ campaign });
    await readAgain();
    const left = runsLeft === 0 ? '' : ` ${plural(runsLeft, 'run')} of the one before ${runsLeft === 1 ? 'stays' : 'stay'} without a campaign.`;
    toasts.show(`${campaign.name} is replaced.${left}`, async () => {
      await client.campaigns.takeBack({ campaign: campaign.name, binned });
      await readAgain();
    });
  }

  async function readAgain() {
    await loader.load();
    replaced.value++;
    reports.tell();
  }

  async function remove(name: string) {
    try {
      await client.campaigns.delete({ campaign: name });
      await loader.load();
      deletions.tell({
        of: 'campaigns',
        message: `${name} is in the bin.`,
        undo: async () => {
          await client.campaigns.restore({ campaign: name });
          await loader.load();
        },
        redo: () => remove(name),
        stands: () => find(name) === undefined,
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return {
    campaigns,
    cuts,
    marks,
    presets,
    ...loader,
    loadPresets: presetLoader.load,
    presetsError: presetLoader.error,
    presetsLoaded: presetLoader.loaded,
    replaced,
    find,
    replace,
    remove,
  };
});

function endingInWords(runs: number, done: number, failed: number): string {
  if (failed > 0) return `has ended: ${formatCount(failed)} of ${plural(runs, 'run')} failed`;
  if (done === 0) return 'was cancelled; nothing is stored';
  if (done < runs) return `has ended: ${formatCount(done)} of ${plural(runs, 'run')} are stored, the others were cancelled`;
  return `has ended: all ${plural(runs, 'run')} are stored`;
}

/** Where an end leads: to the figure where there is one, else to what failed, or to the campaign that can be queued again. */
function wayOn(campaign: string, done: number, failed: number): NonNullable<Toast['link']> {
  if (done > 0) return { label: 'Compare', to: { name: 'compare', params: { campaign } } };
  if (failed > 0) return { label: 'Runs', to: { name: 'campaign-runs', params: { campaign } } };
  return { label: 'Design', to: { name: 'design', params: { campaign } } };
}
