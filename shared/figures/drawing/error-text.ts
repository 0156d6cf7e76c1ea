import { formatNumber, noValue } from './format.ts';

/** A relative error as a person compares it: per cent from 1 % on, powers of ten below it and above 1,000 times. */
export function errorText(error: number | null): string {
  if (error === null) return noValue;
  if (error >= 1000) return power(error, 0);
  return error < 0.01 ? power(error, 1) : `${formatNumber(100 * error, error < 0.995 ? 1 : 0)} %`;
}

/** A derivative in fixed decimals; powers of ten where it is huge, or nothing would be left of it. */
export function slopeText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e5 || (size > 0 && size < 5e-4)) return power(value, 1);
  return formatNumber(value, size >= 10 ? 1 : 3);
}

function power(value: number, digits: number): string {
  return value.toExponential(digits).replace('e+', 'e').replaceAll('-', '−');
}
