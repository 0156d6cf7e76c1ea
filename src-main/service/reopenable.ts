import { createInProcessClient } from './in-process-client.ts';
import type { Service } from './service-surface.ts';

/** How a service lets another library take the place of its own. */
export interface Reopening {
  /**
   * Closes the service, does `work`, and opens it again, on whatever library its folder stands for then; calls that
   * arrive meanwhile wait. What `work` throws is thrown once the service is open again.
   */
  around(work: () => Promise<void>): Promise<void>;
}

/** A service that can be closed and opened again under whoever holds it. */
export async function reopenable(open: (reopening: Reopening) => Promise<Service>): Promise<Service> {
  let closed = false;
  let ready: Promise<unknown> = Promise.resolve();
  const reopening: Reopening = {
    around(work) {
      const done = closeAndReopen(work);
      ready = done.catch(() => undefined);
      return done;
    },
  };
  async function closeAndReopen(work: () => Promise<void>): Promise<void> {
    await current.close();
    try {
      await work();
    } finally {
      if (!closed) current = await open(reopening);
    }
  }
  let current = await open(reopening);
  const call: Service['call'] = async (procedure, input) => {
    await ready;
    return current.call(procedure, input);
  };
  return {
    call,
    client: createInProcessClient(call),
    files: {
      admit: (path) => current.files.admit(path),
      reserve: (name, mediaType) => current.files.reserve(name, mediaType),
      find: (fileId) => current.files.find(fileId),
      release: (fileId) => current.files.release(fileId),
      close: () => current.files.close(),
    },
    get notice() {
      return current.notice;
    },
    async close() {
      closed = true;
      await ready;
      await current.close();
    },
  };
}
