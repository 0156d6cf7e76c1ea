import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { JudgedClaim } from '../../shared/domain/claim.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';

/** The paper's claims as the finished runs on a data set decide them; judged when they are looked at. */
export const useClaims = defineStore('claims', () => {
  const { client } = useApi();
  const claims = ref<JudgedClaim[]>([]);
  /** Name or fingerprint of the data set; null for all. */
  const dataset = ref<string | null>(null);
  const loader = createLoader(
    () => client.claims.judge(dataset.value === null ? {} : { dataset: dataset.value }),
    (answer) => (claims.value = answer.claims),
  );

  /** Judges the claims on a data set, or on whatever was run. */
  async function judge(on: string | null) {
    dataset.value = on;
    await loader.load();
  }

  return { claims, ...loader, judge };
});
