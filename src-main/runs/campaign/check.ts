import type { Campaign, CampaignCheck, FieldError } from '../../../shared/domain/campaign.ts';
import type { PlannedRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { allErrors } from './all-errors.ts';
import type { DatasetResolver } from './dataset-reference.ts';
import { createEstimator } from './estimate.ts';
import { importedProfilesFindings } from './imported-profiles.ts';
import { demandNoErrors, parseCampaign } from './parse.ts';
import { planCampaign, type PlannedCombination } from './plan.ts';
import { targetErrors, type TrainClean } from './targets.ts';
import { campaignWarnings } from './warnings.ts';

/** What looking at a campaign needs. */
export interface CampaignContext {
  store: Store;
  datasets: DatasetResolver;
  /** Null: targets that only a clean model can name, which is not stored, are left unchecked. */
  trainClean: TrainClean | null;
  /** Runs at once, and the threads that they share, for the estimate; at least 1. */
  threads: number;
}

/** A campaign that is fit to run. */
export interface PreparedCampaign {
  campaign: Campaign;
  /** Distinct runs in expansion order. */
  runs: PlannedRun[];
}

/**
 * Everything there is to say of a campaign before it runs. Changes nothing in the library, except that
 * `trainClean` may keep the clean model.
 * @param raw parsed JSON, of whatever form
 */
export async function checkCampaign(raw: unknown, context: CampaignContext): Promise<CampaignCheck> {
  const { campaign, errors } = parseCampaign(raw);
  if (!campaign) return wrong(allErrors(raw, errors, context.datasets));
  const plan = planCampaign(campaign, context.datasets, false);
  if (plan.errors.length > 0) return wrong(plan.errors);
  const targets = await targetErrors(campaign, plan.runs, context.store, context.trainClean);
  const warned = plan.runs.map(({ planned, known }) => ({ ...planned, items: known.record.items }));
  const profiles = importedProfilesFindings(campaign, plan.runs, context.store);
  return {
    ...count(plan.runs, context),
    errors: [...targets, ...profiles.errors],
    warnings: [...campaignWarnings(warned), ...profiles.warnings],
  };
}

/**
 * How many distinct runs several campaigns have together, how many of them are stored, and seconds for the others; runs
 * of a campaign with errors in its fields or its data are left out. Changes nothing in the library.
 */
export function countTogether(
  campaigns: readonly Campaign[],
  context: Omit<CampaignContext, 'trainClean'>,
): Pick<CampaignCheck, 'runs' | 'cached' | 'estimateSeconds'> {
  const distinct = new Map<string, PlannedCombination>();
  for (const campaign of campaigns) {
    const { errors, runs } = planCampaign(campaign, context.datasets, false);
    if (errors.length === 0) for (const run of runs) distinct.set(run.planned.key, run);
  }
  const { runs, cached, estimateSeconds } = count([...distinct.values()], context);
  return { runs, cached, estimateSeconds };
}

/**
 * A campaign and its runs, ready to be queued; subsets and the built-in set are put into the library.
 * @throws LabError 'bad-input' with a complaint for every error that {@link checkCampaign} lists.
 */
export async function prepareCampaign(raw: unknown, context: CampaignContext): Promise<PreparedCampaign> {
  const { campaign, errors } = parseCampaign(raw);
  if (errors.length > 0) demandNoErrors(allErrors(raw, errors, context.datasets));
  if (!campaign) throw new Error('a campaign without errors was not parsed');
  // Looked at first: a campaign with errors leaves no data set behind.
  const looked = planCampaign(campaign, context.datasets, false);
  demandNoErrors(looked.errors);
  demandNoErrors(importedProfilesFindings(campaign, looked.runs, context.store).errors);
  const plan = looked.runs.every(({ known }) => known.stored)
    ? looked
    : planCampaign(campaign, context.datasets, true);
  demandNoErrors(await targetErrors(campaign, plan.runs, context.store, context.trainClean));
  return { campaign, runs: plan.runs.map(({ planned }) => planned) };
}

function wrong(errors: FieldError[]): CampaignCheck {
  return {
    runs: 0,
    cached: 0,
    maliciousUsers: [],
    estimateSeconds: null,
    breakdown: [],
    errors,
    warnings: [],
  };
}

function count(
  runs: readonly PlannedCombination[],
  { store, threads }: Omit<CampaignContext, 'trainClean'>,
): Omit<CampaignCheck, 'errors' | 'warnings'> {
  const done = doneKeys(
    runs.map(({ planned }) => planned.key),
    store,
  );
  const coreSecondsOf = createEstimator(store.measurements);
  const shares = new Map<string, CampaignCheck['maliciousUsers'][number]>();
  const groups = new Map<string, { row: CampaignCheck['breakdown'][number]; toDo: (number | null)[]; stored: (number | null)[] }>();
  const todo: (number | null)[] = [];

  for (const { planned, known } of runs) {
    const { config, label, maliciousUsers: users } = planned;
    const { maliciousShare } = config.budget;
    shares.set(`${maliciousShare} ${users}`, { maliciousShare, users });
    const group = groups.get(label) ?? {
      row: {
        attack: config.attack.id,
        gradient: config.gradient?.id ?? null,
        label,
        runs: 0,
        cached: 0,
        secondsEach: null,
      },
      toDo: [],
      stored: [],
    };
    groups.set(label, group);
    const coreSeconds = coreSecondsOf(config, known.record);
    if (done.has(planned.key)) {
      group.row.cached++;
      group.stored.push(coreSeconds);
    } else {
      group.row.runs++;
      group.toDo.push(coreSeconds);
      todo.push(coreSeconds);
    }
  }
  const total = sum(todo);
  const threadsEach = threads / Math.max(1, Math.min(threads, todo.length));
  return {
    runs: runs.length,
    cached: done.size,
    maliciousUsers: [...shares.values()],
    estimateSeconds: total === null ? null : total / threads,
    // Of runs that are to do, so that the parts are together the whole over the runs at once.
    breakdown: [...groups.values()].map(({ row, toDo, stored }) => {
      const meant = toDo.length > 0 ? toDo : stored;
      const all = sum(meant);
      return { ...row, secondsEach: all === null ? null : all / meant.length / threadsEach };
    }),
  };
}

/** Also what is in the bin: queueing takes it out instead of computing it again. */
function doneKeys(keys: string[], store: Store): Set<string> {
  const runs = [...store.runs.list({ keys }), ...store.runs.list({ keys, deleted: true })];
  return new Set(runs.filter(({ status }) => status === 'done').map(({ key }) => key));
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (total, value) => (total === null || value === null ? null : total + value),
    0,
  );
}
