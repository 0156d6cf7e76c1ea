/** What a figure of the page reads at the place under the pointer, for the rail. */
export interface ReadOut {
  /** The figure that it is of. */
  title: string;
  facts: readonly { label: string; value: string }[];
}
