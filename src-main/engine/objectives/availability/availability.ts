import { z } from 'zod';
import { defineObjective } from '../define-objective.ts';
import { predictionShift, predictionShiftGradient } from '../prediction-shift.ts';

/** Spoil all predictions: the availability attack. */
export const availability = defineObjective({
  id: 'availability',
  revision: 1,
  title: 'Availability',
  label: 'Availability',
  summary: 'Move every unseen prediction as far as possible from the clean model’s.',
  source: 'Li et al. 2016, Eq. 7.',
  config: z.strictObject({}),
  targets: () => [],
  value: predictionShift,
  gradient: predictionShiftGradient,
});
