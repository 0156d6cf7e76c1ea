import { LabError } from '../../shared/domain/errors.ts';
import type { AuditSummary, StoredAudit } from '../../shared/domain/gradient-audit.ts';
import type { Run, RunConfig } from '../../shared/domain/run.ts';
import { cleanModelKey } from '../engine/catalogue.ts';
import { auditIdentity } from '../engine/jobs/gradient-audit/identity.ts';
import { precision } from '../numeric/revision.ts';
import type { ServiceContext } from './context.ts';
import { demandWanted } from './watched-checks.ts';

/** How much an audit does. */
export interface AuditExtent {
  /** Random directions. */
  directions: number;
  /** Accepted steps at most of every attack. */
  iterations: number;
}

/**
 * The audit of a configuration: the stored one, else made now and kept.
 * @throws LabError 'bad-input' for a budget that buys no malicious user; 'conflict' while the same is audited
 *   already; 'cancelled' within one sweep
 */
export async function auditGradients(
  context: ServiceContext,
  config: RunConfig,
  { directions, iterations }: AuditExtent,
  jobId: string | undefined,
): Promise<{ audit: StoredAudit; cached: boolean }> {
  const { store, engine, cleanModels, checks, installation } = context;
  const { key, subject, revisions } = auditIdentity(config, { directions, iterations });
  const stored = store.audits.get(key);
  if (stored !== null) return { audit: stored, cached: true };
  const startedAt = new Date().toISOString();
  return checks.run({ kind: 'audit', subject, jobId }, async ({ options, before }) => {
    const cleanModel = await cleanModels.get(config.dataset, config.learner, before);
    demandWanted(before.signal);
    const outcome = await engine.audit({ config, cleanModel, directions, iterations }, options);
    const { targetIds, ...result } = outcome.result;
    const { dataset, learner, objective, budget, seed } = config;
    const audit: StoredAudit = {
      ...result,
      ...{ key, subject, config: { dataset, learner, objective, budget, seed } },
      datasetName: store.datasets.get(dataset)?.name ?? dataset.slice(0, 8),
      totalSeconds: outcome.seconds,
      provenance: {
        application: `poison-lab ${installation.version}`,
        revisions,
        precision,
        ...outcome.environment,
        host: context.host,
        threads: context.threads(),
        coreSeconds: outcome.coreSeconds,
        startedAt,
        finishedAt: new Date().toISOString(),
        targets: targetIds,
        cleanModel: cleanModelKey(dataset, learner),
      },
    };
    if (!store.readOnly) store.audits.put(audit);
    return { audit, cached: false };
  });
}

/** The latest stored audits of runs' configurations, one of each, in the runs' order. */
export function storedAuditsOf({ store }: ServiceContext, runs: readonly Run[]): StoredAudit[] {
  const audited = store.audits.subjects();
  if (audited.size === 0) return [];
  const asked = new Set(runs.map(({ config }) => subjectOf(config)).filter((subject) => subject !== null && audited.has(subject)));
  return [...asked].flatMap((subject) => store.audits.latest(subject!) ?? []);
}

/**
 * A stored audit by key or an unambiguous beginning of it.
 * @throws LabError 'not-found'
 */
export function requireAudit({ store }: ServiceContext, reference: string): StoredAudit {
  const exact = store.audits.get(reference);
  if (exact !== null) return exact;
  const starting = store.audits.list().filter(({ key }) => key.startsWith(reference));
  if (reference.length >= 7 && starting.length === 1) return starting[0];
  if (store.audits.unreadable().some(({ id }) => id === reference || (reference.length >= 7 && id.startsWith(reference)))) {
    const told = `Audit ${reference.slice(0, 12)} was stored by another version and cannot be read here. Open it with that version, or audit its configuration again.`;
    throw new LabError('failed', told, [{ message: told }]);
  }
  const message = `There is no audit ${reference}.`;
  throw new LabError('not-found', message, [{ message }]);
}

/** An audit in a list. */
export function auditSummary(audit: StoredAudit): AuditSummary {
  const { key, config, datasetName, maliciousUsers, differences, iterations, gradients, provenance } = audit;
  return {
    ...{ key, config, datasetName, maliciousUsers, iterations },
    directions: differences.length,
    gradients: gradients.map(({ gradient, label, error, cosine }) => ({ gradient, label, error, cosine })),
    finishedAt: provenance.finishedAt,
  };
}

/** Null for a configuration with a component that is not known here. */
function subjectOf(config: RunConfig): string | null {
  try {
    return auditIdentity(config, { directions: 1, iterations: 0 }).subject;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
