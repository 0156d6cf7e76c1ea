import type { Column } from '../../domain/table.ts';

/** What stands where there is no number. */
export const noValue = '–';

/** Fixed decimals, a true minus, thousands separated by commas; never "-0". Null and NaN become a dash. */
export function formatNumber(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return noValue;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Math.abs(value) >= 1e15) return value.toExponential(decimals).replaceAll('-', '−');
  const digits = Math.abs(value).toFixed(decimals);
  const sign = value < 0 && Number(digits) !== 0 ? '−' : '';
  // Most numbers are below a thousand, and tables ask for hundreds at once.
  if (digits.length <= (decimals === 0 ? 3 : decimals + 4)) return sign + digits;
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/**
 * A spread such as an sd or half an interval: as {@link formatNumber}, but never 0 where there is one. What would round
 * to 0 has one significant digit, as `0.0004`; no spread at all, or rounding dust, is `0`.
 */
export function formatSpread(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined || Number.isNaN(value) || Number(Math.abs(value).toFixed(decimals)) !== 0) return formatNumber(value, decimals);
  return Math.abs(value) < 1e-9 ? '0' : formatPlain(Number(value.toPrecision(1)));
}

/** A whole number with separated thousands: `1,284`. */
export function formatCount(value: number): string {
  return formatNumber(value, 0);
}

/** A difference with its sign: `+0.241`, `−0.020`, `0.000`. */
export function formatDifference(value: number | null, decimals = 3): string {
  const text = formatNumber(value, decimals);
  return value !== null && value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${text}` : text;
}

/** The arrow that goes before a difference: up, down, or none where it rounds to zero. */
export function differenceArrow(value: number | null, decimals = 3): '▲' | '▼' | '' {
  if (value === null || Number(value.toFixed(decimals)) === 0) return '';
  return value > 0 ? '▲' : '▼';
}

/**
 * A mean with the half width of its interval and its n: `0.412 ± 0.008 (n=10)`; without interval only `(n=1)`.
 * @param unit behind the number, as in `0.412 ± 0.008 stars (n=10)`; default none
 */
export function formatMean(
  mean: number | null,
  interval: { low: number; high: number } | null,
  n: number,
  decimals = 3,
  unit = '',
): string {
  if (mean === null) return noValue;
  const half = interval === null ? '' : ` ± ${formatSpread((interval.high - interval.low) / 2, decimals)}`;
  return `${formatNumber(mean, decimals)}${half}${unit === '' ? '' : ` ${unit}`} (n=${n})`;
}

/** A p value: `< 0.001`, else three decimals. */
export function formatP(p: number | null): string {
  if (p === null) return noValue;
  return p < 0.001 ? '< 0.001' : formatNumber(p, 3);
}

/** A share as per cent with as many decimals as it needs, three at most: `5 %`, `0.5 %`. */
export function formatPercent(share: number): string {
  return `${formatPlain(share * 100)} %`;
}

/** A number as a person would write it on an axis or in a label: no trailing zeros, six digits at most. */
export function formatPlain(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(6));
  if (Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e15) {
    const text = String(Math.abs(rounded));
    const [whole, fraction] = text.split('.');
    const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
    return (rounded < 0 ? '−' : '') + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
  }
  return rounded.toExponential().replace('e+', 'e').replaceAll('-', '−');
}

/** A table cell as read on screen: text as it is, shares as per cent, fixed decimals for the rest. */
export function formatCell(column: Column, value: string | number | null): string {
  if (value === null) return noValue;
  if (typeof value === 'string') return value;
  if (/^p(?![a-z])/.test(column.key)) return formatP(value);
  if (column.key === 'sd') return formatSpread(value, column.decimals);
  if (column.unit === shareUnit) return formatNumber(value * 100, column.decimals ?? 1);
  return column.decimals === undefined ? formatPlain(value) : formatNumber(value, column.decimals);
}

/** Heading of a column on screen: `Malicious, %`, `RMSE, in shifted units`. */
export function formatHeading(column: Column): string {
  if (column.unit === shareUnit) return `${column.label}, %`;
  return column.unit === '' ? column.label : `${column.label}, ${column.unit}`;
}

/** Unit of columns that hold shares of the normal users: a fraction in the table, per cent on screen. */
export const shareUnit = 'share of normal users';
