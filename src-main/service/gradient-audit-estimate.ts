import type { AuditedConfig } from '../../shared/domain/gradient-audit.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { quantile } from '../../shared/statistics/quantile.ts';
import { auditWork, retrainingsOfStep } from '../engine/jobs/gradient-audit/work.ts';
import { createEstimator } from '../runs/campaign/estimate.ts';
import type { Measurement } from '../store/measurements.ts';
import type { ServiceContext } from './context.ts';
import type { AuditExtent } from './gradient-audit.ts';

/** Retrainings that a step of automatic differentiation is taken to cost until an audit of this library has timed both. */
const guessedStep = 0.4;

/**
 * About how many seconds an audit of a configuration takes: as the audits that were made did, scaled by work; else
 * as runs of PGA with the exact gradient did. Null while nothing was measured.
 */
export function estimateAudit(context: ServiceContext, config: AuditedConfig, extent: AuditExtent): number | null {
  const { store } = context;
  const dataset = store.datasets.get(config.dataset);
  if (dataset === null) return null;
  const audited = store.audits.list();
  const step = quantile(audited.map(retrainingsOfStep).filter((one) => one !== null), 0.5) ?? guessedStep;
  const made = audited.flatMap((audit): Measurement[] => {
    const data = store.datasets.get(audit.config.dataset);
    if (data === null) return [];
    const { iterations, differences } = audit;
    return [
      {
        config: asRun(audit.config, { directions: differences.length, iterations }, step),
        coreSeconds: audit.provenance.coreSeconds ?? null,
        seconds: audit.totalSeconds,
        ...{ iterations, maliciousUsers: audit.maliciousUsers },
        ...{ users: data.users, items: data.items, ratings: data.ratings },
      },
    ];
  });
  const audits = { recent: () => made, latest: () => made };
  const coreSeconds = createEstimator(made.length > 0 ? audits : store.measurements)(asRun(config, extent, step), dataset);
  return coreSeconds === null ? null : coreSeconds / context.threads();
}

/** An audit as the run of PGA that takes about as long. */
function asRun(config: AuditedConfig, extent: AuditExtent, step: number): RunConfig {
  const { retrainings, unrolledSteps } = auditWork(config, extent);
  return {
    ...config,
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: { iterations: Math.round(retrainings + step * unrolledSteps) } },
  };
}
