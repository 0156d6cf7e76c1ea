import type { Alphabet } from './commands.ts';

/** Letters that have their place elsewhere in Unicode, because they were there before the alphabet was. */
const elsewhere: Readonly<Record<string, string>> = {
  'italic h': 'ℎ', 'cal B': 'ℬ', 'cal E': 'ℰ', 'cal F': 'ℱ', 'cal H': 'ℋ', 'cal I': 'ℐ', 'cal L': 'ℒ', 'cal M': 'ℳ', 'cal R': 'ℛ',
  'bb C': 'ℂ', 'bb H': 'ℍ', 'bb N': 'ℕ', 'bb P': 'ℙ', 'bb Q': 'ℚ', 'bb R': 'ℝ', 'bb Z': 'ℤ',
};

/** Where capitals, small letters and small Greek letters of an alphabet begin. */
const begins = {
  italic: { capital: 0x1d434, small: 0x1d44e, greek: 0x1d6fc, greekCapital: null },
  bold: { capital: 0x1d400, small: 0x1d41a, greek: 0x1d6c2, greekCapital: 0x1d6a8 },
  cal: { capital: 0x1d49c, small: null, greek: null, greekCapital: null },
  bb: { capital: 0x1d538, small: null, greek: null, greekCapital: null },
} as const;

/** Behind omega come signs that are no letters of the alphabet proper. */
const variants = ['∂', 'ϵ', 'ϑ', 'ϰ', 'ϕ', 'ϱ', 'ϖ'];

/** A letter of mathematical italics; any other sign as it is. */
export function italic(letter: string): string {
  return placed(letter, 'italic');
}

/** A letter in the alphabet of a group, and whether it stands upright there; what an alphabet lacks stays as it is. */
export function inAlphabet(letter: string, alphabet: Alphabet): { text: string; upright: boolean } {
  if (alphabet === 'mathit') return { text: letter, upright: false };
  if (alphabet === 'mathrm') return { text: letter, upright: true };
  const text = placed(letter, alphabet === 'mathcal' ? 'cal' : alphabet === 'mathbb' ? 'bb' : 'bold');
  return { text, upright: true };
}

function placed(letter: string, alphabet: keyof typeof begins): string {
  const known = elsewhere[`${alphabet} ${letter}`];
  if (known !== undefined) return known;
  const { capital, small, greek, greekCapital } = begins[alphabet];
  const at = (begin: number | null, place: number) => (begin === null ? letter : String.fromCodePoint(begin + place));
  if (/^[A-Z]$/.test(letter)) return at(capital, letter.charCodeAt(0) - 65);
  if (/^[a-z]$/.test(letter)) return at(small, letter.charCodeAt(0) - 97);
  if (/^[α-ω]$/.test(letter)) return at(greek, letter.charCodeAt(0) - 0x3b1);
  if (/^[Α-Ω]$/.test(letter)) return at(greekCapital, letter.charCodeAt(0) - 0x391);
  const variant = variants.indexOf(letter);
  return variant < 0 ? letter : at(greek, 25 + variant);
}
