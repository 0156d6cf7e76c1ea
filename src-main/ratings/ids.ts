/**
 * Ascending order of ids as text in a data file: numeric when every id is an integer, otherwise by UTF-16
 * code units, never by locale. Returns the permutation: position in the order -> index in `ids`.
 */
export function ascendingOrder(ids: readonly string[]): Int32Array {
  const order = new Int32Array(ids.length);
  for (let index = 0; index < ids.length; index++) order[index] = index;
  if (!ids.every((id) => integer.test(id))) return order.sort((a, b) => compareText(ids[a], ids[b]));
  const numbers = ids.map(Number);
  if (numbers.every(Number.isSafeInteger)) {
    if (numbers.every((number, index) => index === 0 || number > numbers[index - 1])) return order;
    return order.sort((a, b) => numbers[a] - numbers[b] || compareText(ids[a], ids[b]));
  }
  const big = ids.map((id) => BigInt(id));
  return order.sort((a, b) => (big[a] < big[b] ? -1 : big[a] > big[b] ? 1 : compareText(ids[a], ids[b])));
}

const integer = /^-?\d+$/;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
