import { z } from 'zod';
import { figureTableSchema } from '../domain/table.ts';
import { procedure } from './procedure.ts';

/** Which runs a figure is about: a whole campaign, or chosen runs. Exactly one of the two. */
export const figureSourceSchema = z.union([
  z.strictObject({ campaign: z.string() }),
  z.strictObject({ runs: z.array(z.string()).min(1) }),
]);
export type FigureSource = z.infer<typeof figureSourceSchema>;

/** Figures: only tables cross the contract; charts are built where they are drawn. */
export const figures = {
  list: procedure(
    z.strictObject({}),
    z.strictObject({
      figures: z.array(z.strictObject({ id: z.string(), title: z.string(), summary: z.string() })),
    }),
  ),
  table: procedure(z.strictObject({ figure: z.string(), source: figureSourceSchema }), figureTableSchema),
  /** Every pair of series at every share, paired by seed: `differenceTable` of shared/figures/difference-table.ts. */
  differences: procedure(z.strictObject({ figure: z.string(), source: figureSourceSchema }), figureTableSchema),
};
