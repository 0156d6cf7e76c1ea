import { z } from 'zod';
import { figureTableSchema } from '../domain/table.ts';
import { procedure } from './procedure.ts';

/** Which runs a figure is about: a whole campaign, or chosen runs. Exactly one of the two. */
export const figureSourceSchema = z.union([
  z.strictObject({ campaign: z.string() }),
  z.strictObject({ runs: z.array(z.string()).min(1) }),
]);
export type FigureSource = z.infer<typeof figureSourceSchema>;

const endsSchema = z
  .tuple([z.number(), z.number()])
  .refine(([from, to]) => to > from, { message: 'the second end must be above the first' });

/** What of a figure is drawn, and on which axes; none of it changes a number. The window's address holds it too. */
export const figureViewSchema = z.strictObject({
  /** Logarithmic axes, where the figure can have them. */
  logarithmic: z.boolean().default(false),
  logarithmicY: z.boolean().default(false),
  /** The part that is drawn, in the units of the axes (per cent for shares); null for all of it. */
  zoom: z.strictObject({ x: endsSchema, y: endsSchema }).nullable().default(null),
  /** Bands of the intervals over seeds beside lines. */
  bands: z.boolean().default(true),
  /** Names at the ends of lines; above eight lines a legend takes their place. */
  endLabels: z.boolean().default(true),
  /** Title and the line under it inside the drawing. */
  title: z.boolean().default(true),
  /** Stretches of the axes of parallel coordinates, by column; lines outside one of them are drawn in grey. */
  brushes: z
    .array(
      z.strictObject({
        key: z.string(),
        numbers: z
          .tuple([z.number(), z.number()])
          .refine(([from, to]) => to >= from, { message: 'the second end must not be below the first' })
          .nullable(),
        words: z.array(z.string()),
      }),
    )
    .default([]),
  /** An effect to mark on lines by share, in shifted units; figures of needed users answer for it too. */
  effect: z.number().nullable().default(null),
  /** Where on the x axis the hairline stands, as the table has it (0.04 for 4 %); null for no hairline. */
  pinned: z.number().nullable().default(null),
  /** Id of the series that differences are taken to, which its name says; null is the usual baseline, uniform. */
  baseline: z.string().nullable().default(null),
});

export type FigureView = z.infer<typeof figureViewSchema>;

/** Figures: only tables cross the contract; charts are built where they are drawn. */
export const figures = {
  list: procedure(
    z.strictObject({}),
    z.strictObject({
      figures: z.array(z.strictObject({ id: z.string(), title: z.string(), summary: z.string() })),
    }),
  ),
  /** `effect`: an effect in shifted units for which figures of needed users have rows, besides round ones. */
  table: procedure(
    z.strictObject({ figure: z.string(), source: figureSourceSchema, effect: z.number().nullable().default(null) }),
    figureTableSchema,
  ),
  /**
   * Every pair of series of equal settings at every share, paired by seed, and every other series against
   * `baseline`, one of them: `differenceTable` of shared/figures/difference-table.ts.
   */
  differences: procedure(
    z.strictObject({ figure: z.string(), source: figureSourceSchema, baseline: z.string().nullable().default(null) }),
    figureTableSchema,
  ),
};
