import { z } from 'zod';
import type { FileHandle, FileKind, Transport } from '../../shared/contract/transport.ts';
import { loopbackRoutes } from '../../shared/contract/transport.ts';
import type { LabErrorCode } from '../../shared/domain/errors.ts';
import { errorFromData, LabError } from '../../shared/domain/errors.ts';
import { createEventSocket } from './event-socket.ts';
import { fileHandleSchema } from './file-handle.ts';

const accepted: Record<FileKind, string> = { ratings: '.zip,.csv,.tsv,.dat,.txt,.data', campaign: '.json,.poisonlab', attack: '.poisonlab,.zip,.csv,.tsv,.dat,.txt,.data', any: '' };
const errorCodes: readonly LabErrorCode[] = [
  'bad-input',
  'not-found',
  'conflict',
  'cancelled',
  'read-only',
  'engine-died',
  'failed',
];
const complaintSchema = z.object({
  message: z.string(),
  path: z.string().optional(),
  title: z.string().optional(),
  file: z.string().optional(),
  line: z.number().optional(),
});
const errorSchema = z.object({
  code: z.enum(errorCodes as [LabErrorCode, ...LabErrorCode[]]),
  message: z.string(),
  complaints: z.array(complaintSchema),
});

/** The loopback host over fetch and one WebSocket, which is opened with the first subscription and reopened when lost. */
export function createLoopbackTransport(window: Window): Transport {
  const socket = createEventSocket(window);
  return {
    host: 'loopback',
    call: async (procedure, input) => {
      const answer = await reach(() =>
        window.fetch(loopbackRoutes.api + procedure, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        }),
      );
      if (!answer.ok) throw await errorOf(answer);
      return answer.json();
    },
    subscribe: socket.subscribe,
    watchHost: socket.watchHost,
    openFile: async (kind) => {
      const file = await pickFile(window.document, accepted[kind]);
      return file ? upload(file) : null;
    },
    uploadFile: upload,
    saveFile: async (fileId, suggestedName) => {
      const link = window.document.createElement('a');
      link.href = `${loopbackRoutes.files}/${encodeURIComponent(fileId)}`;
      link.download = suggestedName;
      link.click();
      return { folder: null };
    },
    revealFile: null,
    takeOpenedFiles: async () => [],
    markUnsaved: () => undefined,
  };
}

async function reach(request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch {
    throw new LabError('failed', 'The lab does not answer. Start it again, and open the address that it prints.');
  }
}

async function errorOf(answer: Response): Promise<LabError> {
  const parsed = errorSchema.safeParse(await answer.json().catch(() => null));
  if (parsed.success) return errorFromData(parsed.data);
  if (answer.status === 401 || answer.status === 403)
    return new LabError('failed', 'This window is no longer signed in: open the address that the lab printed last.');
  return new LabError('failed', `The lab answered ${answer.status} without saying why.`);
}

function pickFile(document: Document, accept: string): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.hidden = true;
  // In the page, so that it is not collected as garbage before its dialog is answered.
  document.body.append(input);
  const answer = new Promise<File | null>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
  return answer.finally(() => input.remove());
}

// XMLHttpRequest, because fetch does not tell how much of a body was sent.
function upload(file: File, progress?: (share: number) => void): Promise<FileHandle> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${loopbackRoutes.files}?name=${encodeURIComponent(file.name)}`);
    request.upload.addEventListener('progress', (event) => progress?.(event.loaded / event.total));
    request.addEventListener('load', async () => {
      const answer = new Response(request.response as string, { status: request.status });
      if (!answer.ok) reject(await errorOf(answer));
      else resolve(fileHandleSchema.parse(await answer.json()));
    });
    request.addEventListener('error', () =>
      reject(new LabError('failed', `${file.name} could not be handed to the lab. Check that it is still readable.`)),
    );
    request.send(file);
  });
}
