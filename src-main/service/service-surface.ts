import type { Client } from '../../shared/contract/contract.ts';
import type { FileRegistry } from './files.ts';

/** What a host holds: the dispatcher, a typed view of it, the file handles, and the way out. */
export interface Service {
  /** The dispatcher's `call`; see its docstring. */
  call(procedure: string, input: unknown): Promise<unknown>;
  /** The same procedures as typed functions, for hosts in the same process. */
  client: Client;
  /** Handles of dialogs, drops, uploads, command-line paths (in) and exports (out). */
  files: FileRegistry;
  /** A sentence about the library that its person should read (read-only, checked after a crash), or null. */
  notice: string | null;
  /** Cancels what runs (checkpoints are kept), ends the engine process, closes the store. Safe to call twice. */
  close(): Promise<void>;
}
