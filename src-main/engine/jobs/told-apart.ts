/** No number is told with more decimals: what differs beyond them differs by nothing. */
const mostDecimals = 6;

/**
 * Numbers in shifted units as one sentence tells them, with a true minus: with as many decimals as the largest needs for
 * three digits and the difference of the others for two, at least three, so that numbers that are said to differ do.
 * @param values at least one, all finite
 */
export function toldApart(values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const spread = Math.max(...values) - Math.min(...values);
  const wanted = Math.max(3, decimalsFor(largest, 3), decimalsFor(spread, 2));
  return values.map((value) => value.toFixed(Math.min(mostDecimals, wanted)).replace('-', '−'));
}

function decimalsFor(value: number, digits: number): number {
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  return value === 0 ? 0 : digits - 1 - exponent;
}
