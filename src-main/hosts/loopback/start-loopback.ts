import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { loopbackRoutes } from '../../../shared/contract/transport.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { Service } from '../../service/service-surface.ts';
import type { EventHub } from '../event-hub.ts';
import type { RendererFiles } from '../renderer-files.ts';
import type { ReadLook } from '../worn-page.ts';
import { refuse, secureHeaders, send } from './answers.ts';
import { answerCall } from './api-route.ts';
import { createEventSocket } from './event-socket.ts';
import { receiveFile, sendFile } from './files-route.ts';
import { createGate, type Gate } from './gate.ts';
import { arrivalPage, strangerPage } from './pages.ts';
import { keepRendererFiles, sendRendererFile, sendWindowPage, type KeptFiles } from './renderer-route.ts';
import { createSessions, type Sessions } from './sessions.ts';

export interface LoopbackOptions {
  service: Pick<Service, 'call' | 'files'>;
  /** What the service publishes into; every window gets all of it. */
  events: EventHub;
  renderer: RendererFiles;
  /** What the window's page wears at first. */
  readLook: ReadLook;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Taken instead of a free one, where nothing else listens there. */
  preferredPort?: number | null;
  /** Most bytes of one upload; 8 GiB by default, several times the largest MovieLens. */
  uploadLimit?: number;
}

/** A running loopback host. */
export interface LoopbackHost {
  port: number;
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  /** A fresh address that lets one browser in, once. */
  address(): string;
  /** Hangs up on every window; the service is its owner's to close. */
  close(): Promise<void>;
}

/**
 * Serves the window and the contract on 127.0.0.1, to browsers that were let in by a one-time address.
 * @throws LabError conflict when the port is taken, failed when the system refuses it otherwise
 */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  const server = createServer({ requestTimeout: longestUpload });
  const port = await listenWhereAsked(server, options);
  const sessions = createSessions(port);
  const gate = createGate(port, sessions);
  const socket = createEventSocket(options.events);
  const kept = keepRendererFiles(options.renderer);
  const context = { ...options, uploadLimit: options.uploadLimit ?? 8 * 2 ** 30, port, sessions, gate, kept };
  server.on('request', (request, response) => void route(context, request, response));
  server.on('upgrade', (request, connection, head) => {
    const refusal =
      request.url === loopbackRoutes.events
        ? gate(request, { origin: true, session: true })
        : { status: 404 };
    if (refusal) hangUp(connection, refusal.status);
    else socket.accept(request, connection, head);
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    origin,
    address: () => `${origin}/?token=${sessions.issueToken()}`,
    close: () =>
      new Promise((resolve) => {
        socket.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const longestUpload = 3_600_000;

interface Context extends Omit<LoopbackOptions, 'uploadLimit' | 'renderer'> {
  uploadLimit: number;
  port: number;
  sessions: Sessions;
  gate: Gate;
  kept: KeptFiles;
}

async function route(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  secureHeaders(response, context.port);
  const [path, query = ''] = (request.url ?? '').split('?', 2);
  const reads = request.method === 'GET';
  const loadsPage = reads && path === '/';
  const refusal = context.gate(request, { origin: !reads, session: !loadsPage });
  if (refusal) refuse(response, refusal.status, refusal.reason);
  else if (loadsPage) await sendPage(context, query, request, response);
  else if (request.method === 'POST' && path.startsWith(loopbackRoutes.api)) {
    await answerCall(context.service, path.slice(loopbackRoutes.api.length), request, response);
  } else if (request.method === 'POST' && path === loopbackRoutes.files) {
    const name = new URLSearchParams(query).get('name') ?? '';
    await receiveFile(context.service.files, name, context.uploadLimit, request, response);
  } else if (reads && path.startsWith(`${loopbackRoutes.files}/`)) {
    await sendFile(context.service.files, path.slice(loopbackRoutes.files.length + 1), response);
  } else if (reads) await sendRendererFile(context.kept, path, response);
  else refuse(response, 405, `${request.method} is not answered here.`);
}

async function sendPage(
  context: Context,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = new URLSearchParams(query).get('token');
  const cookie = token === null ? null : context.sessions.redeem(token);
  const known = context.sessions.knows(request.headers.cookie);
  if (cookie) response.setHeader('Set-Cookie', cookie);
  if (token === null && known) await sendWindowPage(context.kept, context.readLook, response);
  // A used address in a browser that is let in already, as after restoring its tabs, just moves on.
  else if (cookie || known) send(response, 200, html, arrivalPage());
  else send(response, 401, html, strangerPage(token !== null));
}

const html = 'text/html; charset=utf-8';

function hangUp(connection: Duplex, status: number): void {
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

async function listenWhereAsked(server: Server, { port = 0, preferredPort = null }: LoopbackOptions): Promise<number> {
  if (port !== 0 || preferredPort === null) return listen(server, port);
  return listen(server, preferredPort).catch(() => listen(server, 0));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new LabError(
          taken ? 'conflict' : 'failed',
          `Port ${port}: ${taken ? 'something else listens there. Choose another, or none.' : error.message}`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
