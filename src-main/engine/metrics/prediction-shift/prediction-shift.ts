import { z } from 'zod';
import { predictionShift as squaredShift } from '../../objectives/prediction-shift.ts';
import { defineMetric } from '../define-metric.ts';

const config = z.strictObject({});

/** RMSE between predictions before and after poisoning, over all unseen entries of the normal block. */
export const predictionShift = defineMetric<z.infer<typeof config>>({
  id: 'prediction-shift',
  revision: 1,
  title: 'Prediction shift',
  label: 'RMSE',
  summary: 'Root mean square change of the predictions for everything that normal users have not rated.',
  source: 'Li et al. 2016, footnote 3: sqrt(R_av / |Ωᶜ|).',
  config,
  measure({ ratings, clean, poisoned, targets }) {
    const unseen = ratings.users * ratings.items - ratings.rowItem.length;
    if (unseen === 0) return { predictionShiftRmse: 0 };
    const squares = squaredShift({ normal: ratings, clean, poisoned, targets });
    return { predictionShiftRmse: Math.sqrt(squares / unseen) };
  },
});
