import { z } from 'zod';

const endsSchema = z
  .tuple([z.number(), z.number()])
  .refine(([from, to]) => to > from, { message: 'the second end must be above the first' });

const brushSchema = z.strictObject({
  key: z.string(),
  numbers: z
    .tuple([z.number(), z.number()])
    .refine(([from, to]) => to >= from, { message: 'the second end must not be below the first' })
    .nullable(),
  words: z.array(z.string()),
});

const marks = {
  /** Logarithmic axes, where the figure can have them. */
  logarithmic: z.boolean(),
  logarithmicY: z.boolean(),
  /** The part that is drawn, in the units of the axes (per cent for shares); null for all of it. */
  zoom: z.strictObject({ x: endsSchema, y: endsSchema }).nullable(),
  /** Stretches of the axes of parallel coordinates, by column; lines outside one of them are drawn in grey. */
  brushes: z.array(brushSchema),
  /** An effect to mark on lines by share, in shifted units; figures of needed users answer for it too. */
  effect: z.number().nullable(),
  /** Where on the x axis the hairline stands, as the table has it (0.04 for 4 %); null for no hairline. */
  pinned: z.number().nullable(),
  /** Id of the series that differences are taken to, which its name says; null is the usual baseline, uniform. */
  baseline: z.string().nullable(),
  /** Ids of series that are not drawn; axes and every number stay as they are. */
  hidden: z.array(z.string()),
};

/** What of a figure is drawn, and on which axes, as a report keeps it: what is not said is as at first. */
export const figureMarksSchema = z.strictObject(marks).partial();
export type FigureMarks = z.infer<typeof figureMarksSchema>;

/** The same for one drawing, with what a report chooses by itself. None of it changes a number; the window's address holds it too. */
export const figureViewSchema = z.strictObject({
  logarithmic: marks.logarithmic.default(false),
  logarithmicY: marks.logarithmicY.default(false),
  zoom: marks.zoom.default(null),
  /** Bands of the intervals over seeds beside lines. */
  bands: z.boolean().default(true),
  /** Names at the ends of lines; above eight lines a legend takes their place. */
  endLabels: z.boolean().default(true),
  /** Title and the line under it inside the drawing. */
  title: z.boolean().default(true),
  brushes: marks.brushes.default([]),
  effect: marks.effect.default(null),
  pinned: marks.pinned.default(null),
  baseline: marks.baseline.default(null),
  hidden: marks.hidden.default([]),
});
export type FigureView = z.infer<typeof figureViewSchema>;
