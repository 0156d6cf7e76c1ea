import { z } from 'zod';
import { figureViewSchema } from '../domain/figure-view.ts';
import { paperRequestSchema } from '../domain/paper.ts';
import { reportPartSchema } from '../domain/report-document.ts';
import { reportLayoutSchema } from '../domain/report-layout.ts';
import { figureSourceSchema } from './figures.ts';
import { procedure } from './procedure.ts';

/** How a figure is drawn on paper. */
export const drawOptionsSchema = z.strictObject({
  widthMm: z.number().min(20).max(1000).default(160),
  heightMm: z.number().min(20).max(1000).default(100),
  dpi: z.number().min(36).max(1200).default(300),
  theme: z.enum(['light', 'dark', 'print']).default('print'),
  /** Size of the smallest text in pt; 9 where it is not said, 7.2 below 120 mm of width. */
  textPt: z.number().min(4).max(24).optional(),
});
export type DrawOptions = z.infer<typeof drawOptionsSchema>;

/** A page, a printed report, or all of its numbers as CSV and JSON in one archive. */
export const reportFormats = ['html', 'pdf', 'zip'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A figure of a source, as it is drawn for paper. */
const drawnFigureSchema = z.strictObject({
  figure: z.string(),
  source: figureSourceSchema,
  options: drawOptionsSchema.prefault({}),
  view: figureViewSchema.prefault({}),
});
export type DrawnFigure = z.infer<typeof drawnFigureSchema>;

/** Formats of a figure; `csv` is its table. */
export const figureFormats = ['svg', 'pdf', 'png', 'csv'] as const;

/** What can be exported. */
export const exportRequestSchema = z.discriminatedUnion('what', [
  drawnFigureSchema.extend({ what: z.literal('figure'), format: z.enum(figureFormats) }),
  /** A figure of a data set; its ranks are on logarithmic axes unless `logarithmic` is false. */
  z.strictObject({
    what: z.literal('dataset-figure'),
    figure: z.string(),
    dataset: z.string(),
    format: z.enum(['svg', 'png', 'pdf', 'csv']),
    options: drawOptionsSchema.prefault({}),
    logarithmic: z.boolean().default(true),
  }),
  /** `checkStarts` makes the uniqueness check of one run of each configuration first, where none is stored. */
  z.strictObject({
    what: z.literal('report'),
    source: figureSourceSchema,
    format: z.enum(reportFormats).default('html'),
    checkStarts: z.boolean().default(false),
    /** In place of the stored order of a campaign's report. */
    layout: reportLayoutSchema.optional(),
  }),
  /** The paper's panels from whatever runs of them are stored, and its claims. */
  z.strictObject({ what: z.literal('paper'), request: paperRequestSchema, format: z.enum(['html', 'pdf']).default('html') }),
  z.strictObject({ what: z.literal('profiles'), run: z.string() }),
  /** A figure of one run; that of a target, the first where none is named. */
  z.strictObject({
    what: z.literal('run-figure'),
    figure: z.string(),
    run: z.string(),
    target: z.string().optional(),
    format: z.enum(['svg', 'png', 'pdf', 'csv']),
    options: drawOptionsSchema.prefault({}),
    /** Ranks on a logarithmic axis; by default where most malicious ratings lie in the first quarter of them. */
    logarithmic: z.boolean().optional(),
    logarithmicY: z.boolean().default(false),
  }),
  /** Every item before and after, what gained most first; the model is retrained where that was not computed. */
  z.strictObject({ what: z.literal('items'), run: z.string() }),
  /** Profiles, labels, and everything that is known of a run, as one zip. */
  z.strictObject({ what: z.literal('bundle'), run: z.string() }),
  /** Every run of the library, or those of a source. */
  z.strictObject({ what: z.literal('runs'), source: figureSourceSchema.optional() }),
  z.strictObject({ what: z.literal('campaign'), campaign: z.string() }),
  /** The campaign of one run alone, which computes it again. */
  z.strictObject({ what: z.literal('run-campaign'), run: z.string() }),
]);
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/** Exports: the file is made in the library's scratch folder and handed out as a `fileId`. */
export const reports = {
  /** All that a report of a source can hold, in the order that nobody changed, as the file has it. */
  preview: procedure(
    z.strictObject({ source: figureSourceSchema }),
    z.strictObject({
      /** Data, number of runs, when the last of them ended. */
      source: z.string(),
      /** Whether a run has ended. */
      measured: z.boolean(),
      parts: z.array(reportPartSchema),
      /** Runs to bundle: one of each attack, with what it is called. */
      bundles: z.array(z.strictObject({ run: z.string(), label: z.string() })),
    }),
  ),
  /** The stored order of a campaign's report with its notes; empty where nobody changed it. */
  layout: procedure(z.strictObject({ campaign: z.string() }), z.strictObject({ blocks: reportLayoutSchema })),
  setLayout: procedure(z.strictObject({ campaign: z.string(), blocks: reportLayoutSchema }), z.strictObject({})),
  /** Bytes of a figure's files, made as they are exported, and rows of its table. */
  figureFiles: procedure(
    drawnFigureSchema,
    z.strictObject({ rows: z.number().int(), files: z.array(z.strictObject({ format: z.enum(figureFormats), bytes: z.number().int() })) }),
  ),
  /** Sheets of a report's PDF, and the one from 1 on which each shown block begins, set as they are exported. */
  pages: procedure(
    z.strictObject({
      source: figureSourceSchema,
      /** In place of the stored order of a campaign's report. */
      layout: reportLayoutSchema.optional(),
    }),
    z.strictObject({ pages: z.number().int(), blocks: z.array(z.strictObject({ id: z.string(), page: z.number().int() })) }),
  ),
  export: procedure(
    exportRequestSchema,
    z.strictObject({ fileId: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number().int(), sha256: z.string() }),
  ),
};
