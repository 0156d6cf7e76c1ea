import { z } from 'zod';
import { runFilterSchema } from '../domain/run-filter.ts';
import { figureTableSchema } from '../domain/table.ts';
import { procedure } from './procedure.ts';

const where = z.array(runFilterSchema).optional();

/** Which runs a figure is about: a whole campaign, or chosen runs, exactly one of the two; `where` narrows them down. */
export const figureSourceSchema = z.union([
  z.strictObject({ campaign: z.string(), where }),
  z.strictObject({ runs: z.array(z.string()).min(1), where }),
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
  /**
   * `effect`: an effect in shifted units for which figures of needed users have rows, besides round ones. `baseline`:
   * id of a series to which differences are added behind those to uniform: `withBaseline` of shared/figures/to-baseline.ts.
   */
  table: procedure(
    z.strictObject({ figure: z.string(), source: figureSourceSchema, effect: z.number().nullable().default(null), baseline: z.string().nullable().default(null) }),
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
