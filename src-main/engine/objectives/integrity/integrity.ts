import { z } from 'zod';
import { defineObjective } from '../define-objective.ts';
import { targetRating, targetRatingGradient } from '../target-rating.ts';
import { targetFields } from '../target-fields.ts';

const config = z.strictObject(targetFields);

/** Push or pull chosen items: the integrity attack. */
export const integrity = defineObjective<z.infer<typeof config>>({
  id: 'integrity',
  revision: 1,
  title: 'Integrity',
  label: 'Integrity',
  summary: 'Raise (or, with a negative weight, lower) what is predicted for the target items.',
  source: 'Li et al. 2016, Eq. 8.',
  config,
  targets: ({ targets }) => targets,
  value: (input, { weight }) => targetRating(input, weight),
  gradient: (input, { weight }) => targetRatingGradient(input, weight),
});
