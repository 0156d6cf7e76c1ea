import { z } from 'zod';
import { targetsSchema } from './targets.ts';

/** Configuration fields that every objective with targets has. */
export const targetFields = {
  targets: targetsSchema.prefault([]).meta({
    title: 'Target items',
    symbol: 'J_0',
    description: 'Items whose predictions the attacker wants to move.',
  }),
  weight: z.number().default(2).meta({
    title: 'Target weight',
    symbol: 'w',
    description: 'How much a target counts; negative pulls it down.',
  }),
};
