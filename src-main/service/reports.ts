import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { drawOptionsSchema, figureFormats, type DrawnFigure, type DrawOptions, type ExportRequest, type ReportFormat } from '../../shared/contract/reports.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { reportTitle } from '../../shared/domain/report-layout.ts';
import { formatPlain } from '../../shared/figures/drawing/format.ts';
import { readDatasetHeader } from '../ratings/cache.ts';
import { bundledRuns } from '../reports/bundle/bundled-runs.ts';
import { exportBundle } from '../reports/bundle/export-bundle.ts';
import { exportFigure, type FigureFormat } from '../reports/export-figure.ts';
import { exportItems } from '../reports/export-items.ts';
import { exportPaper, exportPaperPdf } from '../reports/export-paper.ts';
import { exportProfiles } from '../reports/export-profiles.ts';
import { exportReport, exportReportPdf, reportPages } from '../reports/export-report.ts';
import { fileName } from '../reports/file-name.ts';
import { exportCampaign, exportRuns } from '../reports/export-runs.ts';
import { exportSeries } from '../reports/export-series.ts';
import { eachInTurn } from '../reports/in-turn.ts';
import { describeSource, reportPartsInTurn } from '../reports/report-parts.ts';
import type { ReportInput } from '../reports/sections/report-input.ts';
import { bundleOf } from './attack-bundle.ts';
import type { ServiceContext } from './context.ts';
import { datasetFigure } from './dataset-figures.ts';
import { figureInput, reportInput, sourceRuns, sourceTitle } from './figure-source.ts';
import { figureTable, requireFigure } from './figures.ts';
import { paperReport } from './paper/report.ts';
import { readLayout, writeLayout } from './report-layouts.ts';
import { campaignOfOne } from './rerun-campaigns.ts';
import type { RunEffects } from './run-effects.ts';
import { runFigureTable } from './run-figure.ts';
import { checkSource } from './uniqueness.ts';
import { requireCampaign } from './unknown-name.ts';

/** Area `reports`. */
export function reportHandlers(context: ServiceContext, effects: RunEffects): HandlersOf<Contract['reports'], void> {
  return {
    async preview({ source }) {
      const report = reportInput(context, source);
      const measured = report.input.runs.some(({ run }) => run.metrics !== null);
      const bundles = bundledRuns(report.input.runs.map(({ run }) => run));
      return { source: describeSource(report), measured, parts: await reportPartsInTurn(report), bundles };
    },
    layout: ({ campaign }) => ({ blocks: readLayout(context, requireCampaign(context.store, campaign).name) }),
    setLayout({ campaign, blocks }) {
      writeLayout(context, requireCampaign(context.store, campaign).name, blocks);
      return {};
    },
    async figureFiles(request) {
      const { table, draw } = drawnFigure(context, request);
      const files = await eachInTurn(figureFormats, async (format) => ({ format, bytes: (await draw(format)).length }));
      return { rows: table.rows.length, files: await Promise.all(files) };
    },
    pages: ({ source, layout }) => reportPages(reportInput(context, source, layout)),
    async export(request) {
      const { name, mediaType, bytes } = await makeExport(context, effects, request);
      const { fileId, path } = context.files.reserve(name, mediaType);
      writeFileSync(path, bytes);
      return {
        fileId,
        name,
        mediaType,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    },
  };
}

interface Export {
  /** Suggested file name. */
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

const mediaTypes = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  csv: 'text/csv',
} as const;

async function makeExport(context: ServiceContext, effects: RunEffects, request: ExportRequest): Promise<Export> {
  const { store } = context;
  switch (request.what) {
    case 'figure': {
      const { figure, source, format } = request;
      const bytes = await drawnFigure(context, request).draw(format);
      return { name: figureFileName(`${sourceTitle(source)} ${figure}`, format, request.options), mediaType: mediaTypes[format], bytes };
    }
    case 'dataset-figure': {
      const { figure, format, options, logarithmic } = request;
      const { profile, definition } = datasetFigure(context, request);
      const chart = { logarithmic, logarithmicY: logarithmic };
      const bytes = await exportFigure(definition.table(profile), figure, format, { ...options, chart });
      return { name: figureFileName(`${profile.dataset.name} ${figure}`, format, options), mediaType: mediaTypes[format], bytes };
    }
    case 'report': {
      if (request.checkStarts) await checkSource(context, request.source);
      const report = reportInput(context, request.source, request.layout);
      return reportFile(report, request.format);
    }
    case 'paper': {
      const report = paperReport(context, request.request);
      if (request.format === 'pdf') return { name: `${report.title}.pdf`, mediaType: mediaTypes.pdf, bytes: await exportPaperPdf(report) };
      return { name: `${report.title}.html`, mediaType: 'text/html', bytes: Buffer.from(await exportPaper(report), 'utf8') };
    }
    case 'run-figure': {
      const { figure, format, options, logarithmic, logarithmicY } = request;
      const { run } = store.runs.details(request.run);
      const table = await runFigureTable(context, effects, request);
      const bytes = await exportFigure(table, figure, format, { ...options, chart: { logarithmic, logarithmicY } });
      return { name: figureFileName(`${run.run} ${figure}`, format, options), mediaType: mediaTypes[format], bytes };
    }
    case 'items': {
      const { run } = store.runs.details(request.run);
      const items = (await effects.compute(run)).ordered('shift', true);
      const { shift } = readDatasetHeader(store.datasets.cachePath(run.config.dataset));
      return { name: `items ${run.run}.csv`, mediaType: mediaTypes.csv, bytes: exportItems(items, shift) };
    }
    case 'profiles': {
      const { run } = store.runs.details(request.run);
      return {
        name: `profiles ${run.run}.csv`,
        mediaType: mediaTypes.csv,
        bytes: await profilesOf(context, run.key),
      };
    }
    case 'bundle': {
      const bundle = bundleOf(store, request.run);
      return { name: `${bundle.campaign.name}.poisonlab`, mediaType: 'application/zip', bytes: await exportBundle(bundle) };
    }
    case 'runs': {
      const { source } = request;
      const name = source ? `${sourceTitle(source)} runs.csv` : 'runs.csv';
      const runs = source ? sourceRuns(context, source) : store.runs.list();
      const annotations = new Map(store.annotations.list().map((annotation) => [annotation.run, annotation]));
      return { name, mediaType: mediaTypes.csv, bytes: await exportRuns(runs, annotations) };
    }
    case 'campaign': {
      const campaign = requireCampaign(store, request.campaign);
      return {
        name: `${campaign.name}.json`,
        mediaType: 'application/json',
        bytes: await exportCampaign(campaign),
      };
    }
    case 'run-campaign': {
      const { run } = store.runs.details(request.run);
      return { name: `run-${run.run}.json`, mediaType: 'application/json', bytes: await exportCampaign(campaignOfOne(store, run)) };
    }
  }
}

/** A figure's table, and its file in any format. */
function drawnFigure(context: ServiceContext, { figure, source, options, view }: DrawnFigure) {
  const definition = requireFigure(figure);
  const table = figureTable(definition, { ...figureInput(context, source, definition.needs), effect: view.effect }, view.baseline, source.where);
  return { table, draw: (format: FigureFormat) => exportFigure(table, figure, format, { ...options, chart: view }) };
}

/** With its width where that is not the usual one, so that two sizes of a figure are two files. */
function figureFileName(title: string, format: FigureFormat, { widthMm }: DrawOptions): string {
  const width = format === 'csv' || widthMm === usualWidth ? '' : ` ${formatPlain(widthMm)} mm`;
  return `${title}${width}.${format}`;
}

const usualWidth = drawOptionsSchema.parse({}).widthMm;

/** Its files have the name that its title is, as far as file systems take it. */
async function reportFile(report: ReportInput, format: ReportFormat): Promise<Export> {
  const name = fileName(reportTitle(report.layout, report.title)) || fileName(report.title) || 'report';
  switch (format) {
    case 'html':
      return { name: `${name}.html`, mediaType: 'text/html', bytes: Buffer.from(await exportReport(report), 'utf8') };
    case 'pdf':
      return { name: `${name}.pdf`, mediaType: mediaTypes.pdf, bytes: await exportReportPdf(report) };
    case 'zip':
      return { name: `${name} series.zip`, mediaType: 'application/zip', bytes: await exportSeries(report) };
  }
}

async function profilesOf({ store }: ServiceContext, key: string): Promise<Uint8Array> {
  const profiles = store.runs.profiles(key);
  const run = store.runs.get(key);
  if (!profiles || !run) {
    const message = `Run ${key.slice(0, 8)} has no profiles: it is not done. Run its campaign again.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  const { itemIds, shift } = readDatasetHeader(store.datasets.cachePath(run.config.dataset));
  return exportProfiles({ profiles, itemIds, shift });
}
