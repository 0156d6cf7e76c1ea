import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { JudgedClaim } from '../../shared/domain/claim.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';

/** The paper's claims as the library's finished runs decide them; judged again as runs change. */
export const useClaims = defineStore('claims', () => {
  const { client, transport } = useApi();
  const claims = ref<JudgedClaim[]>([]);
  const loader = createLoader(
    () => client.claims.judge({}),
    (answer) => (claims.value = answer.claims),
  );
  transport.subscribe('runs.changed', () => void loader.load());
  return { claims, ...loader };
});
