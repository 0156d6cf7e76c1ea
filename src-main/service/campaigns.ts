import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { campaignSchema, type Campaign } from '../../shared/domain/campaign.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { subsetName } from '../ratings/subset.ts';
import { checkCampaign } from '../runs/campaign/check.ts';
import { demandNoErrors, parseCampaign } from '../runs/campaign/parse.ts';
import { planCampaign } from '../runs/campaign/plan.ts';
import type { SavedCampaign } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import { placeComplaints, readCampaignFile } from './campaign-file.ts';
import type { ServiceContext } from './context.ts';
import { listPresets } from './presets.ts';
import { renameLayout } from './report-layouts.ts';
import { requireCampaign } from './unknown-name.ts';

/** Area `campaigns`. */
export function campaignHandlers(context: ServiceContext): HandlersOf<Contract['campaigns'], void> {
  const { store, publish, files, installation } = context;
  return {
    list() {
      const queued = new Set(store.queue.list().map(({ key }) => key));
      return { campaigns: store.campaigns.list().map((saved) => summaryOf(store, saved, queued)) };
    },
    get: ({ campaign }) => ({ campaign: requireCampaign(store, campaign) }),
    save({ campaign, replaces }) {
      const saved = saveCampaign(context, campaign, replaces);
      if (replaces !== undefined && replaces !== saved.name) renameLayout(context, replaces, saved.name);
      publish('campaigns.changed', {});
      return { campaign: saved };
    },
    delete({ campaign }) {
      requireCampaign(store, campaign);
      store.campaigns.delete(campaign);
      publish('campaigns.changed', {});
      return { campaign };
    },
    restore({ campaign }) {
      requireCampaign(store, campaign, true);
      const restored = store.campaigns.restore(campaign);
      publish('campaigns.changed', {});
      return { campaign: restored.campaign };
    },
    presets: () => ({ presets: listPresets(installation.presets) }),
    check: ({ campaign }) => checkCampaign(campaign, context.campaigns()),
    open({ fileId }) {
      const { path, name } = files.find(fileId);
      const document = readCampaignFile(path, name);
      const { campaign, errors } = parseCampaign(document.value);
      try {
        demandNoErrors(errors);
      } catch (error) {
        throw error instanceof LabError ? placeComplaints(error, name, document) : error;
      }
      return { campaign: campaignSchema.parse(campaign) };
    },
  };
}

/** Stores a campaign, and which runs it lists as far as it is fit to run: then its list shows how many. */
export function saveCampaign(
  { store, campaigns }: Pick<ServiceContext, 'store' | 'campaigns'>,
  campaign: Campaign,
  replaces?: string,
): Campaign {
  const saved = store.campaigns.save(campaign, replaces);
  const { runs } = planCampaign(campaign, campaigns().datasets, false);
  store.campaigns.setRuns(
    campaign.name,
    runs.map(({ planned }) => planned.key),
  );
  return saved.campaign;
}

function summaryOf(
  store: Store,
  { campaign, runs, done, listed, updatedAt }: SavedCampaign,
  queued: ReadonlySet<string>,
) {
  const active = queued.size > 0 && store.campaigns.runKeys(campaign.name).some((key) => queued.has(key));
  return { name: campaign.name, runs, done, listed, datasetName: datasetNameOf(store, campaign), updatedAt, active };
}

function datasetNameOf(store: Store, { dataset }: Campaign): string {
  return typeof dataset === 'string' ? (store.datasets.get(dataset)?.name ?? dataset) : subsetName(dataset);
}
