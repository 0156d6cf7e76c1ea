import { computed, ref } from 'vue';

/** Name of what is being edited and not saved; null while there is nothing. */
export const unsavedDocument = ref<string | null>(null);

/** The campaign that ended while nobody looked; null once somebody does. */
export const endedCampaign = ref<string | null>(null);

/** Title of the window: a check mark for what has ended, a dot for what is not saved. */
export const windowTitle = computed(() => {
  if (endedCampaign.value !== null) return `✓ ${endedCampaign.value} has ended – Poison Lab`;
  return unsavedDocument.value === null ? 'Poison Lab' : `• ${unsavedDocument.value} – Poison Lab`;
});
