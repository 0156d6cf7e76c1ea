import { defineStore } from 'pinia';
import { ref } from 'vue';
import { errorToData } from '../../shared/domain/errors.ts';
import { useApi } from '../api.ts';
import { useChecks } from './checks.ts';
import { useToasts } from './toasts.ts';

/** Checks of the starts of several runs of a campaign, one after the other. */
export interface SourceChecks {
  campaign: string;
  done: number;
  total: number;
  /** Key of the run that is checked now. */
  run: string;
}

/** The checks that a report asks for: made one after the other, also while other views are looked at. */
export const useSourceChecks = defineStore('source-checks', () => {
  const { client } = useApi();
  const checks = useChecks();
  const toasts = useToasts();
  const current = ref<SourceChecks | null>(null);
  /** The start that may go on; one that was cancelled may still wait for an answer when another begins. */
  let going: symbol | null = null;

  /** Checks one run of each configuration of the campaign that has no check; those that were made stay when one fails. */
  async function start(campaign: string) {
    if (going) return;
    const own = (going = Symbol(campaign));
    try {
      const { runs } = await client.audits.unchecked({ source: { campaign } });
      for (const [done, run] of runs.entries()) {
        if (going !== own) return;
        current.value = { campaign, done, total: runs.length, run };
        await client.audits.uniqueness({ run });
      }
    } catch (error) {
      if (errorToData(error).code !== 'cancelled') toasts.fail(error);
    } finally {
      if (going === own) going = current.value = null;
    }
  }

  /** Stops the check that is under way and makes no further one. */
  async function cancel() {
    const running = current.value && checks.find('uniqueness', current.value.run);
    going = current.value = null;
    if (running) await checks.cancel(running);
  }

  return { current, start, cancel };
});
