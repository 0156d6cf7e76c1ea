import type { RunConfig } from '../domain/run.ts';
import type { FigureTable } from '../domain/table.ts';

const denseNote =
  'SGLD rates every item until its last step: its line is of those dense samples, and ends beside the value that other figures and tables have. That one is of its profiles, which keep each user’s B largest ratings.';
const unroundedNote =
  'PGA rounds its ratings after its last step: its line is of those before rounding, and ends beside the value that other figures and tables have.';

/** Why lines of a convergence end beside the values of the same runs elsewhere: their attacks change their profiles after the last step. */
export function lineEndNotes(configs: readonly RunConfig[]): string[] {
  const some = (attack: string, has: (settings: Record<string, unknown>) => boolean): boolean =>
    configs.some((config) => config.attack.id === attack && has(config.attack.config));
  return [
    ...(some('sgld', ({ support }) => support !== 'fixed') ? [denseNote] : []),
    ...(some('pga', ({ rounding }) => rounding === 'grid') ? [unroundedNote] : []),
  ];
}

/** What stands under the title of a drawing of traces: its subtitle, and why its lines end beside other values, where they do. */
export function subtitleWithEnds(table: FigureTable): string {
  return [table.subtitle, ...notesOnEnds(table)].join(' ');
}

/** Those of a table's notes, which belong beside its drawing. */
export function notesOnEnds({ notes }: FigureTable): string[] {
  return notes.filter((note) => note === denseNote || note === unroundedNote);
}
