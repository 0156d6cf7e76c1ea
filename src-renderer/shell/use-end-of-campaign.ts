import { onBeforeUnmount, onMounted } from 'vue';
import { useRouter } from 'vue-router';
import { useApi } from '../api.ts';
import { useSettings } from '../stores/settings.ts';
import { endedCampaign } from './window-title.ts';

/**
 * Tells the end of a campaign to who does not look at the window: its title says so until somebody does, and a
 * notification of the browser where the person allowed them. Electron's main process tells it there.
 */
export function useEndOfCampaign(): void {
  const { transport } = useApi();
  const settings = useSettings();
  const router = useRouter();

  transport.subscribe('campaigns.finished', ({ campaign, done, failed }) => {
    if (document.visibilityState === 'visible' && document.hasFocus()) return;
    endedCampaign.value = campaign;
    if (transport.host !== 'loopback' || !settings.settings.notify || !mayNotify()) return;
    const notification = new Notification(`${campaign} has ended`, {
      body: failed > 0 ? `${done} stored, ${failed} failed.` : `${done} stored.`,
      icon: './icon.svg',
    });
    notification.addEventListener('click', () => {
      window.focus();
      void router.push({ name: 'compare', params: { campaign } });
    });
  });

  const look = () => (endedCampaign.value = null);
  onMounted(() => window.addEventListener('focus', look));
  onBeforeUnmount(() => window.removeEventListener('focus', look));
}

function mayNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}
