import { betaAxis } from './axis.ts';
import { rmseAlong } from './rmse-by-share.ts';

/** How far sampled profiles move all predictions, against β: the RMSE of Figures 3 and 4 of the paper. */
export const rmseByBeta = rmseAlong(
  betaAxis,
  'rmse-by-beta',
  'RMSE of predictions by β',
  'RMSE between the predictions of the poisoned and the clean model over all unseen entries, against β of attacks that sample profiles.',
);
