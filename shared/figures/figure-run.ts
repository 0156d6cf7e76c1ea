import type { ComponentDescription } from '../domain/component.ts';
import type { RatingScale, RatingShift } from '../domain/dataset.ts';
import type { Provenance, Run, RunConfig, Series } from '../domain/run.ts';

/** A run as figures and reports receive it from the store. */
export interface FigureRun {
  run: Run;
  /** Traces over accepted iterations; null where they were not loaded or the run has none. */
  series: Series | null;
  provenance: Provenance | null;
  /** Stars to shifted units of the run's data set: shifted = stars * multiply + add. */
  shift: RatingShift;
  scale: RatingScale;
}

/** A run that a campaign expands to and that nobody has queued yet: what an empty figure is drawn from. */
export interface PlannedRun {
  config: RunConfig;
  /** As `Run.label`: "PGA exact". */
  label: string;
  datasetName: string;
  /** m'. */
  maliciousUsers: number;
  shift: RatingShift;
  scale: RatingScale;
  /** It was run and lies in the bin; by default it was not. */
  binned?: boolean;
}

/**
 * Everything a figure's `table()` is made from. Runs in any status may be given: only finished ones are
 * measured, queued and running ones count as planned, failed and cancelled ones are named in the notes.
 */
export interface FigureInput {
  runs: readonly FigureRun[];
  /** Planned runs; one whose configuration equals that of a run above is left out. */
  planned?: readonly PlannedRun[];
  /** The catalogue, for the names and symbols of fields in labels; without it their keys are used. */
  components?: readonly ComponentDescription[];
  /** The title of an item of a data set, by fingerprint and id; null without one. Without it items are called by their ids. */
  titleOf?: (dataset: string, item: string) => string | null;
  /** An effect that figures of needed users also answer for, in shifted units; without it only round ones. */
  effect?: number | null;
}

/** The configurations of all runs of a figure, planned ones last. */
export function configsOf({ runs, planned = [] }: FigureInput): RunConfig[] {
  return [...runs.map(({ run }) => run.config), ...planned.map(({ config }) => config)];
}
