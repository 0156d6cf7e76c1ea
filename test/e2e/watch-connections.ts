import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Loaded into every process of the lab by `--import`: writes down each connection that leaves this machine,
 * or would, to the file that POISON_LAB_TEST_CONNECTIONS names.
 */
const record = process.env.POISON_LAB_TEST_CONNECTIONS;
const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const target = targetOf(args);
  if (record && target !== null) appendFileSync(record, `${process.pid} ${target}\n`);
  return connect.apply(this, args);
} as typeof Socket.prototype.connect;

/** Host of a connection, or null for pipes and this machine. */
function targetOf(args: unknown[]): string | null {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const options = typeof first === 'object' && first !== null ? (first as { host?: string; path?: string }) : null;
  if (options?.path !== undefined || typeof first === 'string') return null;
  const host = options ? options.host : typeof second === 'string' ? second : undefined;
  return host === undefined || ['localhost', '127.0.0.1', '::1'].includes(host) ? null : host;
}
