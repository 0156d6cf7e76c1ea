/** Bytes at the start that control words, the task, cells for sums of chunks and the threads' scratch take. */
const reserved = 65536 + 16 * 2_097_152;
const pageBytes = 65536;
/** One less than 4 GiB, so that no array ends where a 32-bit address wraps to 0. */
const maximumPages = 65535;
const alignment = 64;

/**
 * The linear memory that all threads of a team share, handed out from the bottom up. What is allocated after a
 * `mark` is given back by `release(mark)`; arrays from before stay valid when memory grows. What is needed for one
 * computation alone is allocated within `temporarily`.
 */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  float64(count: number): Float64Array<SharedArrayBuffer>;
  float32(count: number): Float32Array<SharedArrayBuffer>;
  int32(count: number): Int32Array<SharedArrayBuffer>;
  /** Where the next allocation will start. */
  mark(): number;
  /** Gives back everything allocated since `mark`. */
  release(mark: number): void;
  /** Returns what `work` returns; everything that it allocates is given back, also when it throws. */
  temporarily<T>(work: () => T): T;
  /** Begins anew to watch how much is in use. */
  watchPeak(): void;
  /** The most bytes in use at once since `watchPeak`, or ever. */
  peak(): number;
}

/** An empty memory; arrays are zeroed when they are allocated and start on multiples of 64 bytes. */
export function createKernelMemory(): KernelMemory {
  const memory = new WebAssembly.Memory({
    initial: reserved / pageBytes,
    maximum: maximumPages + 1,
    shared: true,
  });
  let top = reserved;
  /** Memory beyond this address has never been used, so it is zero. */
  let touched = reserved;
  let highest = reserved;

  function allocate(bytes: number): number {
    const at = top;
    const end = at + Math.ceil(bytes / alignment) * alignment;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      const pages = Math.ceil(missing / pageBytes);
      if (end > maximumPages * pageBytes) throw new RangeError(tooLarge(end));
      try {
        memory.grow(pages);
      } catch {
        throw new RangeError(tooLarge(end));
      }
    }
    // By float64s: filling bytes of shared memory is eight times slower.
    if (at < touched) new Float64Array(memory.buffer, at, (Math.min(end, touched) - at) / 8).fill(0);
    touched = Math.max(touched, end);
    top = end;
    highest = Math.max(highest, top);
    return at;
  }

  /** Growing replaces the buffer object by a longer one over the same bytes. */
  function buffer(): SharedArrayBuffer {
    return memory.buffer as unknown as SharedArrayBuffer;
  }

  return {
    memory,
    float64(count) {
      const at = allocate(8 * count);
      return new Float64Array(buffer(), at, count);
    },
    float32(count) {
      const at = allocate(4 * count);
      return new Float32Array(buffer(), at, count);
    },
    int32(count) {
      const at = allocate(4 * count);
      return new Int32Array(buffer(), at, count);
    },
    mark: () => top,
    release(mark) {
      top = mark;
    },
    temporarily(work) {
      const mark = top;
      try {
        return work();
      } finally {
        top = mark;
      }
    },
    watchPeak() {
      highest = top;
    },
    peak: () => highest - reserved,
  };
}

function tooLarge(bytes: number): string {
  return `The data do not fit: ${(bytes / 1_073_741_824).toFixed(1)} GiB are needed, the kernels can address 4. A smaller rank or data set helps.`;
}
