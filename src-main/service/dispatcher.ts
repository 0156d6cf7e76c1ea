import { z } from 'zod';
import { contract, type Contract } from '../../shared/contract/contract.ts';
import type { Area, HandlersOf, Procedure } from '../../shared/contract/procedure.ts';
import { LabError, type Complaint } from '../../shared/domain/errors.ts';
import { didYouMean } from '../../shared/domain/nearest-name.ts';
import { complaintsOf } from './complaints.ts';

/** One handler for every procedure of the contract; inputs arrive parsed, outputs are parsed on return. */
export type ContractHandlers = { [A in keyof Contract]: HandlersOf<Contract[A], void> };

/** The one door behind IPC, HTTP, WebSocket and command line. */
export interface Dispatcher {
  /**
   * Parses `input` with the schema of `area.name`, runs the handler and parses what it returns.
   * @throws LabError only: `bad-input` with one complaint per field, `not-found` for an unknown procedure,
   * whatever code the handler chose, and `failed` for anything else that was thrown.
   */
  call(procedure: string, input: unknown): Promise<unknown>;
}

type AnyHandler = (input: unknown) => unknown;

/** Puts the contract's schemas in front of and behind the handlers. */
export function createDispatcher(handlers: ContractHandlers): Dispatcher {
  const doors = new Map<string, { procedure: Procedure; handler: AnyHandler }>();
  for (const [area, procedures] of Object.entries(contract as Record<string, Area>)) {
    const areaHandlers = handlers[area as keyof Contract] as unknown as Record<string, AnyHandler>;
    for (const [name, procedure] of Object.entries(procedures)) {
      doors.set(`${area}.${name}`, { procedure, handler: areaHandlers[name] });
    }
  }
  return {
    async call(name, input) {
      const door = doors.get(name);
      if (!door) throw unknownProcedure(name, [...doors.keys()]);
      const parsed = door.procedure.input.safeParse(input);
      if (!parsed.success) throw refusedInput(name, complaintsOf(parsed.error, door.procedure.input));
      const output = door.procedure.output.safeParse(await runHandler(door.handler, parsed.data));
      if (!output.success)
        throw new LabError(
          'failed',
          `${name} answered outside its contract: ${z.prettifyError(output.error)}`,
        );
      return output.data;
    },
  };
}

async function runHandler(handler: AnyHandler, input: unknown): Promise<unknown> {
  try {
    return await handler(input);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError('failed', error instanceof Error ? error.message : String(error));
  }
}

function unknownProcedure(name: string, known: string[]): LabError {
  return new LabError('not-found', `There is no procedure "${name}".${didYouMean(name, known)}`);
}

function refusedInput(name: string, complaints: Complaint[]): LabError {
  const { path, message } = complaints[0];
  const rest = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : '';
  return new LabError('bad-input', `${name}: ${path ? `${path}: ` : ''}${message}${rest}`, complaints);
}
