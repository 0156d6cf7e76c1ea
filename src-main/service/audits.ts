import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { prepareCampaign } from '../runs/campaign/check.ts';
import { calibrateLearners } from './calibration.ts';
import type { ServiceContext } from './context.ts';
import { checkUniqueness, runsToCheck } from './uniqueness.ts';

/** Area `audits`. */
export function auditHandlers(context: ServiceContext): HandlersOf<Contract['audits'], void> {
  const { store, engine, cleanModels, checks } = context;
  return {
    running: () => ({ checks: checks.list() }),
    cancel: ({ jobId }) => ({ cancelled: checks.cancel(jobId) }),
    /** On the first run that the campaign expands to: a gradient is a matter of one configuration. */
    async audit({ campaign, directions }) {
      const { runs } = await prepareCampaign(campaign, context.campaigns());
      const { config } = runs[0];
      const cleanModel = await cleanModels.get(config.dataset, config.learner);
      const job = context.startJob('audit');
      try {
        const { result } = await engine.audit({ config, cleanModel, directions }, { jobId: job.jobId });
        return { audits: result };
      } finally {
        job.end();
      }
    },
    uniqueness: ({ run, starts, jobId }) => checkUniqueness(context, run, { starts, jobId }),
    unchecked: ({ source }) => ({ runs: runsToCheck(context, source) }),
    async calibrate({ datasets, jobId }) {
      const calibration = await calibrateLearners(context, datasets, jobId);
      return { rows: calibration.rows, calibration };
    },
    calibrations: () => ({ calibrations: store.calibrations.list() }),
  };
}
