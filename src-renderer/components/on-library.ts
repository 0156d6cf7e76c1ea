import { shellWord } from '../../shared/figures/figure-command.ts';

/**
 * A command as it has to be typed on this computer to work on the library that is open: with its folder where the
 * command line would open another one by itself.
 * @param words of the command, not quoted
 */
export function onLibrary(words: readonly string[], about: { library: string; needsHome: boolean; os: string } | null): string {
  const all = about?.needsHome ? [...words, '--home', about.library] : words;
  return all.map((word) => shellWord(word, about?.os)).join(' ');
}
