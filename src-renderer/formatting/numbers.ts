const minus = '\u2212';

/** A number with fixed decimals and a true minus sign; a dash where there is none. */
export function fixed(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', minus);
}

/** A difference: always with a sign, except when it rounds to zero. */
export function signed(value: number | null | undefined, decimals = 3): string {
  const text = fixed(value, decimals);
  return value && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A whole number with thousands separated by commas, in every locale the same. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',').replace('-', minus);
}

/** A share 0..1 in percent, as in "6.3 %". */
export function percent(share: number, decimals = 1): string {
  return `${fixed(share * 100, decimals)} %`;
}

/** A share 0..1 in percent with as many decimals as it needs, as in "0.5 %" and "5 %". */
export function shortPercent(share: number): string {
  return `${String(Number((share * 100).toPrecision(6))).replace('-', minus)} %`;
}

/** A p value: three decimals, "< 0.001" below that. */
export function pValue(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

/** A small or large positive number in scientific notation with a true minus, as in "3.1e−4". */
export function scientific(value: number, digits = 1): string {
  return value.toExponential(digits).replace('e+', 'e').replaceAll('-', minus);
}

/** A plain number with every digit that matters to a reader: as written, true minus. */
export function plain(value: number): string {
  return String(value).replaceAll('-', minus);
}

/** "1 run", "2 runs". */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
