import type { FigureSource } from '../../shared/contract/figures.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { passes } from '../../shared/domain/run-filter.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { FigureInput, FigureRun, PlannedRun } from '../../shared/figures/figure-run.ts';
import type { ReportBlock } from '../../shared/domain/report-layout.ts';
import type { ReportInput } from '../reports/sections/report-input.ts';
import { describeComponents } from '../engine/catalogue.ts';
import { planCampaign } from '../runs/campaign/plan.ts';
import type { ServiceContext } from './context.ts';
import { storedAuditsOf } from './gradient-audit.ts';
import { itemTitlesOf } from './item-titles.ts';
import { readLayout } from './report-layouts.ts';
import { campaignsOfAudits, campaignsOfRuns, importsFor } from './rerun-campaigns.ts';
import { requireCampaign } from './unknown-name.ts';

/**
 * What a figure or report is made from: every run of a campaign, planned ones included, or the chosen runs.
 * @param needs series are read only where they are wanted
 * @throws LabError not-found for an unknown campaign or run
 */
export function figureInput(
  context: ServiceContext,
  source: FigureSource,
  needs: 'metrics' | 'series',
): FigureInput {
  const whole = wholeSource(context, source);
  const runs = narrowed(whole, source);
  const scales = new Map<string, Pick<FigureRun, 'shift' | 'scale'>>();
  const scaleIn = (run: Run) => {
    const known = scales.get(run.config.dataset) ?? scaleOf(context.store, run);
    scales.set(run.config.dataset, known);
    return known;
  };
  return {
    runs: runs.map((run) => figureRun(context, run, needs, scaleIn(run))),
    planned: 'campaign' in source ? plannedRuns(context, source, new Set(whole.map(({ key }) => key))) : [],
    components: describeComponents(),
    titleOf: itemTitlesOf(context.store),
  };
}

/** The stored runs of a source, in the campaign's or the given order, narrowed down as it says. @throws LabError as {@link figureInput} */
export function sourceRuns(context: ServiceContext, source: FigureSource): Run[] {
  return narrowed(wholeSource(context, source), source);
}

function narrowed(runs: Run[], { where = [] }: FigureSource): Run[] {
  return where.length === 0 ? runs : runs.filter(({ config }) => passes(config, where));
}

function wholeSource({ store }: ServiceContext, source: FigureSource): Run[] {
  if ('runs' in source) {
    const keys = source.runs.map((reference) => (isWholeKey(reference) ? reference : store.runs.resolve(reference)));
    const listed = new Map(store.runs.list({ keys }).map((run) => [run.key, run]));
    // A run in the bin is not listed, and may still be looked at; one that is nowhere is refused here.
    return keys.map((key) => listed.get(key) ?? store.runs.details(key).run);
  }
  return store.runs.list({ campaign: requireCampaign(store, source.campaign).name });
}

function isWholeKey(reference: string): boolean {
  return /^[0-9a-f]{64}$/.test(reference);
}

/** What people call a source: its campaign, or how many runs it has. */
export function sourceTitle(source: FigureSource): string {
  if ('campaign' in source) return source.campaign;
  return source.runs.length === 1 ? 'One run' : `${source.runs.length} runs`;
}

/**
 * What a report of the same runs is made from.
 * @param layout in place of the stored order of the campaign's report
 * @throws LabError as {@link figureInput}
 */
export function reportInput(context: ServiceContext, source: FigureSource, layout?: readonly ReportBlock[]): ReportInput {
  const input = figureInput(context, source, 'series');
  const campaign = 'campaign' in source ? requireCampaign(context.store, source.campaign) : null;
  const runs = input.runs.map(({ run }) => run);
  const audits = storedAuditsOf(context, runs);
  const fingerprints = new Set([
    ...input.runs.map(({ run }) => run.config.dataset),
    ...(input.planned ?? []).map(({ config }) => config.dataset),
  ]);
  return {
    title: sourceTitle(source),
    input,
    campaign,
    campaigns: campaign === null ? campaignsOfRuns(context.store, runs) : [campaign],
    datasets: [...fingerprints].flatMap((fingerprint) => context.store.datasets.get(fingerprint) ?? []),
    imports: importsFor(context.store, [...fingerprints]),
    uniqueness: new Map(
      input.runs.flatMap(({ run }) => {
        const check = context.store.uniqueness.get(run.key);
        return check === null ? [] : [[run.key, check] as const];
      }),
    ),
    audits,
    auditCampaigns: campaignsOfAudits(context.store, audits),
    layout: layout ?? (campaign === null ? [] : readLayout(context, campaign.name)),
    application: context.installation.version,
  };
}

function figureRun(
  { store }: ServiceContext,
  run: Run,
  needs: 'metrics' | 'series',
  scale: Pick<FigureRun, 'shift' | 'scale'>,
): FigureRun {
  const details = needs === 'series' && run.status === 'done' ? store.runs.details(run.key) : null;
  return {
    run,
    series: details?.series ?? null,
    provenance: details?.provenance ?? null,
    ...scale,
  };
}

/** A campaign that is no longer fit to run shows what it has run. */
function plannedRuns(context: ServiceContext, { campaign: name, where = [] }: FigureSource & { campaign: string }, known: ReadonlySet<string>): PlannedRun[] {
  const listed = context.store.campaigns.runKeys(name);
  if (listed.length > 0 && listed.every((key) => known.has(key))) return [];
  const { runs } = planCampaign(requireCampaign(context.store, name), context.campaigns().datasets, false);
  const missing = runs.filter(({ planned }) => !known.has(planned.key) && passes(planned.config, where));
  const inBin = new Set(context.store.runs.list({ keys: missing.map(({ planned }) => planned.key), deleted: true }).map(({ key }) => key));
  return missing.map(({ planned: { key, config, label, datasetName, maliciousUsers }, known: { record } }) => {
    return { config, label, datasetName, maliciousUsers, shift: record.shift, scale: record.scale, ...(inBin.has(key) && { binned: true }) };
  });
}

function scaleOf(store: ServiceContext['store'], run: Run): Pick<FigureRun, 'shift' | 'scale'> {
  const dataset = store.datasets.get(run.config.dataset);
  if (dataset) return { shift: dataset.shift, scale: dataset.scale };
  throw new LabError(
    'not-found',
    `The data set of run ${run.run} (${run.datasetName}) was deleted for good, and its scale with it. Import it again.`,
  );
}
