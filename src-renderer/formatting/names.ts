/** A name in three parts, of which the middle one tells it apart from others that begin alike; the ends are cut first. */
export interface CutName {
  head: string;
  apart: string;
  rest: string;
}

/** Names that have so many characters in common are alike where there is room for a few words. */
const alike = 20;
/** Characters that stand under an icon of the narrow sidebar. */
const markLength = 10;

const ending = /[:,;.–-]+$/;

/** What tells names apart that begin alike, by name; those that no other one begins like are left out. */
export function cutNames(names: readonly string[]): Map<string, CutName> {
  const cuts = new Map<string, CutName>();
  for (const group of groupsBy(names, (name) => name.slice(0, alike))) {
    const [from, until] = commonEnds(group);
    for (const name of group) {
      const cut = { head: name.slice(0, from), apart: name.slice(from, name.length - until), rest: name.slice(name.length - until) };
      if (group.length > 1 && cut.apart !== '') cuts.set(name, cut);
    }
  }
  return cuts;
}

/**
 * A short mark of each name, by name: its first words in ten characters, as in "Figure 1a"; where several would have the
 * same one, a second line says what tells them apart.
 */
export function shortMarks(names: readonly string[]): Map<string, string[]> {
  const marks = new Map<string, string[]>();
  for (const group of groupsBy(names, firstWords)) {
    const [from, until] = commonEnds(group);
    for (const name of group) {
      const apart = group.length > 1 ? name.slice(from, name.length - until).trim() : '';
      marks.set(name, [firstWords(name), ...(apart === '' ? [] : [apart])]);
    }
  }
  return marks;
}

function firstWords(name: string): string {
  const words = name.trim().split(/\s+/);
  let mark = words[0];
  for (const word of words.slice(1)) {
    const longer = `${mark} ${word}`;
    if (longer.replace(ending, '').length > markLength) break;
    mark = longer;
  }
  return mark.replace(ending, '');
}

/** How many characters all names begin with, and end with, whole words only and never overlapping. */
function commonEnds(names: readonly string[]): [number, number] {
  const shortest = Math.min(...names.map(({ length }) => length));
  const [first] = names;
  let from = 0;
  while (from < shortest && names.every((name) => name[from] === first[from])) from++;
  while (from > 0 && names.some((name) => inWord(name, from))) from--;
  let until = 0;
  while (until < shortest - from && names.every((name) => name.at(-1 - until) === first.at(-1 - until))) until++;
  while (until > 0 && names.some((name) => inWord(name, name.length - until))) until--;
  return [from, until];
}

/** Whether a cut before the character at `at` would part a word. */
function inWord(name: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(name[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(name[at] ?? '');
}

function groupsBy(names: readonly string[], keyOf: (name: string) => string): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(keyOf(name), [...(groups.get(keyOf(name)) ?? []), name]);
  return [...groups.values()];
}
