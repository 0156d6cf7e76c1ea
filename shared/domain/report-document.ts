import { z } from 'zod';
import { verdicts } from './claim.ts';
import { figureMarksSchema } from './figure-view.ts';
import { figureTableSchema } from './table.ts';

/** How a series is marked beside its name, in the print theme. */
const markSchema = z.strictObject({
  kind: z.literal('mark'),
  colour: z.string(),
  marker: z.enum(['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot']),
  filled: z.boolean(),
  /** Dash pattern in px; empty for a solid line. */
  dash: z.array(z.number()),
});
export type Mark = z.infer<typeof markSchema>;

/** A piece of a line: text, an equation in TeX, a link, the mark of a series, a verdict, or the end of the line. */
const pieceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['text', 'strong', 'emphasis', 'code', 'quiet', 'math']), text: z.string() }),
  /** To an address of the web, or to a page of the lab, which is words in a file. */
  z.strictObject({ kind: z.literal('link'), text: z.string(), to: z.string() }),
  markSchema,
  /** Its sign and its word, which are never parted. */
  z.strictObject({ kind: z.literal('verdict'), verdict: z.enum(verdicts) }),
  z.strictObject({ kind: z.literal('line') }),
]);
export type Piece = z.infer<typeof pieceSchema>;

const wordsSchema = z.union([z.string(), z.array(pieceSchema)]);
/** What a paragraph or a cell says. */
export type Words = z.infer<typeof wordsSchema>;

const tableSchema = z.strictObject({
  kind: z.literal('table'),
  /** Number among the numbered tables of a report; null for one that is called by its caption. */
  number: z.number().int().nullable(),
  caption: wordsSchema,
  /** `number` is at the right and never broken, `name` never broken, `long` broken where it must be. */
  columns: z.array(z.strictObject({ label: z.string(), align: z.enum(['number', 'name', 'long']) })),
  rows: z.array(z.array(wordsSchema)),
});
export type ReportTable = z.infer<typeof tableSchema>;

/** What of a figure of a report is drawn; none of it changes a number. */
export const figureDrawingSchema = z.strictObject({
  /** Bands and whiskers of intervals. */
  bands: z.boolean().default(true),
  /** Names at the ends of lines; above eight lines a legend takes their place. */
  endLabels: z.boolean().default(true),
  /** Title and the line under it inside the drawing, in place of the heading above it. */
  title: z.boolean().default(false),
});
export type FigureDrawing = z.infer<typeof figureDrawingSchema>;

/** How a figure is drawn that nobody changed. */
export const plainDrawing: FigureDrawing = figureDrawingSchema.parse({});

const panelSchema = z.strictObject({
  table: figureTableSchema,
  drawing: figureDrawingSchema,
  /** Axes, marks and lines that are left out, of a figure that was added as Compare showed it. */
  view: figureMarksSchema.optional(),
  /** Someone's own words, before those that are made of the table. */
  caption: z.string().optional(),
});
/** A drawing of a report with the table that it is made from. */
export type Panel = z.infer<typeof panelSchema>;

/** What of a panel is drawn, in the options of its chart. */
export function optionsOf({ drawing, view = {} }: Panel) {
  return { ...view, ...drawing };
}

/** What a report is made of, from top to bottom; every medium draws the same nodes. */
export const reportNodeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text: wordsSchema }),
  z.strictObject({ kind: z.literal('paragraph'), text: wordsSchema }),
  z.strictObject({ kind: z.literal('quote'), text: wordsSchema }),
  z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(wordsSchema) }),
  z.strictObject({ kind: z.literal('equation'), tex: z.string() }),
  /** Lines that stand as they are; `file` where they are the whole of a file of that name. */
  z.strictObject({ kind: z.literal('code'), text: z.string(), file: z.string().nullable() }),
  z.strictObject({ kind: z.literal('facts'), entries: z.array(z.tuple([z.string(), z.string()])) }),
  tableSchema,
  /** Drawn from its table; `number` among the figures of the report. */
  panelSchema.extend({ kind: z.literal('figure'), number: z.number().int() }),
  /** Two drawings side by side under their titles, (a) and (b), as one figure. */
  z.strictObject({ kind: z.literal('panels'), number: z.number().int(), panels: z.tuple([panelSchema, panelSchema]) }),
]);
export type ReportNode = z.infer<typeof reportNodeSchema>;

/** Something that a report can hold: a figure, the table of a figure, or a section. */
export const reportPartSchema = z.strictObject({
  /** `summary`, `figure rmse-by-share`, `table rmse-by-share`; one that comes again, as for a second objective, ends in ` 2`. */
  id: z.string(),
  kind: z.enum(['figure', 'table', 'section']),
  title: z.string(),
  /** What a narrow list of contents calls it. */
  short: z.string(),
  /** With numbers that do not count yet: {@link arrangeReport} counts what is shown. */
  nodes: z.array(reportNodeSchema),
  /** What it says instead in a report with a layout, where that is something else; its file `layout.json` is yet to be filled in. */
  nodesOfLayout: z.array(reportNodeSchema).optional(),
  /** It has nothing to say of these runs, and is left out until somebody ticks it. */
  aside: z.literal(true).optional(),
});
export type ReportPart = z.infer<typeof reportPartSchema>;
