import type { ComputedRef } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import type { FigureTable } from '../../../shared/domain/table.ts';
import type { PairReading } from './read-out.ts';
import { kindOf } from './offered-figures.ts';
import { pairReadings } from './read-out.ts';

/** Differences to one baseline. */
export interface BaselineDifferences {
  table: FigureTable;
  pairs: readonly PairReading[];
}

/**
 * Differences of the figure in front to a chosen baseline, to series of other settings too, read again with each new
 * table, as a table and as pairs; null until they are there and where no baseline is chosen.
 * @param baseline id of a series, or null for the usual baseline
 */
export function useBaselinePairs(
  { client }: Api,
  source: () => FigureSource | null,
  main: () => FigureTable | null,
  baseline: () => string | null,
): ComputedRef<BaselineDifferences | null> {
  const loaded = shallowRef<(BaselineDifferences & { key: string }) | null>(null);
  const key = computed(() => JSON.stringify([source(), main()?.figure, baseline()]));
  let latest = 0;

  watch([main, key], async ([table, wantedKey]) => {
    const mine = ++latest;
    const [wanted, chosen] = [source(), baseline()];
    if (table === null || wanted === null || chosen === null || kindOf(table.figure).kind !== 'lines') return;
    // Where this fails, so does the comparison, which tells of it.
    const found = await client.figures.differences({ figure: table.figure, source: wanted, baseline: chosen }).catch(() => null);
    if (mine === latest && found !== null) loaded.value = { key: wantedKey, table: found, pairs: pairReadings(found) };
  }, { immediate: true });

  return computed(() => (loaded.value?.key === key.value ? loaded.value : null));
}
