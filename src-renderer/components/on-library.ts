import { shellWord } from '../../shared/figures/figure-command.ts';

/**
 * A command as it has to be typed to work on the library that is open: with its folder where the command line would
 * open another one by itself.
 */
export function onLibrary(command: string, about: { library: string; needsHome: boolean } | null): string {
  return about?.needsHome ? `${command} --home ${shellWord(about.library)}` : command;
}
