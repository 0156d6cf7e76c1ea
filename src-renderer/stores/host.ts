import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { HostState } from '../../shared/contract/transport.ts';
import { useApi } from '../api.ts';

/** Whether the lab behind the window answers; while it does not, what is shown is what it told last. */
export const useHost = defineStore('host', () => {
  const state = ref<HostState>('here');
  useApi().transport.watchHost((now) => (state.value = now));
  return { state, lost: computed(() => state.value !== 'here') };
});
