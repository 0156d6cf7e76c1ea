import type { Run } from '../../../shared/domain/run.ts';
import type { Invocation } from './invocation.ts';
import { duration, fixed } from './output/format.ts';
import type { Session } from './session.ts';

/** How often the store is asked, for runs that another process computes. */
const pollMilliseconds = 2000;

/**
 * Waits until every run has ended, telling progress; Ctrl-C cancels those of them that have not, and waits for
 * that. `campaign` is the one that was queued, null where there were several. Answers with the runs as they ended, in the given order; `cached` stays what it was.
 */
export async function followRuns(
  invocation: Invocation,
  session: Session,
  campaign: string | null,
  runs: readonly Run[],
): Promise<Run[]> {
  const open = new Map(runs.filter(hasNotEnded).map((run) => [run.key, run]));
  const ended = new Map(runs.filter((run) => !hasNotEnded(run)).map((run) => [run.key, run]));
  let etaSeconds: number | null = null;
  let wake = () => {};
  const settle = (run: Run) => {
    if (hasNotEnded(run) || !open.delete(run.key)) return;
    ended.set(run.key, { ...run, cached: false });
    const details = { run: run.run, status: run.status, metrics: run.metrics };
    invocation.progress.note({
      phase: endText(run),
      done: ended.size,
      total: runs.length,
      etaSeconds,
      details,
    });
    if (open.size === 0) wake();
  };
  const stops = [
    session.on('runs.changed', (event) => event.runs.forEach(settle)),
    session.on('queue.changed', (state) => (etaSeconds = state.etaSeconds)),
    session.on('runs.progress', ({ key, phase, iteration, iterations }) => {
      const run = open.get(key);
      if (!run) return;
      const details = { run: run.run, iteration, iterations };
      invocation.progress.update({
        phase: `${run.label}: ${phase}`,
        done: ended.size,
        total: runs.length,
        etaSeconds,
        details,
      });
    }),
  ];
  const cancel = () => void cancelAll(session, [...open.keys()]);
  invocation.interrupted.addEventListener('abort', cancel);
  if (invocation.interrupted.aborted) cancel();
  try {
    while (open.size > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, pollMilliseconds);
      });
      clearTimeout(timer);
      if (open.size > 0) (await session.service.client.runs.list(campaign === null ? {} : { campaign })).runs.forEach(settle);
    }
  } finally {
    for (const stop of stops) stop();
    invocation.interrupted.removeEventListener('abort', cancel);
  }
  return runs.map((run) => ended.get(run.key) ?? run);
}

function hasNotEnded(run: Run): boolean {
  return run.status === 'queued' || run.status === 'running';
}

async function cancelAll(session: Session, keys: readonly string[]): Promise<void> {
  for (const run of keys) await session.service.client.queue.cancel({ run }).catch(() => undefined);
}

function endText(run: Run): string {
  const result = run.metrics ? `RMSE ${fixed(run.metrics.predictionShiftRmse, 4)}` : (run.error ?? '');
  return `${run.run}  ${run.label}  ${run.maliciousUsers} fakes  seed ${run.config.seed}  ${run.status}  ${result}  ${duration(run.seconds)}`;
}
