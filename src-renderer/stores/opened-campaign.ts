import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Campaign } from '../../shared/domain/campaign.ts';
import type { Complaint } from '../../shared/domain/errors.ts';

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

/** The question that an opened campaign asks whose name is taken, and what is wrong with a file that holds none. */
export const useOpenedCampaign = defineStore('opened-campaign', () => {
  const waiting = ref<OpenedCampaign | null>(null);
  const mistakes = ref<readonly Complaint[]>([]);
  let settle: (choice: Choice) => void = () => undefined;

  let last: Promise<void> = Promise.resolve();

  /** Opens a file after those that came before it: what it finds saved depends on what was answered for them. */
  function inTurn(open: () => Promise<void>): Promise<void> {
    const mine = last.then(open);
    last = mine.catch(() => undefined);
    return mine;
  }

  /** Asks, and answers with what was chosen. For a file in its turn: there is one question at a time. */
  function ask(opened: OpenedCampaign): Promise<Choice> {
    waiting.value = opened;
    return new Promise((resolve) => (settle = resolve));
  }

  function choose(choice: Choice) {
    waiting.value = null;
    settle(choice);
  }

  return { waiting, mistakes, inTurn, ask, choose };
});
