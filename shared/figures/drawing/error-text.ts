import { formatNumber, noValue } from './format.ts';

/** A relative error as a person compares it: per cent from 1 % on, powers of ten below it and above 1,000 times. */
export function errorText(error: number | null): string {
  if (error === null) return noValue;
  if (error >= 1000) return power(error, 0);
  return error < 0.01 ? power(error, 1) : `${formatNumber(100 * error, error < 0.995 ? 1 : 0)} %`;
}

function power(value: number, digits: number): string {
  return value.toExponential(digits).replace('e+', 'e').replaceAll('-', '−');
}
