import type { InjectionKey } from 'vue';
import { inject } from 'vue';
import { z } from 'zod';
import type { Client, Contract } from '../shared/contract/contract.ts';
import { contract } from '../shared/contract/contract.ts';
import type { Area } from '../shared/contract/procedure.ts';
import type { Transport } from '../shared/contract/transport.ts';
import { rememberSaved } from './saved-files.ts';

/** What views and stores hold: the typed client, and the transport for events and files. */
export interface Api {
  client: Client;
  transport: Transport;
  /**
   * Exports and hands the file to the person.
   * @returns the file's name, or null when the dialog was declined.
   */
  exportFile(request: ExportInput): Promise<string | null>;
  /** The same, with what is known of the file. */
  handOver(request: ExportInput): Promise<HandedFile | null>;
}

type ExportInput = z.input<typeof contract.reports.export.input>;

/** A file that was exported and saved. */
export interface HandedFile {
  name: string;
  bytes: number;
  /** Name of the folder that it is in; null where the browser knows it. */
  folder: string | null;
  /** Shows it in its folder; null where the browser has it. */
  reveal: (() => Promise<void>) | null;
}

/** Under this key the application provides its {@link Api}. */
export const apiKey: InjectionKey<Api> = Symbol('api');

/** The API of this window, inside components and stores. @throws Error outside the application. */
export function useApi(): Api {
  const api = inject(apiKey);
  if (!api) throw new Error('The API was not provided.');
  return api;
}

/** One typed client over a transport: inputs and answers are parsed by the contract's schemas. */
export function createApi(transport: Transport): Api {
  // Code generation is forbidden by the content security policy.
  z.config({ jitless: true });
  const client = Object.fromEntries(
    Object.entries(contract).map(([area, procedures]) => [area, areaClient(area as keyof Contract, procedures, transport)]),
  ) as Client;
  const handOver: Api['handOver'] = async (request) => {
    const { fileId, name, bytes } = await client.reports.export(request);
    const place = await transport.saveFile(fileId, name);
    if (place === null) return null;
    const { revealFile } = transport;
    const reveal = revealFile && (() => revealFile(fileId));
    if (reveal) rememberSaved(name, reveal);
    return { name, bytes, folder: place.folder, reveal };
  };
  return { client, transport, handOver, exportFile: async (request) => (await handOver(request))?.name ?? null };
}

function areaClient(area: string, procedures: Area, transport: Transport) {
  return Object.fromEntries(
    Object.entries(procedures).map(([name, { input, output }]) => [
      name,
      async (value: unknown) => output.parse(await transport.call(`${area}.${name}`, input.parse(value))),
    ]),
  );
}
