import { createRegistry } from '../component.ts';
import { availability } from './availability/availability.ts';
import type { Objective } from './define-objective.ts';
import { hybrid } from './hybrid/hybrid.ts';
import { integrity } from './integrity/integrity.ts';

/** Every objective. */
export const objectives = createRegistry<Objective>([availability, integrity, hybrid]);
