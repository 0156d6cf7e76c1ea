import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { campaignSchema, type Campaign } from '../../shared/domain/campaign.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { subsetName } from '../ratings/subset.ts';
import { checkCampaign } from '../runs/campaign/check.ts';
import { allErrors } from '../runs/campaign/all-errors.ts';
import { parseCampaign } from '../runs/campaign/parse.ts';
import type { SavedCampaign } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import { placeComplaints, readCampaignFile } from './campaign-file.ts';
import type { ServiceContext } from './context.ts';
import { meetSaved, nameTaken, plannedKeys, sameWork } from './meet-saved.ts';
import { titledComplaints } from './placed-mistakes.ts';
import { listPresets } from './presets.ts';
import { requireCampaign } from './unknown-name.ts';

type Planning = Pick<ServiceContext, 'store' | 'campaigns'>;

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
      if (replaces !== campaign.name && !['none', 'same'].includes(meetSaved(context, campaign).saved)) throw nameTaken(campaign.name);
      const saved = saveCampaign(context, campaign, replaces);
      publish('campaigns.changed', {});
      return { campaign: saved };
    },
    meet: ({ campaign }) => meetSaved(context, campaign),
    replace({ campaign }) {
      requireCampaign(store, campaign.name);
      const { saved, binned } = store.campaigns.replace(campaign);
      store.campaigns.setRuns(campaign.name, plannedKeys(context, campaign));
      publish('campaigns.changed', {});
      return { campaign: saved.campaign, binned };
    },
    takeBack({ campaign, binned }) {
      const { campaign: saved } = store.campaigns.takeBack(campaign, binned);
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
      if (campaign !== null) return { campaign: campaignSchema.parse(campaign) };
      const complaints = titledComplaints(document.value, allErrors(document.value, errors, context.campaigns().datasets));
      throw placeComplaints(new LabError('bad-input', `${name} is no campaign.`, complaints), name, document);
    },
  };
}

/** Stores a campaign, and which runs it lists as far as it is fit to run: then its list shows how many. */
export function saveCampaign(
  context: Planning,
  campaign: Campaign,
  replaces?: string,
): Campaign {
  const before = replaces === undefined ? null : context.store.campaigns.find(replaces);
  const saved = context.store.campaigns.save(campaign, replaces);
  // A new name changes no run, and those of another build belong to it still.
  const onlyRenamed = before !== null && before.runs > 0 && sameWork(before.campaign, campaign);
  if (!onlyRenamed) context.store.campaigns.setRuns(campaign.name, plannedKeys(context, campaign));
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
