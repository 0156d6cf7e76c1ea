import type { QueueState } from '../../shared/domain/queue.ts';

/** Why no run works: the queue or each of its runs is paused, the first one is about to begin, or there is none. */
export function restingWords({ paused, entries }: Pick<QueueState, 'paused' | 'entries'>): string {
  if (paused || (entries.length > 0 && entries.every((entry) => entry.paused))) return 'Paused';
  return entries.length > 0 ? 'Engine starting' : 'Engine idle';
}
