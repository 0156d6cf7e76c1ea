import type { IconName } from '../components/icons.ts';

/** One thing that the palette can find or do. */
export interface Command {
  id: string;
  label: string;
  /** Where it belongs, so that it is told from another one of the same label. */
  detail?: string;
  kind: string;
  icon: IconName;
  /** Of an action that has some, as in `Ctrl+K`. */
  keys?: string;
  /** Only for who types words of it: there are several of each campaign. */
  sought?: boolean;
  run: () => void;
}
