import { betaAxis } from './axis.ts';
import { targetMeanAlong } from './target-mean-by-share.ts';

/** What sampled profiles do to the targets, against β: the average rating of Figures 3 and 4 of the paper. */
export const targetMeanByBeta = targetMeanAlong(
  betaAxis,
  'target-mean-by-beta',
  ' by β',
  'Mean predicted rating of the target items over all normal users, against β of attacks that sample profiles; the clean value is the heavy line.',
);
