import { endianness } from 'node:os';
import { LabError } from '../../shared/domain/errors.ts';

/** Numbers and typed arrays in one byte string: the same content always gives the same bytes. */
export interface Packed {
  numbers: Record<string, number>;
  arrays: Record<string, Int32Array | Float64Array>;
}

interface Header {
  kind: string;
  numbers: [string, number][];
  arrays: [string, 'int32' | 'float64', number][];
}

/**
 * Header length (uint32), JSON header, then the arrays, each at a multiple of 8 bytes; little-endian.
 * Numbers go through JSON, which keeps every finite float64.
 * @param kind what it is, with a version, as in "profiles/1"
 * @throws Error on a number that is not finite, or on a big-endian machine.
 */
export function pack(kind: string, { numbers, arrays }: Packed): Uint8Array {
  demandLittleEndian();
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) throw new Error(`${kind}: ${name} is ${value}`);
  }
  const header: Header = {
    kind,
    numbers: Object.entries(numbers),
    arrays: Object.entries(arrays).map(([name, array]) => [
      name,
      array instanceof Int32Array ? 'int32' : 'float64',
      array.length,
    ]),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = Object.values(arrays).reduce(
    (sum, array) => sum + aligned(array.byteLength),
    aligned(4 + text.length),
  );
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = aligned(4 + text.length);
  for (const array of Object.values(arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes;
}

/**
 * The inverse of {@link pack}; the arrays are copies.
 * @throws LabError 'failed' when the bytes are of another kind or too short.
 */
export function unpack(kind: string, bytes: Uint8Array): Packed {
  demandLittleEndian();
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
    if (header.kind !== kind) throw new Error(`it holds ${header.kind}`);
    const arrays: Packed['arrays'] = {};
    let at = aligned(4 + length);
    for (const [name, type, count] of header.arrays) {
      const size = count * (type === 'int32' ? 4 : 8);
      if (at + size > bytes.length) throw new Error('it is too short');
      // Not `bytes.slice`: of a Buffer it is a view of the same memory.
      const copy = new Uint8Array(bytes.subarray(at, at + size)).buffer;
      arrays[name] = type === 'int32' ? new Int32Array(copy) : new Float64Array(copy);
      at += aligned(size);
    }
    return { numbers: Object.fromEntries(header.numbers), arrays };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new LabError('failed', `A record of the library is not ${kind}: ${detail}.`);
  }
}

function aligned(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function demandLittleEndian(): void {
  if (endianness() !== 'LE') throw new Error('libraries are little-endian; this machine is not');
}
