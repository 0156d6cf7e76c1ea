import type { DeclaredScale } from '../scale.ts';

/** How the rows of a table are written that can be parsed straight from bytes: user, item, rating. */
export interface PlainLayout {
  /** One character, or two that are the same. */
  delimiter: string;
  /** 3, or 4 with a timestamp. */
  columns: 3 | 4;
  /** Null accepts every rating; any other is left to the general way. */
  scale: DeclaredScale | null;
}

/** The same, as parsing needs it. */
export interface PlainFormat {
  layout: PlainLayout;
  /** The byte that ends a field, and whether it stands twice (`::`). */
  delimiter: number;
  doubled: boolean;
}

/** The format of a table of this layout. */
export function plainFormat(layout: PlainLayout): PlainFormat {
  const { delimiter } = layout;
  return { layout, delimiter: delimiter.charCodeAt(0), doubled: delimiter.length === 2 };
}
