import { Notification, type BrowserWindow } from 'electron';
import type { EventOf } from '../../../shared/contract/events.ts';
import type { EventHub } from '../event-hub.ts';

/**
 * Tells the end of a campaign on the desktop while the window is not looked at.
 * @param wanted whether the person wants to be told
 * @param show brings the window forward, on the campaign
 */
export function tellEndOfCampaigns(
  events: EventHub,
  window: () => BrowserWindow | undefined,
  wanted: () => Promise<boolean>,
  show: (campaign: string) => void,
): void {
  events.listen((topic, payload) => {
    if (topic === 'campaigns.finished') void tell(payload as EventOf<'campaigns.finished'>);
  });

  async function tell({ campaign, done, failed }: EventOf<'campaigns.finished'>): Promise<void> {
    if (window()?.isFocused() || !Notification.isSupported() || !(await wanted())) return;
    const stored = `${done} ${done === 1 ? 'run is' : 'runs are'} stored`;
    const notification = new Notification({
      title: `${campaign} has ended`,
      body: failed === 0 ? `${stored}.` : `${stored}, ${failed} failed.`,
    });
    notification.on('click', () => show(campaign));
    notification.show();
  }
}
