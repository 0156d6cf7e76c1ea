import { z } from 'zod';

/** A column of a tidy table: what it is called, in what unit, how it is shown. */
export const columnSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  /** Empty when the column has none. */
  unit: z.string(),
  type: z.enum(['text', 'number']),
  /** Fixed decimals on screen; CSV always has every digit. */
  decimals: z.number().int().optional(),
});
export type Column = z.infer<typeof columnSchema>;

/** The one table behind a figure: its CSV is this table, its chart is drawn from it. */
export const figureTableSchema = z.strictObject({
  figure: z.string(),
  title: z.string(),
  subtitle: z.string(),
  columns: z.array(columnSchema),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  /** Sentences that belong under the figure: what differs, what is missing. */
  notes: z.array(z.string()),
});
export type FigureTable = z.infer<typeof figureTableSchema>;
