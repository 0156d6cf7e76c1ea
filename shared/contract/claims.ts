import { z } from 'zod';
import { paperRequestSchema } from '../domain/paper.ts';
import { runSchema } from '../domain/run.ts';
import { judgedClaimSchema } from '../domain/claim.ts';
import { procedure } from './procedure.ts';

/** The paper's claims. */
export const claims = {
  /** Judged from every finished run of the library, or from those of one campaign. */
  judge: procedure(
    z.strictObject({ campaign: z.string().optional() }),
    z.strictObject({ claims: z.array(judgedClaimSchema) }),
  ),
  /** Queues what is not stored of the paper's panels; a panel whose campaign the data cannot serve says why. */
  reproduce: procedure(
    paperRequestSchema,
    z.strictObject({
      panels: z.array(
        z.strictObject({ id: z.string(), title: z.string(), campaign: z.string(), runs: z.number().int(), error: z.string().optional() }),
      ),
      /** Every distinct run of them, stored ones included. */
      runs: z.array(runSchema),
    }),
  ),
};
