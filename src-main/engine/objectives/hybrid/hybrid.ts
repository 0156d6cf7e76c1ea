import { z } from 'zod';
import type { ModelGradient } from '../../learners/factored/linearization.ts';
import { defineObjective } from '../define-objective.ts';
import { predictionShift, predictionShiftGradient } from '../prediction-shift.ts';
import { targetFields } from '../target-fields.ts';
import { targetRating, targetRatingGradient } from '../target-rating.ts';

const config = z.strictObject({
  availability: z.number().default(1).meta({
    title: 'Availability weight',
    symbol: 'μ_1',
    description: 'Weight of the prediction shift; negative leaves a light trace.',
  }),
  integrity: z.number().default(0).meta({
    title: 'Integrity weight',
    symbol: 'μ_2',
    description: 'Weight of the targets’ ratings; negative pulls them down.',
  }),
  ...targetFields,
});

/** Both at once, with weights of any sign: the hybrid attack. */
export const hybrid = defineObjective<z.infer<typeof config>>({
  id: 'hybrid',
  revision: 1,
  title: 'Hybrid',
  label: 'Hybrid',
  summary: 'A weighted sum of spoiling all predictions and moving the targets; a negative availability weight leaves a light trace.',
  source: 'Li et al. 2016, Eq. 9.',
  config,
  targets: ({ targets }) => targets,
  value: (input, { availability, integrity, weight }) =>
    (availability === 0 ? 0 : availability * predictionShift(input)) +
    (integrity === 0 ? 0 : integrity * targetRating(input, weight)),
  gradient: (input, { availability, integrity, weight }) =>
    combine(
      availability,
      availability === 0 ? null : predictionShiftGradient(input),
      integrity,
      integrity === 0 ? null : targetRatingGradient(input, weight),
      input.poisoned,
    ),
  parts(settings) {
    const { availability, integrity } = settings;
    if (availability === 0 || integrity === 0) return [];
    return [
      { id: 'availability', label: `availability, μ1 = ${availability}`, without: { ...settings, availability: 0 } },
      { id: 'integrity', label: `integrity, μ2 = ${integrity}`, without: { ...settings, integrity: 0 } },
    ];
  },
});

function combine(
  a: number,
  first: ModelGradient | null,
  b: number,
  second: ModelGradient | null,
  shape: { userFactors: Float64Array; itemFactors: Float64Array },
): ModelGradient {
  const sum = (part: keyof ModelGradient, length: number) => {
    const out = new Float64Array(length);
    for (let at = 0; at < length; at++) out[at] = (first ? a * first[part][at] : 0) + (second ? b * second[part][at] : 0);
    return out;
  };
  return {
    userGradient: sum('userGradient', shape.userFactors.length),
    itemGradient: sum('itemGradient', shape.itemFactors.length),
  };
}
