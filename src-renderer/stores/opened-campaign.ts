import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Campaign } from '../../shared/domain/campaign.ts';

/** What becomes of an opened campaign whose name another one has; null opens nothing. */
export type Choice = 'keep both' | 'replace' | null;

/** A campaign from a file that waits for this choice. */
export interface OpenedCampaign {
  campaign: Campaign;
  /** The name under which it would stand beside the saved one. */
  freeName: string;
  /** Runs that no campaign would list any more if it took the saved one's place. */
  runsLeft: number;
}

/** The question that an opened campaign asks whose name is taken. */
export const useOpenedCampaign = defineStore('opened-campaign', () => {
  const waiting = ref<OpenedCampaign | null>(null);
  let settle: (choice: Choice) => void = () => undefined;

  /** Asks, and answers with what was chosen; an earlier question that still stands is answered with null. */
  function ask(opened: OpenedCampaign): Promise<Choice> {
    choose(null);
    waiting.value = opened;
    return new Promise((resolve) => (settle = resolve));
  }

  function choose(choice: Choice) {
    waiting.value = null;
    settle(choice);
  }

  return { waiting, ask, choose };
});
