import type { RunConfig } from './run.ts';

/**
 * Whether the objective moves targets and nothing else, so that their mean rating is what an attack reaches:
 * integrity (μ1 = 0), by its own name or as hybrid with availability weight 0.
 */
export function isPurePush({ objective: { id, config } }: Pick<RunConfig, 'objective'>): boolean {
  return id === 'integrity' || (id === 'hybrid' && config.availability === 0);
}

/** Whether all of some runs, at least one, are such, so that their targets' mean rating goes before their RMSE. */
export function arePurePushes(configs: readonly Pick<RunConfig, 'objective'>[]): boolean {
  return configs.length > 0 && configs.every(isPurePush);
}
