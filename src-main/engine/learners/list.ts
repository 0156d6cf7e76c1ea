import { createRegistry } from '../component.ts';
import type { Learner } from './define-learner.ts';
import { als } from './als/als.ts';
import { nuclearNorm } from './nuclear-norm/nuclear-norm.ts';

/** Every learner. Configurations are parsed by a learner's own schema before they reach it. */
export const learners = createRegistry<Learner>([als, nuclearNorm]);
