import type { IncomingMessage } from 'node:http';
import type { Sessions } from './sessions.ts';

/** Why a request goes no further. */
export interface Refusal {
  status: 401 | 403;
  reason: string;
}

/** What a route demands beside the right Host. */
export interface Demands {
  /** Whether the browser must say where the request comes from: everything but loading the page's files. */
  origin: boolean;
  session: boolean;
}

/** The gate in front of every route and upgrade; null lets a request through. */
export type Gate = (request: IncomingMessage, demands: Demands) => Refusal | null;

/**
 * Lets only this host's own pages through. A name that an attacker rebinds to 127.0.0.1 fails on Host, another
 * site's page on Origin, anything without the session's cookie on that.
 */
export function createGate(port: number, sessions: Sessions): Gate {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return ({ headers }, demands) => {
    const host = headers.host;
    if (host === undefined || !hosts.includes(host))
      return { status: 403, reason: 'This host answers only under its own address.' };
    if (headers.origin === undefined ? demands.origin : headers.origin !== `http://${host}`) {
      return { status: 403, reason: 'This host answers only its own pages.' };
    }
    if (demands.session && !sessions.knows(headers.cookie)) {
      return {
        status: 401,
        reason: 'This window is not signed in: open the address that the lab printed last.',
      };
    }
    return null;
  };
}
