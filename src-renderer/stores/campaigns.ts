import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Client } from '../../shared/contract/contract.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { useToasts } from './toasts.ts';

export type CampaignSummary = Awaited<ReturnType<Client['campaigns']['list']>>['campaigns'][number];
export type Preset = Awaited<ReturnType<Client['campaigns']['presets']>>['presets'][number];

/** Saved campaigns, newest first, and the presets. */
export const useCampaigns = defineStore('campaigns', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const campaigns = ref<CampaignSummary[]>([]);
  const presets = ref<Preset[]>([]);
  const loader = createLoader(
    () => client.campaigns.list({}),
    (answer) => (campaigns.value = answer.campaigns.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))),
  );
  const presetLoader = createLoader(
    () => client.campaigns.presets({}),
    (answer) => (presets.value = answer.presets),
  );
  transport.subscribe('campaigns.changed', () => void loader.load());
  transport.subscribe('campaigns.finished', ({ campaign, done, failed }) => {
    void loader.load();
    const ending = failed > 0 ? `${failed} of ${done + failed} runs failed` : `all ${done} runs are stored`;
    toasts.show(`${campaign} has ended: ${ending}.`);
  });

  function find(name: string): CampaignSummary | undefined {
    return campaigns.value.find((campaign) => campaign.name === name);
  }

  async function remove(name: string) {
    try {
      await client.campaigns.delete({ campaign: name });
      await loader.load();
      toasts.show(`${name} is in the bin.`, async () => {
        await client.campaigns.restore({ campaign: name });
        await loader.load();
      });
    } catch (error) {
      toasts.fail(error);
    }
  }

  return {
    campaigns,
    presets,
    ...loader,
    loadPresets: presetLoader.load,
    presetsError: presetLoader.error,
    presetsLoaded: presetLoader.loaded,
    find,
    remove,
  };
});
