import type { PaperRequest } from '../../../shared/domain/paper.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { PaperReport } from '../../reports/export-paper.ts';
import type { ServiceContext } from '../context.ts';
import { reportInput } from '../figure-source.ts';
import { requireFigure } from '../figures.ts';
import { listPresets, type Preset } from '../presets.ts';
import { campaignNames, paperPanels } from './panels.ts';

/**
 * Every panel from the runs that any profile of it has stored, and all of those runs together; with them what the presets
 * of readings (`readings-...`) have stored on the same data, from which claims tell what else was tried.
 */
export function paperReport(context: ServiceContext, request: PaperRequest): PaperReport {
  const presets = listPresets(context.installation.presets);
  const panels = paperPanels(presets, request).map(({ id, title, drawnBy }) => {
    const preset = presets.find((each) => each.id === id);
    const names = preset ? campaignNames(preset.campaign, request.dataset) : [];
    return { id, title, figures: drawnBy.map(requireFigure), runs: finishedRuns(context, names) };
  });
  const drawn = panels.flatMap(({ runs }) => runs);
  const keys = new Set(drawn.map(({ key }) => key));
  const datasets = new Set(drawn.map(({ config }) => config.dataset));
  const readings = finishedRuns(context, readingNames(presets)).filter(({ key, config }) => !keys.has(key) && datasets.has(config.dataset));
  const whole = reportInput(context, { runs: [...keys, ...readings.map(({ key }) => key)] });
  const byKey = new Map(whole.input.runs.map((run) => [run.run.key, run]));
  return {
    ...whole,
    title: `Li et al. 2016 on ${request.dataset ?? 'the built-in data'}`,
    readings: readings.length,
    panels: panels.map(({ runs, ...panel }) => ({
      ...panel,
      input: { ...whole.input, runs: runs.flatMap(({ key }) => byKey.get(key) ?? []) },
    })),
  };
}

function readingNames(presets: readonly Preset[]): string[] {
  return presets.filter(({ id }) => id.startsWith('readings-')).map(({ campaign }) => campaign.name);
}

/** Each once, in the order of the campaigns. */
function finishedRuns({ store }: ServiceContext, names: readonly string[]): Run[] {
  const known = new Set(store.campaigns.list().map(({ campaign }) => campaign.name));
  const runs = names.filter((name) => known.has(name)).flatMap((campaign) => store.runs.list({ campaign }));
  return [...new Map(runs.filter(({ status }) => status === 'done').map((run) => [run.key, run])).values()];
}
