import type { PaperRequest } from '../../../shared/domain/paper.ts';
import type { PaperReport } from '../../reports/export-paper.ts';
import type { ServiceContext } from '../context.ts';
import { reportInput } from '../figure-source.ts';
import { requireFigure } from '../figures.ts';
import { listPresets } from '../presets.ts';
import { campaignNames, paperPanels } from './panels.ts';

/** Every panel from the runs that any profile of it has stored, and all of those runs together. */
export function paperReport(context: ServiceContext, request: PaperRequest): PaperReport {
  const presets = listPresets(context.installation.presets);
  const panels = paperPanels(presets, request).map(({ id, title, drawnBy }) => {
    const preset = presets.find((each) => each.id === id);
    const names = preset ? campaignNames(preset.campaign, request.dataset) : [];
    return { id, title, figures: drawnBy.map(requireFigure), keys: finishedKeys(context, names) };
  });
  const keys = [...new Set(panels.flatMap((panel) => panel.keys))];
  const whole = reportInput(context, { runs: keys });
  const byKey = new Map(whole.input.runs.map((run) => [run.run.key, run]));
  return {
    ...whole,
    title: `Li et al. 2016 on ${request.dataset ?? 'the built-in data'}`,
    panels: panels.map(({ keys: own, ...panel }) => ({
      ...panel,
      input: { ...whole.input, runs: own.flatMap((key) => byKey.get(key) ?? []) },
    })),
  };
}

function finishedKeys({ store }: ServiceContext, names: readonly string[]): string[] {
  const known = new Set(store.campaigns.list().map(({ campaign }) => campaign.name));
  const runs = names.filter((name) => known.has(name)).flatMap((campaign) => store.runs.list({ campaign }));
  return [...new Set(runs.filter(({ status }) => status === 'done').map(({ key }) => key))];
}
