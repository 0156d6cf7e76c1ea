let shared: Int32Array<SharedArrayBuffer> | null = null;

/**
 * Tells this thread where to read how many threads it may use.
 * @param allowance one cell that its owner may change while the thread computes
 */
export function setThreadAllowance(allowance: Int32Array<SharedArrayBuffer>): void {
  shared = allowance;
}

/**
 * Threads that the work on this thread may use now, itself included: at least 1, and 1 where nobody said more.
 * Ask before every fork; results never depend on it.
 */
export function threadsAllowed(): number {
  return shared === null ? 1 : Math.max(1, Atomics.load(shared, 0));
}
