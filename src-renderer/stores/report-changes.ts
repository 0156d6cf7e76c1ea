import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Counts the changes of stored reports that were made elsewhere in the window, so that an open report reads its own again. */
export const useReportChanges = defineStore('report-changes', () => {
  const changes = ref(0);
  return { changes, tell: () => void changes.value++ };
});
