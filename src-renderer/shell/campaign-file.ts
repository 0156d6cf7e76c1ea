import { useRouter } from 'vue-router';
import { useApi } from '../api.ts';
import { useCampaigns } from '../stores/campaigns.ts';
import { useToasts } from '../stores/toasts.ts';

/** Opens campaign files: the campaign is saved under its name and shown in Design. */
export function useCampaignFile() {
  const { client, transport } = useApi();
  const router = useRouter();
  const toasts = useToasts();
  const campaigns = useCampaigns();

  async function openHandle(fileId: string) {
    const { campaign } = await client.campaigns.open({ fileId });
    const saved = await client.campaigns.save({ campaign });
    await campaigns.load();
    await router.push({ name: 'design', params: { campaign: saved.campaign.name } });
  }

  return {
    /** Asks for a file. */
    async openChosen() {
      try {
        const file = await transport.openFile('campaign');
        if (file) await openHandle(file.fileId);
      } catch (error) {
        toasts.fail(error);
      }
    },
    /** Takes a dropped file. */
    async openDropped(file: File) {
      try {
        await openHandle((await transport.uploadFile(file)).fileId);
      } catch (error) {
        toasts.fail(error);
      }
    },
  };
}
