import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { prepareCampaign } from '../runs/campaign/check.ts';
import type { ServiceContext } from './context.ts';
import { meetSaved, nameTaken } from './meet-saved.ts';
import { requireCampaign } from './unknown-name.ts';

/** Area `queue`. */
export function queueHandlers(context: ServiceContext): HandlersOf<Contract['queue'], void> {
  const { queue, store, publish } = context;
  return {
    state: () => queue.state(),
    events: () => queue.events(),
    async add({ campaign, replaces }) {
      const prepared = await prepareCampaign(campaign, context.campaigns());
      if (replaces !== campaign.name && meetSaved(context, campaign).saved === 'other') throw nameTaken(campaign.name);
      const added = queue.add(prepared);
      publish('campaigns.changed', {});
      return added;
    },
    cancel({ run, runs, campaign }) {
      if ([run, runs, campaign].filter((named) => named !== undefined).length !== 1)
        throw new LabError('bad-input', 'Name either a run, some runs or a campaign to cancel.', [
          { path: 'run', message: 'one of run, runs and campaign belongs here' },
        ]);
      if (campaign === undefined) return { cancelled: queue.cancel((runs ?? [run ?? '']).map((key) => store.runs.resolve(key))) };
      requireCampaign(store, campaign);
      return { cancelled: queue.cancelCampaign(campaign) };
    },
    move: ({ run, before }) => ({
      moved: queue.move(store.runs.resolve(run), before === null ? null : store.runs.resolve(before)),
    }),
    pause({ run }) {
      queue.pause(run === undefined ? null : store.runs.resolve(run));
      return { paused: true };
    },
    resume({ run }) {
      queue.resume(run === undefined ? null : store.runs.resolve(run));
      return { paused: false };
    },
    retry({ runs }) {
      const queued = queue.retry(runs.map((run) => store.runs.resolve(run)));
      publish('campaigns.changed', {});
      return { queued };
    },
  };
}
