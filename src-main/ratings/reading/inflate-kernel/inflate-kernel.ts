import { builtKernels } from '../../../numeric/kernels/module.ts';

/** Where in its stream a kernel is, beside what its memory holds. */
export interface InflatePlace {
  /** Packed bytes that were read and not used yet, and whether all were read. */
  input: { start: number; end: number; isAll: boolean };
  /** Where the next piece starts, and whether pieces have begun again at the front. */
  next: number;
  wrapped: boolean;
}

/** Inflates one stream in WebAssembly, in memory that other threads see. */
export interface InflateKernel extends InflatePlace {
  /** All of the memory. */
  bytes: Uint8Array<SharedArrayBuffer>;
  /** What {@link inflatePiece} tells the kernel, and is told by it. */
  task: Uint32Array<SharedArrayBuffer>;
  exports: { begin(room: number): void; inflate(task: number): number };
}

/** The words of zlib where the packed bytes are damaged. */
export class DamagedStream extends Error {}

/** No piece is longer, nor needs more room. */
export const pieceBytes = 1 << 20;
/** Pieces that are as they were made when the next one is. */
export const piecesKept = 12;

/**
 * Memory for a kernel, which the thread that takes the pieces can make.
 * @throws RangeError where the system has none left
 */
export function inflateMemory(): WebAssembly.Memory {
  const pages = Math.ceil(memoryBytes / 65536);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/**
 * A kernel at the front of a raw deflate stream (RFC 1951).
 * @param place where another kernel on that memory, which makes no piece any more, is: this one goes on there
 * @throws Error when the kernels have not been built
 */
export function inflateKernel(memory: WebAssembly.Memory, place?: InflatePlace): InflateKernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builtKernels('inflate')), {
    env: { memory },
  });
  const buffer = memory.buffer as unknown as SharedArrayBuffer;
  const kernel: InflateKernel = {
    bytes: new Uint8Array(buffer),
    task: new Uint32Array(buffer, taskAt, 12),
    exports: exports as unknown as InflateKernel['exports'],
    ...(place ?? { input: { start: inputAt, end: inputAt, isAll: false }, next: piecesAt, wrapped: false }),
  };
  if (!place) kernel.task.fill(0);
  kernel.exports.begin(roomAt);
  return kernel;
}

/**
 * Makes the next piece: where it is in the memory, and whether it is the last, which may be empty.
 * @param read puts packed bytes into the memory it is given, and returns how many; 0 where there are no more
 * @throws DamagedStream where they are no deflate stream or end before it does
 */
export function inflatePiece(
  kernel: InflateKernel,
  read: (into: Uint8Array<SharedArrayBuffer>) => number,
): { start: number; end: number; isLast: boolean } {
  const { bytes, task, exports, input } = kernel;
  if (kernel.next + pieceBytes > piecesEnd) {
    bytes.copyWithin(piecesAt - windowBytes, kernel.next - windowBytes, kernel.next);
    kernel.next = piecesAt;
    kernel.wrapped = true;
  }
  const start = kernel.next;
  const until = start + pieceBytes - beyond;
  const oldest = kernel.wrapped ? piecesAt - windowBytes : piecesAt;
  for (;;) {
    task.set([input.start, input.end, Number(!input.isAll), kernel.next, until, oldest]);
    const status = exports.inflate(taskAt);
    [input.start] = task;
    kernel.next = task[3];
    if (status < 0) throw new DamagedStream(wrong[-status]);
    if (status !== needsInput) return { start, end: kernel.next, isLast: status === ended };
    fill(kernel, read);
  }
}

const needsInput = 0;
const ended = 2;
/** By what the kernel returns. */
const wrong: Record<number, string> = {
  1: 'unexpected end of file',
  2: 'invalid block type',
  3: 'invalid stored block lengths',
  4: 'too many length or distance symbols',
  5: 'invalid code lengths set',
  6: 'invalid bit length repeat',
  7: 'invalid code -- missing end-of-block',
  8: 'invalid literal/lengths set',
  9: 'invalid distances set',
  10: 'invalid literal/length code',
  11: 'invalid distance code',
  12: 'invalid distance too far back',
};

const inputBytes = 1 << 19;
/** Packed bytes that may be left when more are needed, and zeros that must follow the last. */
const leftBytes = 1024;
const zeroBytes = 1024;
const windowBytes = 1 << 15;
/** How far a match and its copying may go beyond the end that a piece is to have. */
const beyond = 300;

const taskAt = 64;
const roomAt = 128;
const inputAt = 1 << 16;
const piecesAt = inputAt + leftBytes + inputBytes + zeroBytes + windowBytes;
/** Those that are kept, the one in work, and what stays unused where pieces begin again at the front. */
const piecesEnd = piecesAt + (piecesKept + 2) * pieceBytes;
const memoryBytes = piecesEnd + beyond;

function fill({ bytes, input }: InflateKernel, read: (into: Uint8Array<SharedArrayBuffer>) => number): void {
  bytes.copyWithin(inputAt, input.start, input.end);
  const left = input.end - input.start;
  input.start = inputAt;
  input.end = inputAt + left;
  const count = read(bytes.subarray(input.end, input.end + inputBytes));
  input.end += count;
  if (count > 0) return;
  input.isAll = true;
  bytes.fill(0, input.end, input.end + zeroBytes);
}
