import { useRouter } from 'vue-router';
import type { FileHandle } from '../../shared/contract/transport.ts';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { errorToData } from '../../shared/domain/errors.ts';
import { freeName } from '../../shared/domain/free-name.ts';
import { useApi } from '../api.ts';
import { useCampaigns } from '../stores/campaigns.ts';
import { useOpenedCampaign } from '../stores/opened-campaign.ts';
import { useToasts } from '../stores/toasts.ts';

/** Opens campaign files and bundles: the campaign is saved, never over another one unasked, and shown in Design. */
export function useCampaignFile() {
  const { client, transport } = useApi();
  const router = useRouter();
  const toasts = useToasts();
  const campaigns = useCampaigns();
  const opened = useOpenedCampaign();

  const openHandle = (file: FileHandle) => opened.inTurn(() => open(file));

  async function open({ fileId, name }: FileHandle) {
    if (isBundle(name)) return openBundle(fileId);
    const { campaign } = await client.campaigns.open({ fileId });
    const { saved, runsLeft } = await client.campaigns.meet({ campaign });
    if (saved === 'none') return keep(campaign);
    if (saved === 'same') {
      toasts.show(`${campaign.name} is saved already, and opens as it is.`);
      return show(campaign.name);
    }
    const names = (await client.campaigns.list({})).campaigns.map((known) => known.name);
    const free = freeName(campaign.name, names);
    const choice = await opened.ask({ campaign, freeName: free, runsLeft });
    if (choice === 'keep both') await keep({ ...campaign, name: free });
    if (choice === 'replace') await replace(campaign, runsLeft);
  }

  async function keep(campaign: Campaign) {
    await client.campaigns.save({ campaign });
    await show(campaign.name);
  }

  async function replace(campaign: Campaign, runsLeft: number) {
    await campaigns.replace(campaign, runsLeft);
    await show(campaign.name);
  }

  async function openBundle(fileId: string) {
    const { campaign, rerun } = await client.profiles.importBundle({ fileId });
    toasts.show(rerun);
    if (campaign !== null) await show(campaign);
  }

  async function show(campaign: string) {
    await campaigns.load();
    await router.push({ name: 'design', params: { campaign } });
  }

  /** Mistakes in fields are listed, each with its place; of anything else a message tells. */
  function refuse(error: unknown) {
    const { complaints } = errorToData(error);
    if (complaints.some(({ path }) => path !== undefined)) opened.mistakes = complaints;
    else toasts.fail(error);
  }

  return {
    /** Asks for a file. */
    async openChosen() {
      try {
        const file = await transport.openFile('campaign');
        if (file) await openHandle(file);
      } catch (error) {
        refuse(error);
      }
    },
    /** Takes a file that the host holds. */
    async openHeld(file: FileHandle) {
      try {
        await openHandle(file);
      } catch (error) {
        refuse(error);
      }
    },
    /** Takes a dropped file. */
    async openDropped(file: File) {
      try {
        await openHandle(await transport.uploadFile(file));
      } catch (error) {
        refuse(error);
      }
    },
  };
}

/** Whether a file is opened as a campaign or a bundle; every other one is taken for ratings. */
export function holdsCampaign(name: string): boolean {
  return name.toLowerCase().endsWith('.json') || isBundle(name);
}

function isBundle(name: string): boolean {
  return name.toLowerCase().endsWith('.poisonlab');
}
