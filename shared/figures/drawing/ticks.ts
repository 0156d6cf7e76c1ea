/** Places of an axis and the decimals that tell them apart. */
export interface Ticks {
  values: number[];
  decimals: number;
}

/**
 * Round values inside [min, max]: steps of 1, 2, 2.5 or 5 times a power of ten, about `wanted` of them
 * (3 to 6 for the usual 4). A range without width, or of one that float64 has no steps for (too narrow for its own
 * size, narrower than 1e-300, wider than 1e300), gives its first value.
 */
export function roundTicks(min: number, max: number, wanted = 4): Ticks {
  const width = max - min;
  const narrowest = Math.max(1e-300, 1e-12 * Math.max(Math.abs(min), Math.abs(max)));
  if (!(width > narrowest && width < 1e300)) return { values: [min], decimals: 2 };
  const rough = width / wanted;
  let power = 1;
  while (power > rough) power /= 10;
  while (power * 10 <= rough) power *= 10;
  const multiple = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10;
  const step = multiple * power;
  const decimals = decimalsOf(step);
  const values: number[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) {
    values.push(Number((k * step).toFixed(decimals)));
  }
  return { values, decimals };
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    if (Math.abs(Number(step.toFixed(decimals)) / step - 1) < 1e-9) return decimals;
  }
  return 15;
}
