/** One value of a setting. */
export interface OfferedValue {
  key: string;
  words: string;
  /** Runs that have it. */
  runs: number;
}

/** Something by whose values runs are filtered. */
export interface OfferedSetting {
  key: string;
  title: string;
  /** As `λ_U`; null without one. */
  symbol: string | null;
  /** How many values it has. */
  many: number;
  /** All of them in order; asked for only where they are shown or looked through. */
  values(): readonly OfferedValue[];
}

/** A setting that was found, or one value of it. */
export interface FoundSetting {
  setting: OfferedSetting;
  value: OfferedValue | null;
}

/** Times, notes and the like are found by the text of the list, not value by value. */
const mostValues = 200;

/**
 * Settings whose names hold every word of `query`, then values: every word stands in the name or in the value, at least one
 * in the value alone, as "rank 8" for 8 of the rank. Values that are such a word come before those that begin with one,
 * and these before those that hold it. Without a word every setting is found, and no value.
 */
export function findSettings(settings: readonly OfferedSetting[], query: string): FoundSetting[] {
  const words = wordsOf(query);
  const named = settings.filter((setting) => words.every((word) => nameOf(setting).includes(word)));
  const values = words.length === 0 ? [] : settings.flatMap((setting) => valuesOf(setting, words)).sort((a, b) => a.farness - b.farness);
  return [...named.map((setting) => ({ setting, value: null })), ...values.map(({ setting, value }) => ({ setting, value }))];
}

/** Those of the values that hold every word of `query`, in their order. */
export function findValues(values: readonly OfferedValue[], query: string): OfferedValue[] {
  const wanted = wordsOf(query);
  return values.filter(({ words }) => wanted.every((word) => words.toLowerCase().includes(word)));
}

function valuesOf(setting: OfferedSetting, words: readonly string[]) {
  if (setting.many > mostValues) return [];
  const name = nameOf(setting);
  const own = words.filter((word) => !name.includes(word));
  // A word of the name may be the value too, as 1 is in μ1 = 1.
  const sought = own.length > 0 ? own : words.filter((word) => /^[\d.−-]+$/.test(word));
  if (sought.length === 0) return [];
  return setting.values().flatMap((value) => {
    const distances = sought.map((word) => distance(value.words.toLowerCase(), word));
    return distances.includes(Infinity) ? [] : [{ setting, value, farness: Math.max(...distances) }];
  });
}

/** 0 where the word is one of the value's, 1 where one begins with it, 2 where it is within one. */
function distance(value: string, word: string): number {
  const parts = wordsOf(value);
  if (parts.includes(word)) return 0;
  if (parts.some((part) => part.startsWith(word))) return 1;
  return value.includes(word) ? 2 : Infinity;
}

function nameOf({ title, symbol }: OfferedSetting): string {
  return `${title} ${symbol ?? ''}`.toLowerCase().replaceAll('_', '');
}

/** A sign between name and value is no word, nor is the comma of a list. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[\s=:,]+/).filter(Boolean);
}
