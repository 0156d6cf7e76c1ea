import type { z } from 'zod';

/** One procedure of the contract: both schemas are enforced by the dispatcher, on arrival and on return. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
}

/** An area of the contract: named procedures. */
export type Area = Record<string, Procedure>;

/** Declares a procedure; exists for its types. */
export function procedure<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Procedure<I, O> {
  return { input, output };
}

/** What callers hold: every procedure of every area as an async function. */
export type ClientOf<C extends Record<string, Area>> = {
  [A in keyof C]: {
    [P in keyof C[A]]: (input: z.input<C[A][P]['input']>) => Promise<z.output<C[A][P]['output']>>;
  };
};

/** What the service implements for one area; inputs arrive parsed. */
export type HandlersOf<A extends Area, Context> = {
  [P in keyof A]: (
    input: z.output<A[P]['input']>,
    context: Context,
  ) => Promise<z.input<A[P]['output']>> | z.input<A[P]['output']>;
};
