import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { Campaign, CampaignCheck } from '../../../shared/domain/campaign.ts';
import { readAnew } from '../../stores/read-anew.ts';

/** Pause after the last edit before the campaign is checked, in milliseconds. */
const checkDelay = 250;

/** What the service says of the campaign as it stands. */
export interface LiveCheck {
  /** The latest answer of `campaigns.check`, kept while a newer one is on its way. */
  check: ShallowRef<CampaignCheck | null>;
  /** True from an edit until its answer is there; the answer to an earlier state never ends it. */
  checking: Ref<boolean>;
  checkFailure: ShallowRef<unknown>;
  /** Asks now, as after a failure. */
  recheck(): Promise<void>;
  /** Waits until the campaign as it stands was checked, or could not be. */
  checked(): Promise<void>;
}

/**
 * Checks the campaign a moment after each edit, for the lifetime of the current scope.
 * @param ready nothing is asked while it is false
 */
export function useCheck(api: Api, campaign: ComputedRef<Campaign>, ready: () => boolean): LiveCheck {
  const check = shallowRef<CampaignCheck | null>(null);
  const checkFailure = shallowRef<unknown>(null);
  const checking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  async function ask(mine: number) {
    try {
      const answer = await api.client.campaigns.check({ campaign: campaign.value });
      if (mine !== latest) return;
      check.value = answer;
      checkFailure.value = null;
    } catch (error) {
      if (mine === latest) checkFailure.value = error;
    } finally {
      if (mine === latest) checking.value = false;
    }
  }

  function begin(): number {
    clearTimeout(timer);
    checking.value = true;
    return ++latest;
  }

  // At once, so that whoever acts right after an edit finds the campaign unchecked.
  watch(
    campaign,
    () => {
      if (!ready()) return;
      const mine = begin();
      timer = setTimeout(() => void ask(mine), checkDelay);
    },
    { flush: 'sync' },
  );
  readAnew(api.transport, () => ready() && ask(begin()));
  onScopeDispose(() => clearTimeout(timer));

  return {
    check,
    checking,
    checkFailure,
    recheck: () => ask(begin()),
    checked: () =>
      new Promise((resolve) => {
        if (!checking.value) return resolve();
        const stop = watch(checking, () => {
          stop();
          resolve();
        });
      }),
  };
}
