/** Numbers as places in a list of the distinct ones. */
export interface CodedValues {
  /** In order of first appearance; told apart by their bits, so that -0 is not 0. */
  distinct: Float64Array;
  /** Place in `distinct` of each number. */
  codes: Uint8Array;
}

const most = 256;
const slotBits = 10;

/** Codes the numbers of an array; null where more than 256 are distinct. */
export function codeValues(values: Float64Array): CodedValues | null {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const mask = (1 << slotBits) - 1;
  const slotCode = new Int16Array(1 << slotBits).fill(-1);
  const slotA = new Int32Array(1 << slotBits);
  const slotB = new Int32Array(1 << slotBits);
  const distinct: number[] = [];
  const codes = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const a = words[2 * at];
    const b = words[2 * at + 1];
    let slot = Math.imul(a ^ b, 0x9e3779b1) >>> (32 - slotBits);
    while (slotCode[slot] >= 0 && (slotA[slot] !== a || slotB[slot] !== b)) slot = (slot + 1) & mask;
    if (slotCode[slot] < 0) {
      if (distinct.length === most) return null;
      slotCode[slot] = distinct.push(values[at]) - 1;
      slotA[slot] = a;
      slotB[slot] = b;
    }
    codes[at] = slotCode[slot];
  }
  return { distinct: Float64Array.from(distinct), codes };
}
