import type { IncomingMessage, ServerResponse } from 'node:http';
import { LabError } from '../../../shared/domain/errors.ts';
import type { Service } from '../../service/service-surface.ts';
import { refuse, sendError, sendJson } from './answers.ts';
import { BodyTooLarge, bodyUpTo } from './body.ts';

/** `POST /api/<area.procedure>`: a JSON body in, the dispatcher's answer or its error out. */
export async function answerCall(
  service: Pick<Service, 'call'>,
  procedure: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.headers['content-type']?.split(';')[0].trim() !== 'application/json') {
    refuse(response, 415, 'Calls carry a JSON body.');
    return;
  }
  try {
    const input = parseJson(await readText(request));
    sendJson(response, 200, await service.call(procedure, input));
  } catch (error) {
    if (error instanceof BodyTooLarge)
      refuse(response, 413, `A call carries at most ${largestCall / 2 ** 20} MB.`);
    else sendError(response, error);
  }
}

const largestCall = 16 * 2 ** 20;

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyUpTo(request, largestCall)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('bad-input', 'The body of the call is not JSON.');
  }
}
