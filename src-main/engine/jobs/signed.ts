/** A rating for people, to two decimals, with a true minus. */
export function signed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
