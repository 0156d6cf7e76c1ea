import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { JudgedClaim } from '../../shared/domain/claim.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';

/** The paper's claims as the library's finished runs decide them; judged when they are looked at. */
export const useClaims = defineStore('claims', () => {
  const { client } = useApi();
  const claims = ref<JudgedClaim[]>([]);
  const loader = createLoader(
    () => client.claims.judge({}),
    (answer) => (claims.value = answer.claims),
  );
  return { claims, ...loader };
});
