import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { Run } from '../../shared/domain/run.ts';
import { judgeClaims } from '../claims/judge.ts';
import { claims } from '../claims/list.ts';
import { runsBehind } from '../claims/runs-behind.ts';
import { countTogether, prepareCampaign } from '../runs/campaign/check.ts';
import type { Store } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { paperPanels } from './paper/panels.ts';
import { meetSaved } from './meet-saved.ts';
import { listPresets } from './presets.ts';
import { requireCampaign, requireDataset, unknownName } from './unknown-name.ts';

/** Area `claims`. */
export function claimHandlers(context: ServiceContext): HandlersOf<Contract['claims'], void> {
  const { store, queue, publish, installation } = context;
  return {
    judge({ campaign, dataset }) {
      if (campaign !== undefined) requireCampaign(store, campaign);
      const all = store.runs.list({ campaign });
      const runs = dataset === undefined ? all : runsOn(store, all, dataset);
      return { claims: judgeClaims(claims, { runs, checks: store.uniqueness.all(), targets: store.runs.targets() }) };
    },
    runs({ claim: id, switches }) {
      const claim = claims.find((each) => each.id === id);
      if (!claim) throw unknownName('claim', id, claims.map((each) => each.id));
      const all = store.runs.list();
      const behind = new Set(runsBehind(claim, { runs: all, targets: store.runs.targets() }, switches));
      return { runs: all.filter(({ key }) => behind.has(key)).map(({ run }) => run) };
    },
    plan(request) {
      const panels = paperPanels(listPresets(installation.presets), request);
      return countTogether(panels.map(({ campaign }) => campaign), context.campaigns());
    },
    async reproduce(request) {
      const runs = new Map<string, Run>();
      const panels = [];
      for (const { id, title, campaign } of paperPanels(listPresets(installation.presets), request)) {
        const panel = { id, title, campaign: campaign.name };
        try {
          const prepared = await prepareCampaign(campaign, context.campaigns());
          // A panel that was edited goes into the bin: the paper's own has its name.
          if (meetSaved(context, campaign).saved === 'other') store.campaigns.replace(campaign);
          const added = queue.add(prepared);
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

/** Runs on a data set, or on a subset of it: the paper runs the nuclear norm on a part of its data. */
function runsOn(store: Store, runs: readonly Run[], reference: string): Run[] {
  const { fingerprint: wanted } = requireDataset(store, reference);
  const known = new Map<string, boolean>();
  const isOn = (fingerprint: string) => {
    const found = known.get(fingerprint) ?? (fingerprint === wanted || store.datasets.subsetOrigin(fingerprint)?.parent === wanted);
    known.set(fingerprint, found);
    return found;
  };
  return runs.filter(({ config }) => isOn(config.dataset));
}
