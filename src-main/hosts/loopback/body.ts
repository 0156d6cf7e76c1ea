import type { IncomingMessage } from 'node:http';

/** A body went over its limit; the connection still stands, so that this can be answered. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * The chunks of a request's body, at most `limit` bytes of it.
 * @throws BodyTooLarge at the first byte over the limit
 */
export async function* bodyUpTo(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new BodyTooLarge();
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new BodyTooLarge();
    yield chunk;
  }
}
