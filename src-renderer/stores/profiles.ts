import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { DatasetProfile } from '../../shared/domain/dataset.ts';
import { useApi } from '../api.ts';

/** Profiles of data sets by fingerprint; what is once known stays, since content never changes under one. */
export const useProfiles = defineStore('profiles', () => {
  const { client } = useApi();
  const profiles = ref(new Map<string, DatasetProfile>());
  const errors = ref(new Map<string, unknown>());

  async function load(fingerprint: string) {
    if (profiles.value.has(fingerprint)) return;
    try {
      profiles.value.set(fingerprint, await client.datasets.profile({ dataset: fingerprint }));
      errors.value.delete(fingerprint);
    } catch (error) {
      errors.value.set(fingerprint, error);
    }
  }

  return { profiles, errors, load };
});
