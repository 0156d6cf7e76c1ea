import { formatNumber } from './format.ts';

interface Ends {
  low: number;
  high: number;
}

/** Decimals without an interval, and most of them with one. */
const usual = 3;
const most = 5;

/**
 * How a measured value and its intervals are written together: with as many decimals as show two digits of the half width
 * of the interval, none where that is 10 or more; as powers of ten where five decimals would leave nothing of them.
 * @param interval the one that decides; without one, or where both ends are equal, three decimals
 */
export function measuredText(measured: number, interval: Ends | null): (value: number) => string {
  const half = interval === null ? 0 : (interval.high - interval.low) / 2;
  const size = Math.max(Math.abs(measured), ...(interval === null ? [] : [Math.abs(interval.low), Math.abs(interval.high)]));
  if (size > 0 && size < 10 ** -most) return (value) => value.toExponential(1).replace('e+', 'e').replaceAll('-', '−');
  const decimals = half > 0 ? Math.min(most, Math.max(0, 1 - Math.floor(Math.log10(half)))) : usual;
  return (value) => formatNumber(value, decimals);
}
