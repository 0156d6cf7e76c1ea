import type { Annotation } from '../../shared/domain/annotation.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { RunRecord } from '../stores/run-records.ts';

/** A run as the list shows it: with what is written on it, where it belongs, and its difference to the baseline. */
export interface ListedRun {
  run: Run;
  annotation: Annotation;
  /** Null until it was asked for. */
  record: RunRecord | null;
  /** RMSE less that of the uniform attack with everything else equal, seed and targets included; null without one. */
  toUniform: number | null;
}
