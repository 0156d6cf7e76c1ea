import type { Metrics } from '../../../shared/domain/run.ts';

/** How a claimed run ended, as far as this process is concerned. */
export type ClaimEnd =
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'paused'
  | 'given back'
  | 'taken over'
  | 'could not be stored';

const leads: Record<ClaimEnd, string> = {
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  paused: 'Paused',
  'given back': 'Waiting',
  'taken over': 'Lost',
  'could not be stored': 'Failed',
};

/** How a run ended here, as in "Done PGA exact, 4 %, seed 2: RMSE 0.276, 24 iterations, 51 s": one word, the run, and what is to be said of it. */
export function endInWords(how: ClaimEnd, title: string, message: string): string {
  return `${leads[how]} ${title}: ${message}`;
}

/** What a run reached, as in "RMSE 0.276, 24 iterations, 51 s"; without iterations where its attack takes none. */
export function resultInWords({ predictionShiftRmse, targetMeanAfter, iterations }: Metrics, seconds: number): string {
  const mean = targetMeanAfter === null ? [] : [`target’s mean ${targetMeanAfter.toFixed(3).replace('-', '−')}`];
  const steps = iterations === 0 ? [] : [iterations === 1 ? '1 iteration' : `${iterations.toLocaleString('en')} iterations`];
  return [`RMSE ${predictionShiftRmse.toFixed(3)}`, ...mean, ...steps, secondsInWords(seconds)].join(', ');
}

function secondsInWords(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
