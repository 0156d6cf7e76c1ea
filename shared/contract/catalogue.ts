import { z } from 'zod';
import { componentDescriptionSchema, componentKinds } from '../domain/component.ts';
import { procedure } from './procedure.ts';

/** What the lab is made of: every component with its JSON schema. */
export const catalogue = {
  list: procedure(
    z.strictObject({ kind: z.enum(componentKinds).optional() }),
    z.strictObject({ components: z.array(componentDescriptionSchema) }),
  ),
};
