import type { ServerResponse } from 'node:http';
import { errorToData, LabError, type LabErrorCode } from '../../../shared/domain/errors.ts';
import { contentSecurityPolicy } from '../content-security-policy.ts';

/** Headers of every answer. There are no CORS headers: no other site may read anything here. */
export function secureHeaders(response: ServerResponse, port: number): void {
  const sockets = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(sockets));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
}

/** Answers JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value ?? null));
}

/** Answers anything thrown as LabErrorData under the status that fits its code. */
export function sendError(response: ServerResponse, error: unknown, status?: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const data = errorToData(error);
  sendJson(response, status ?? statusOf[data.code], data);
}

/** Refuses with a sentence, and hangs up: what is left of a refused upload is not read. */
export function refuse(response: ServerResponse, status: number, reason: string): void {
  response.setHeader('Connection', 'close');
  sendError(response, new LabError(status === 404 ? 'not-found' : 'failed', reason), status);
}

/** Answers a small text of the given media type. */
export function send(response: ServerResponse, status: number, mediaType: string, text: string): void {
  response.writeHead(status, { 'Content-Type': mediaType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

const statusOf: Record<LabErrorCode, number> = {
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  cancelled: 409,
  'read-only': 403,
  'engine-died': 503,
  failed: 500,
};
