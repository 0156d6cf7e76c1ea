import { z } from 'zod';
import type { ComponentDescription, ComponentKind } from '../../../shared/domain/component.ts';

/** Descriptions of made-up components, with JSON schemas written by zod as in the catalogue. */
export function describedComponents(): ComponentDescription[] {
  const iterations = z.int().min(1).max(1000).default(30).meta({ title: 'Iterations', symbol: 'T', description: 'Most steps.' });
  return [
    described('learner', 'als', {
      rank: z.int().min(1).max(256).default(8).meta({ title: 'Rank', symbol: 'k', description: 'Length of a factor.' }),
      lambdaUsers: z.number().positive().default(5).meta({ title: 'Ridge, users', symbol: 'λ_U', description: 'Above 0.' }),
    }),
    described('objective', 'hybrid', {
      availability: z.number().default(1).meta({ title: 'Availability', symbol: 'μ_1', description: 'Spoil all.' }),
      integrity: z.number().default(0).meta({ title: 'Integrity', symbol: 'μ_2', description: 'Move the targets.' }),
      targets: z
        .union([z.array(z.union([z.string(), z.number()])), z.strictObject({ choose: z.strictObject({ count: z.int() }) })])
        .default([])
        .meta({ title: 'Target items', symbol: 'J_0', description: 'Ids as in the data file.' }),
    }),
    described('gradient', 'one-step', {}),
    described('gradient', 'exact', {}),
    { ...described('attack', 'uniform', {}), usesGradient: false },
    {
      ...described('attack', 'pga', {
        iterations,
        includeTargets: z.boolean().default(false).meta({ title: 'Include target items', description: 'Rate them.' }),
        schedule: z.enum(['adaptive', 'paper']).default('adaptive').meta({ title: 'Steps', description: 'Step sizes.' }),
      }),
      usesGradient: true,
    },
    {
      ...described('attack', 'sgld', {
        iterations,
        beta: z.number().min(0).default(0.6).meta({ title: 'Inverse temperature', symbol: 'β', description: 'At 0 the prior.' }),
        floor: z.number().nullable().default(null).meta({ title: 'Floor', description: 'May be empty.' }),
      }),
      usesGradient: true,
    },
  ];
}

function described(kind: ComponentKind, id: string, shape: z.ZodRawShape): ComponentDescription {
  const config = z.toJSONSchema(z.strictObject(shape));
  return { kind, id, revision: 1, title: `The ${id}`, label: id, summary: `What ${id} does.`, source: 'Section 4', config };
}
