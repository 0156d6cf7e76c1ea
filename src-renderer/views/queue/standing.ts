import type { QueueEntry } from '../../../shared/domain/queue.ts';

type Standing = Pick<QueueEntry, 'run' | 'progress' | 'estimateSeconds'>;

/** Whether the attack of a run takes steps one after another; uniform and the like draw their profiles once. */
export function takesSteps({ run, progress }: Standing): boolean {
  if (progress && progress.trace.length > 0) return true;
  return progress && progress.iterations > 0 ? progress.iterations > 1 : 'iterations' in run.config.attack.config;
}

/** What a run that takes steps is at before the first of them is known; null from then on, and where none is taken. */
export function beforeSteps(standing: Standing): string | null {
  const { run, progress } = standing;
  if (!takesSteps(standing) || (progress !== null && (progress.iterations > 0 || progress.trace.length > 0))) return null;
  if (run.status !== 'running') return 'No step is taken yet';
  return progress?.phase.startsWith('training the clean model') ? 'Training the clean model' : 'Preparing';
}

/**
 * Seconds that a run still takes: by its own steps, before the first one by what such runs took, which knows nothing of
 * what comes before the attack; null where that is passed or unknown.
 */
export function secondsLeft(standing: Standing): number | null {
  const { run, progress, estimateSeconds } = standing;
  if (progress && progress.etaSeconds !== null) return progress.etaSeconds;
  const begun = run.status !== 'queued' && beforeSteps(standing) === null;
  const left = (estimateSeconds ?? 0) - (begun ? (progress?.elapsedSeconds ?? 0) : 0);
  return left > 0 ? left : null;
}
