import type { ComputedRef, Ref } from 'vue';
import { computed } from 'vue';
import { baselineAttack } from '../../../shared/figures/drawing/attack-style.ts';
import { withBaseline } from '../../../shared/figures/to-baseline.ts';
import { useCatalogue } from '../../stores/catalogue.ts';
import type { CompareState } from './address-state.ts';
import type { Reading } from './read-out.ts';
import type { BaselineDifferences } from './use-baseline-pairs.ts';
import type { Comparison } from './use-comparison.ts';
import { kindOf } from './offered-figures.ts';
import { holmFamilies } from './holm-families.ts';
import { otherReadOut } from './other-read-out.ts';
import { atEveryPlace, placesOf, readings as readingsOf, readOut, relativeTo, seriesOf, shownPairs, standingPlace } from './read-out.ts';
import { pairsWithoutSetting, sharedSetting, withoutSetting } from './short-labels.ts';

/**
 * Where the hairline stands and what is read there; `pointed` is the place under the pointer, `toBaseline` and
 * `besideToBaseline` have the pairs of either figure with a chosen baseline once they are read.
 */
export function useReadOut(comparison: Comparison, state: ComputedRef<CompareState>, pointed: Ref<number | null>, toBaseline: ComputedRef<BaselineDifferences | null>, besideToBaseline: ComputedRef<BaselineDifferences | null>) {
  const catalogue = useCatalogue();
  const setting = computed(() => (comparison.main.value === null ? '' : sharedSetting(comparison.main.value, state.value.hidden)));
  const main = computed(() => comparison.main.value && withoutSetting(comparison.main.value, setting.value));
  const beside = computed(() => comparison.beside.value && withoutSetting(comparison.beside.value, setting.value));
  const allPairs = computed(() => pairsWithoutSetting(comparison.pairs.value, setting.value));
  const pairsToBaseline = computed(() => toBaseline.value?.pairs ?? allPairs.value);
  const kind = computed(() => kindOf(main.value?.figure ?? state.value.figure).kind);

  const series = computed(() => (comparison.main.value === null ? [] : seriesOf(comparison.main.value)));
  /** The figure's own baseline: the uniform attack, one series for each setting of the rest. */
  const usual = computed(() => series.value.filter(({ attack }) => attack === baselineAttack).map((one) => one.series));
  const chosen = computed(() => series.value.find((one) => one.series === state.value.baseline) ?? null);
  const baselines = computed(() => (chosen.value === null ? usual.value : [chosen.value.series]));
  /** Series whose pairs the list of pairs leaves out: with one uniform line chosen those with another would be a second p. */
  const compared = computed(() => (baselines.value.some((one) => usual.value.includes(one)) ? [...new Set([...usual.value, ...baselines.value])] : baselines.value));
  const usualWords = computed(() => (usual.value.length === 0 ? null : baselineAttack));

  /** Of configurations, only what is pointed at or pinned: none of them comes first. */
  const place = computed(() => {
    if (main.value === null) return null;
    if (kind.value !== 'parallel') return standingPlace(main.value, state.value.pin, pointed.value);
    const places = placesOf(main.value);
    return [state.value.pin, pointed.value].find((at) => at !== null && places.includes(at)) ?? null;
  });
  const drawn = computed(() => (main.value === null ? [] : readingsOf(main.value).filter((reading) => !state.value.hidden.includes(reading.series))));
  const toChosen = (list: readonly Reading[]) => (chosen.value === null ? list : relativeTo(list, chosen.value.series, pairsToBaseline.value));
  const besideToChosen = (list: readonly Reading[]) => (chosen.value === null ? list : relativeTo(list, chosen.value.series, besideToBaseline.value?.pairs ?? []));
  const shown = computed(() => toChosen(drawn.value));
  const readings = computed(() => {
    return toChosen(main.value === null || place.value === null ? [] : readOut(main.value, place.value, state.value.hidden));
  });
  return {
    kind,
    main,
    beside,
    series,
    baselines,
    usualWords,
    /** Label of the baseline where another one than the usual is chosen. */
    chosenWords: computed(() => chosen.value?.label ?? null),
    baselineWords: computed(() => chosen.value?.label ?? usualWords.value),
    place,
    families: computed(() => holmFamilies(main.value === null ? [] : readingsOf(main.value), pairsToBaseline.value, chosen.value !== null)),
    shown,
    /** The table as its CSV has it, differences to a chosen baseline included. */
    copied: computed(() => {
      const table = comparison.main.value;
      if (table === null || chosen.value === null || toBaseline.value === null) return table;
      return withBaseline(table, toBaseline.value.table, chosen.value.series);
    }),
    /** The same at every place, level lines too. */
    placed: computed(() => (main.value === null ? [] : toChosen(atEveryPlace(main.value, drawn.value)))),
    readings,
    besideShown: computed(() => (beside.value === null ? [] : besideToChosen(readingsOf(beside.value)))),
    besideReadings: computed(() => (beside.value === null || place.value === null ? [] : besideToChosen(readOut(beside.value, place.value, state.value.hidden)))),
    pairs: computed(() =>
      place.value === null ? [] : shownPairs(allPairs.value, place.value, [...state.value.hidden, ...compared.value]),
    ),
    parts: computed(() => (main.value === null ? [] : otherReadOut(main.value, place.value, state.value.hidden))),
    /** Runs behind one mean, as in "3" or "2 to 3", of all series: hiding one changes no number. */
    seeds: computed(() => {
      const counts = (main.value === null ? [] : readingsOf(main.value)).map((reading) => reading.n).filter((n) => n > 0);
      if (counts.length === 0) return '';
      const [least, most] = [Math.min(...counts), Math.max(...counts)];
      return least === most ? String(least) : `${least} to ${most}`;
    }),
    data: computed(() => {
      const ran = comparison.runs.value.map((run) => `${run.datasetName}, ${catalogue.find('learner', run.config.learner.id)?.label ?? run.config.learner.id}`);
      const names = [...new Set(ran.length > 0 ? ran : series.value.map((one) => one.data))];
      return names.length > 1 ? `${names.length} sets of data and learner` : (names[0] ?? '');
    }),
  };
}
