/** Stands for a value that does not exist. */
export const absent = '–';

/** Fixed decimals with a true minus (U+2212); `absent` for null. Negative zero loses its sign. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return absent;
  const text = value.toFixed(decimals);
  if (!text.startsWith('-')) return text;
  return Number(text) === 0 ? text.slice(1) : `−${text.slice(1)}`;
}

/** Significant digits without trailing zeros, true minus: for numbers that a person wrote, such as 0.6 or 5. */
export function plain(value: number | null | undefined): string {
  if (value === null || value === undefined) return absent;
  return String(Number(value.toPrecision(6))).replaceAll('-', '−');
}

/** Whole numbers with a thin space between thousands, as in 100 000. */
export function count(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}

/** A share as per cent, as in "5 %" or "0.5 %". */
export function percent(share: number | null, decimals?: number): string {
  if (share === null) return absent;
  return `${decimals === undefined ? plain(share * 100) : fixed(share * 100, decimals)} %`;
}

/** Seconds for people: "0.4 s", "12 s", "3 min 05 s", "2 h 10 min". */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return absent;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** p values: three decimals, or "< 0.001". */
export function pValue(p: number | null): string {
  if (p === null) return absent;
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

/** "1 run", "3 runs". */
export function plural(amount: number, singular: string, several = `${singular}s`): string {
  return `${count(amount)} ${amount === 1 ? singular : several}`;
}
