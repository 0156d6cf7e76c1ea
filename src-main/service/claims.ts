import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { Run } from '../../shared/domain/run.ts';
import { judgeClaims } from '../claims/judge.ts';
import { claims } from '../claims/list.ts';
import { prepareCampaign } from '../runs/campaign/check.ts';
import type { ServiceContext } from './context.ts';
import { paperPanels } from './paper/panels.ts';
import { listPresets } from './presets.ts';
import { requireCampaign } from './unknown-name.ts';

/** Area `claims`. */
export function claimHandlers(context: ServiceContext): HandlersOf<Contract['claims'], void> {
  const { store, queue, publish, installation } = context;
  return {
    judge({ campaign }) {
      if (campaign !== undefined) requireCampaign(store, campaign);
      return { claims: judgeClaims(claims, { runs: store.runs.list({ campaign }), checks: store.uniqueness.all(), targets: store.runs.targets() }) };
    },
    async reproduce(request) {
      const runs = new Map<string, Run>();
      const panels = [];
      for (const { id, title, campaign } of paperPanels(listPresets(installation.presets), request)) {
        const panel = { id, title, campaign: campaign.name };
        try {
          const added = queue.add(await prepareCampaign(campaign, context.campaigns()));
          for (const run of added.runs) if (!runs.has(run.key)) runs.set(run.key, run);
          panels.push({ ...panel, runs: added.runs.length });
        } catch (error) {
          if (!(error instanceof LabError) || error.code !== 'bad-input') throw error;
          panels.push({ ...panel, runs: 0, error: [error.message, ...error.complaints.map(({ message }) => message)].join(' ') });
        }
      }
      publish('campaigns.changed', {});
      return { panels, runs: [...runs.values()] };
    },
  };
}
