import type { Annotation } from '../../shared/domain/annotation.ts';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { readableJson } from '../../shared/domain/readable-json.ts';
import type { Run } from '../../shared/domain/run.ts';
import { flattenConfig } from '../../shared/figures/configuration.ts';
import type { Cell } from './csv.ts';
import { toCsv, utf8 } from './csv.ts';

/**
 * Every run in the order given as CSV: identity and state, then every field of any run's configuration
 * (`config.budget.fillerSize`) and of any run's metrics (`metrics.utility`), last what people wrote on it; a
 * field that a run lacks is empty, lists are JSON.
 * @param annotations by key of the run; a run that is not in there has no star, tag or note
 */
export async function exportRuns(
  runs: readonly Run[],
  annotations: ReadonlyMap<string, Annotation> = new Map(),
): Promise<Uint8Array> {
  const configs = runs.map((run) => flattenConfig(run.config));
  const configPaths = [...new Set(configs.flatMap((config) => [...config.keys()]))].sort();
  const metricKeys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics ?? {})))];
  const own = [
    'run',
    'key',
    'status',
    'seconds',
    'datasetName',
    'label',
    'maliciousUsers',
    'finishedAt',
    'error',
  ] as const;
  const header = [
    ...own,
    ...configPaths.map((path) => `config.${path}`),
    ...metricKeys.map((key) => `metrics.${key}`),
    'starred',
    'tags',
    'note',
  ];
  const rows = runs.map((run, i): Cell[] => {
    const metrics = (run.metrics ?? {}) as Record<string, Cell>;
    const { starred = false, tags = [], note = '' } = annotations.get(run.key) ?? {};
    return [
      ...own.map((key) => run[key]),
      ...configPaths.map((path) => leafCell(configs[i].get(path))),
      ...metricKeys.map((key) => metrics[key]),
      starred,
      tags.length === 0 ? null : JSON.stringify(tags),
      note === '' ? null : note,
    ];
  });
  return utf8(toCsv(header, rows));
}

/** The campaign as the JSON file that `poison-lab run` takes. */
export async function exportCampaign(campaign: Campaign): Promise<Uint8Array> {
  return utf8(campaignJson(campaign));
}

/** Text of the campaign file. */
export function campaignJson(campaign: Campaign): string {
  return `${readableJson(campaign)}\n`;
}

/** Scalars as themselves, lists and empty objects as their JSON. */
function leafCell(json: string | undefined): Cell {
  if (json === undefined) return null;
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? json : (value as Cell);
}
