/** Size in pt of a figure's smallest text where nobody asks for another: 9, and 7.2 in the column of a journal, below 120 mm. */
export function usualTextPt(widthMm: number): number {
  return widthMm < 120 ? 7.2 : 9;
}

/** Below this size in pt print is hard to read. */
export const leastTextPt = 6;
