import type { AuditedConfig } from '../../shared/domain/gradient-audit.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { createEstimator } from '../runs/campaign/estimate.ts';
import type { Measurement } from '../store/measurements.ts';
import type { ServiceContext } from './context.ts';
import type { AuditExtent } from './gradient-audit.ts';

/** Parts of an audit in retrainings: single ratings that are moved, and one step of automatic differentiation. */
const checkedEntries = 8;
const unrolledStep = 0.4;
/** Steps that all forms of the unrolled gradient have together, and those that attacks follow. */
const unrolledSteps = 143;
const attackedSteps = 43;
/** Attacks along gradients, and without terms of the utility. */
const attacks = 8;

/**
 * About how many seconds an audit of a configuration takes: as the audits that were made did, scaled by work; else
 * as runs of PGA with the exact gradient did. Null while nothing was measured.
 */
export function estimateAudit(context: ServiceContext, config: AuditedConfig, extent: AuditExtent): number | null {
  const { store } = context;
  const dataset = store.datasets.get(config.dataset);
  if (dataset === null) return null;
  const made = store.audits.list().flatMap((audit): Measurement[] => {
    const data = store.datasets.get(audit.config.dataset);
    if (data === null) return [];
    const { iterations, differences } = audit;
    return [
      {
        config: asRun(audit.config, { directions: differences.length, iterations }),
        coreSeconds: audit.provenance.coreSeconds ?? null,
        seconds: audit.totalSeconds,
        ...{ iterations, maliciousUsers: audit.maliciousUsers },
        ...{ users: data.users, items: data.items, ratings: data.ratings },
      },
    ];
  });
  const audits = { recent: () => made, latest: () => made };
  const coreSeconds = createEstimator(made.length > 0 ? audits : store.measurements)(asRun(config, extent), dataset);
  return coreSeconds === null ? null : coreSeconds / context.threads();
}

/** An audit as the run of PGA that takes about as long. */
function asRun(config: AuditedConfig, { directions, iterations }: AuditExtent): RunConfig {
  const retrainings =
    2 * (directions + checkedEntries) +
    unrolledStep * (unrolledSteps + iterations * attackedSteps) +
    attacks * iterations;
  return {
    ...config,
    gradient: { id: 'exact', config: {} },
    attack: { id: 'pga', config: { iterations: Math.round(retrainings) } },
  };
}
