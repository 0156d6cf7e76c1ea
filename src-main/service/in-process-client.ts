import { contract, type Client } from '../../shared/contract/contract.ts';
import type { Area } from '../../shared/contract/procedure.ts';

/** The contract as typed functions over a dispatcher of the same process. */
export function createInProcessClient(call: (procedure: string, input: unknown) => Promise<unknown>): Client {
  const areas = Object.entries(contract as Record<string, Area>).map(([area, procedures]) => [
    area,
    Object.fromEntries(
      Object.keys(procedures).map((name) => [name, (input: unknown) => call(`${area}.${name}`, input)]),
    ),
  ]);
  return Object.fromEntries(areas) as Client;
}
