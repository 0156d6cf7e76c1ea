import { computed, ref } from 'vue';
import { formatCount } from '../../shared/figures/drawing/format.ts';
import { plural } from '../formatting/numbers.ts';

/** Name of what is being edited and not saved; null while there is nothing. */
export const unsavedDocument = ref<string | null>(null);

/** The campaign that ended while nobody looked; null once somebody does. */
export const endedCampaign = ref<string | null>(null);

/** How far the queue is while runs are at work; null while none is. */
export const runsAtWork = ref<{ finished: number; total: number } | null>(null);

/** Title of the window: a check mark for what has ended, else a dot for what is not saved and a triangle while runs go on. */
export const windowTitle = computed(() => {
  if (endedCampaign.value !== null) return `✓ ${endedCampaign.value} has ended – Poison Lab`;
  const unsaved = unsavedDocument.value === null ? [] : [`• ${unsavedDocument.value}`];
  const working = runsAtWork.value === null ? [] : [`▸ ${formatCount(runsAtWork.value.finished)} of ${plural(runsAtWork.value.total, 'run')}`];
  return [...unsaved, ...working, 'Poison Lab'].join(' – ');
});
