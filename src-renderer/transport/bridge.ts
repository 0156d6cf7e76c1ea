import { z } from 'zod';
import type { Topic } from '../../shared/contract/events.ts';
import type { Answer, PoisonLabBridge, Transport } from '../../shared/contract/transport.ts';
import { windowProcedures } from '../../shared/contract/transport.ts';
import { errorFromData } from '../../shared/domain/errors.ts';
import { fileHandleSchema } from './file-handle.ts';
import { createInbox } from './inbox.ts';

const savedPlaceSchema = z.object({ folder: z.string() });

/** Electron: the preload's `call` and `subscribe`, with errors turned back into LabError. */
export function createBridgeTransport(bridge: PoisonLabBridge): Transport {
  // The views' reactive proxies cannot cross the bridge; as JSON, what crosses is what crosses over HTTP.
  const call = async (procedure: string, input: unknown) =>
    valueOf(await bridge.call(procedure, JSON.parse(JSON.stringify(input))));
  const inbox = createInbox();
  const pushed = new Set<Topic>();
  return {
    host: 'electron',
    call,
    subscribe: (topic, listener) => {
      if (!pushed.has(topic)) bridge.subscribe(topic, (payload) => inbox.take(topic, payload));
      pushed.add(topic);
      return inbox.subscribe(topic, listener);
    },
    watchHost: () => undefined,
    openFile: async (kind) => fileHandleSchema.nullable().parse(await call(windowProcedures.openFile, { kind })),
    uploadFile: async (file, progress) => {
      const handle = fileHandleSchema.parse(valueOf(await bridge.adoptFile(file)));
      progress?.(1);
      return handle;
    },
    saveFile: async (fileId, suggestedName) =>
      savedPlaceSchema.nullable().parse(await call(windowProcedures.saveFile, { fileId, suggestedName })),
    revealFile: async (fileId) => void (await call(windowProcedures.revealFile, { fileId })),
    takeOpenedFiles: async () => z.array(fileHandleSchema).parse(await call(windowProcedures.takeOpenedFiles, {})),
    markUnsaved: (unsaved) => void call(windowProcedures.markUnsaved, { unsaved }),
  };
}

function valueOf(answer: Answer): unknown {
  if (answer.ok) return answer.value;
  throw errorFromData(answer.error);
}
