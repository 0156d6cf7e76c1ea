import type { Service } from '../service/service-surface.ts';

/**
 * Reads the list of runs while a window starts: of thousands, the first reading takes several times what the next ones do.
 * What goes wrong with it is told to the window, which asks for the same.
 */
export function readAhead({ call }: Pick<Service, 'call'>): void {
  setImmediate(() => void call('runs.columns', {}).catch(() => undefined));
}
