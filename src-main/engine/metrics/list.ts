import { createRegistry } from '../component.ts';
import type { Metric } from './define-metric.ts';
import { predictionShift } from './prediction-shift/prediction-shift.ts';
import { targetMean } from './target-mean/target-mean.ts';
import { topTenShare } from './top-ten-share/top-ten-share.ts';

/** Every metric, in the order in which they are shown. */
export const metrics = createRegistry<Metric>([predictionShift, targetMean, topTenShare]);
