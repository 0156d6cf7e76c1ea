import type { Store } from '../../store/store.ts';
import type { PublishQueueEvent } from './queue-events.ts';

/** Notices when every run of a campaign has come to an end. */
export interface CampaignWatch {
  /** Watches a campaign whose runs wait or work; its runs are read again when it was watched already. */
  add(campaign: string): void;
  /** Whether a campaign is watched. */
  has(campaign: string): boolean;
  /** Publishes 'campaigns.finished' for each watched campaign of which no run waits or works any more. */
  check(queued: { has(key: string): boolean }): void;
}

/** A watch over the campaigns of a library. */
export function createCampaignWatch(store: Store, publish: PublishQueueEvent): CampaignWatch {
  const watched = new Map<string, string[]>();
  return {
    add(campaign) {
      if (store.campaigns.find(campaign)) watched.set(campaign, store.campaigns.runKeys(campaign));
    },
    has: (campaign) => watched.has(campaign),
    check(queued) {
      for (const [campaign, keys] of [...watched]) {
        if (keys.some((key) => queued.has(key))) continue;
        watched.delete(campaign);
        const statuses = [...store.runs.statuses(keys).values()];
        publish('campaigns.finished', {
          campaign,
          done: statuses.filter((status) => status === 'done').length,
          failed: statuses.filter((status) => status === 'failed').length,
        });
      }
    },
  };
}
