import { familySize, familyWords } from '../../../shared/figures/holm-family.ts';
import { formatCount } from '../../../shared/figures/drawing/format.ts';
import type { PairReading, Reading } from './read-out.ts';

/** Over which comparisons p is corrected by Holm where Compare shows one, in words, and how many they are. */
export interface HolmFamily {
  size: number;
  words: string;
}

/** The families of Compare: that of the table's differences, that of the pairs beside it, that of rows of other settings. */
export interface HolmFamilies {
  table: HolmFamily;
  pairs: HolmFamily;
  apart: HolmFamily;
}

/**
 * The families of what is shown; hiding a line changes none of them.
 * @param all every reading of the figure, with its differences to uniform
 * @param pairs every pair, each in both directions, and pairs of other settings with a chosen baseline
 * @param chosen whether another baseline than uniform is chosen, whose differences are pairs
 */
export function holmFamilies(all: readonly Reading[], pairs: readonly PairReading[], chosen: boolean): HolmFamilies {
  const family = (size: number, one: string, rest: string): HolmFamily => ({ size, words: familyWords(size, one, rest) });
  const ofPairs = (differ: boolean) => familySize(pairs.filter(({ differs }) => (differs !== null) === differ).map(({ pHolm }) => pHolm));
  const equal = family(ofPairs(false) / 2, 'pair', 'of attacks, at all places together');
  return {
    table: chosen ? equal : family(familySize(all.map(({ pHolm }) => pHolm)), 'comparison', 'to uniform in this table'),
    pairs: equal,
    apart: family(ofPairs(true), 'row', 'of other settings'),
  };
}

/** What stands behind the p of a reading where there are two families: `of 12`; empty where there is one, or no p. */
export function familyOfP({ pHolm, differs }: Reading, { table, apart }: HolmFamilies): string {
  if (pHolm === null || table.size === 0 || apart.size === 0) return '';
  return `of ${formatCount((differs === null ? table : apart).size)}`;
}

/** Head of the column of p: `p, Holm of 9`; of two families each p says its own, see {@link familyOfP}. */
export function familyHead({ table, apart }: HolmFamilies): { label: string; title: string } {
  const sizes = [table.size, apart.size].filter((size) => size > 0).map(formatCount);
  const ofApart = apart.size === 0 ? '' : `; where settings differ, over ${apart.words}`;
  return { label: ['p, Holm', ...(sizes.length === 1 ? [`of ${sizes[0]}`] : [])].join(' '), title: `Paired by seed, corrected by Holm over ${table.words}${ofApart}` };
}
