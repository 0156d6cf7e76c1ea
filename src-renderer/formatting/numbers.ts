import { formatCount, formatNumber } from '../../shared/figures/drawing/format.ts';

/** A share 0..1 in percent with fixed decimals, as in "6.3 %". */
export function percent(share: number, decimals = 1): string {
  return `${formatNumber(share * 100, decimals)} %`;
}

/** A positive number in scientific notation with a true minus, as in "3.1e−4". */
export function scientific(value: number, digits = 1): string {
  return value.toExponential(digits).replace('e+', 'e').replaceAll('-', '−');
}

/** A number as written in a file, with a true minus. */
export function plain(value: number): string {
  return String(value).replaceAll('-', '−');
}

/** "1 run", "2 runs". */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}
