import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Calibration } from '../../shared/domain/calibration.ts';
import { errorToData } from '../../shared/domain/errors.ts';
import { useApi } from '../api.ts';
import { useChecks } from './checks.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';
import { useToasts } from './toasts.ts';

/** Calibrations that were made, latest first, and the one under way. */
export const useCalibrations = defineStore('calibrations', () => {
  const { client, transport } = useApi();
  const checks = useChecks();
  const toasts = useToasts();
  const calibrations = ref<Calibration[]>([]);
  /** Those that another version stored. */
  const unreadable = ref(0);
  const running = computed(() => checks.find('calibration', ''));
  const loader = createLoader(
    () => client.audits.calibrations({}),
    (answer) => {
      calibrations.value = answer.calibrations;
      unreadable.value = answer.unreadable?.length ?? 0;
    },
  );
  readAnew(transport, () => loader.loaded.value && loader.load());
  transport.subscribe('audits.progress', ({ kind, ended }) => {
    if (kind === 'calibration' && ended) void loader.load();
  });

  /**
   * Calibrates on the data sets named, or on whatever serves.
   * @returns the calibration; null when it was cancelled or failed, which a message then tells
   */
  async function start(datasets?: string[]): Promise<Calibration | null> {
    try {
      const { calibration } = await client.audits.calibrate(datasets ? { datasets } : {});
      await loader.load();
      return calibration;
    } catch (error) {
      if (errorToData(error).code === 'cancelled') toasts.show('Calibration was cancelled; nothing of it is kept.');
      else toasts.fail(error);
      return null;
    }
  }

  return { calibrations, unreadable, running, ...loader, start };
});
