import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { auditIdentity } from '../engine/jobs/gradient-audit/identity.ts';
import { prepareCampaign } from '../runs/campaign/check.ts';
import { calibrateLearners } from './calibration.ts';
import type { ServiceContext } from './context.ts';
import { auditGradients, auditSummary, requireAudit } from './gradient-audit.ts';
import { estimateAudit } from './gradient-audit-estimate.ts';
import { checksOf, checkUniqueness, costOfCheck, estimateChecks, runsToCheck } from './uniqueness.ts';

/** Area `audits`. */
export function auditHandlers(context: ServiceContext): HandlersOf<Contract['audits'], void> {
  const { store, checks } = context;
  return {
    running: () => ({ checks: checks.list() }),
    cancel: ({ jobId }) => ({ cancelled: checks.cancel(jobId) }),
    /** On the first run that the campaign expands to: a gradient is a matter of one configuration. */
    async audit({ campaign, directions, iterations, jobId }) {
      const { runs } = await prepareCampaign(campaign, context.campaigns());
      const made = await auditGradients(context, runs[0].config, { directions, iterations }, jobId);
      return { audits: made.audit.gradients, ...made };
    },
    auditRun: ({ run, directions, iterations, jobId }) =>
      auditGradients(context, store.runs.details(run).run.config, { directions, iterations }, jobId),
    auditOf({ run, ...extent }) {
      const { config } = store.runs.details(run).run;
      const { subject, key } = auditIdentity(config, extent);
      return { subject, audit: store.audits.get(key) ?? store.audits.latest(subject), estimateSeconds: estimateAudit(context, config, extent) };
    },
    storedAudits: () => ({ audits: store.audits.list().map(auditSummary), ...told(store.audits.unreadable()) }),
    showAudit: ({ audit: key }) => ({ audit: requireAudit(context, key) }),
    uniqueness: ({ run, starts, jobId }) => checkUniqueness(context, run, { starts, jobId }),
    uniquenessCost: ({ run, starts }) => costOfCheck(context, run, starts),
    checked: ({ source }) => ({ checks: checksOf(context, source) }),
    unchecked({ source }) {
      const runs = runsToCheck(context, source);
      return { runs, estimateSeconds: estimateChecks(context, runs) };
    },
    async calibrate({ datasets, jobId }) {
      const calibration = await calibrateLearners(context, datasets, jobId);
      return { rows: calibration.rows, calibration };
    },
    calibrations: () => ({ calibrations: store.calibrations.list(), ...told(store.calibrations.unreadable()) }),
  };
}

function told<T>(unreadable: readonly T[]): { unreadable?: T[] } {
  return unreadable.length === 0 ? {} : { unreadable: [...unreadable] };
}
