/**
 * How many threads each of some running jobs may use, in the order in which they started: as even as whole numbers
 * allow, the earlier ones first to get one more. Together they are `threads`, or one each where there are more jobs.
 * @param threads threads for all of them, at least 1
 */
export function shareThreads(threads: number, jobs: number): number[] {
  const even = Math.floor(threads / jobs);
  const remainder = threads - even * jobs;
  return Array.from({ length: jobs }, (_, at) => Math.max(1, even + (at < remainder ? 1 : 0)));
}
