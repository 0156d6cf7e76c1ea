import { z } from 'zod';
import { paperRequestSchema } from '../domain/paper.ts';
import { runSchema } from '../domain/run.ts';
import { judgedClaimSchema } from '../domain/claim.ts';
import { procedure } from './procedure.ts';

/** The paper's claims. */
export const claims = {
  /** Judged from every finished run of the library, or from those of one campaign, or on one data set and its subsets. */
  judge: procedure(
    z.strictObject({ campaign: z.string().optional(), dataset: z.string().optional() }),
    z.strictObject({ claims: z.array(judgedClaimSchema) }),
  ),
  /** The runs that one setting of a claim was read off, by its switches as the judged claim has them; short prefixes, for the list of runs. */
  runs: procedure(
    z.strictObject({ claim: z.string(), switches: z.record(z.string(), z.string()) }),
    z.strictObject({ runs: z.array(z.string()) }),
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
