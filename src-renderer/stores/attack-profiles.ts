import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { DatasetReference } from '../../shared/domain/campaign.ts';
import type { FileHandle } from '../../shared/contract/transport.ts';
import type { ImportedProfiles, ProfileUnits } from '../../shared/domain/profiles.ts';
import { useApi } from '../api.ts';
import { useToasts } from './toasts.ts';

/** A file of profiles whose choices are being made. */
export interface ProfilesDraft {
  file: FileHandle;
  /** The data set that they attack. */
  dataset: DatasetReference;
  units: ProfileUnits | 'auto';
  labels: FileHandle | null;
}

/** What an import brought; `campaign` and `rerun` are those of a bundle. */
export interface ProfilesResult {
  profiles: ImportedProfiles;
  campaign: string | null;
  rerun: string | null;
}

/** Imports of malicious profiles and of attack bundles: the file that waits for its choices, then what it brought. */
export const useAttackProfiles = defineStore('attack-profiles', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const draft = ref<ProfilesDraft | null>(null);
  const result = ref<ProfilesResult | null>(null);
  const error = ref<unknown>(null);
  const busy = ref(false);

  /** Asks for a file; a zip or `.poisonlab` is a bundle, which says itself what it attacks, and is imported at once. */
  async function choose(dataset: DatasetReference) {
    await take(() => transport.openFile('attack'), dataset);
  }

  /** Takes a dropped file as one that was chosen. */
  async function receive(file: File, dataset: DatasetReference) {
    await take(() => transport.uploadFile(file), dataset);
  }

  async function take(ask: () => Promise<FileHandle | null>, dataset: DatasetReference) {
    try {
      const file = await ask();
      if (!file) return;
      error.value = null;
      result.value = null;
      if (/\.(?:zip|poisonlab)$/i.test(file.name)) result.value = await client.profiles.importBundle({ fileId: file.fileId });
      else draft.value = { file, dataset, units: 'auto', labels: null };
    } catch (caught) {
      toasts.fail(caught);
    }
  }

  /** Asks for the file that says which users are malicious. */
  async function chooseLabels() {
    try {
      const file = await transport.openFile('ratings');
      if (file && draft.value) draft.value.labels = file;
    } catch (caught) {
      toasts.fail(caught);
    }
  }

  /** Imports the draft; what is wrong with the file stands in `error` until it is tried again. */
  async function start() {
    if (!draft.value || busy.value) return;
    const { file, dataset, units, labels } = draft.value;
    busy.value = true;
    error.value = null;
    try {
      const { profiles } = await client.profiles.import({
        fileId: file.fileId,
        dataset,
        ...(labels ? { labelsFileId: labels.fileId } : {}),
        ...(units === 'auto' ? {} : { units }),
      });
      draft.value = null;
      result.value = { profiles, campaign: null, rerun: null };
    } catch (caught) {
      error.value = caught;
    } finally {
      busy.value = false;
    }
  }

  function close() {
    draft.value = null;
    result.value = null;
    error.value = null;
  }

  return { draft, result, error, busy, choose, receive, chooseLabels, start, close };
});
