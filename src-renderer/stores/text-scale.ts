/** Text of this many px is what a browser asks for unless the person chose another size. */
const usualPx = 16;
/** Beyond it no view has room for a column. */
const largest = 3;

/**
 * How much larger than drawn the window is for someone's text: the size that the browser asks for times the one chosen
 * in the lab, at most 3.
 * @param browserPx size of the root's text in px
 * @param percent the size chosen in the lab
 */
export function textScale(browserPx: number, percent: number): number {
  return Math.min(largest, ((browserPx || usualPx) / usualPx) * (percent / 100));
}
