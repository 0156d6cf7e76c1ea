import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventOf, Topic } from '../../../shared/contract/events.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { createService, type ServiceOptions } from '../../service/service.ts';
import type { Service } from '../../service/service-surface.ts';
import { createEventHub } from '../event-hub.ts';

/** An open library. */
export interface Session {
  service: Service;
  /** Calls back on every event of one topic; the returned function stops it. */
  on<T extends Topic>(topic: T, listener: (payload: EventOf<T>) => void): () => void;
  /** Closes the service; what was only looked at through a temporary library is gone. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface SessionSettings {
  /** Library folder, absolute. */
  home: string;
  /** Cores that runs share; null means the stored preference, else every core. */
  threads: number | null;
  kernels: 'auto' | 'plain';
  /** True for commands that only look: where there is no library, none is made. */
  looking: boolean;
  spawnEngine: ServiceOptions['spawnEngine'];
}

/**
 * Opens the library, in this process, over the dispatcher that every host uses.
 * @throws LabError 'bad-input' when the library folder is a file
 */
export async function openSession(settings: SessionSettings): Promise<Session> {
  if (existsSync(settings.home) && !statSync(settings.home).isDirectory()) {
    const message = `--home ${settings.home} is a file. Name a folder, or one that is still to be made.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  // Looking at a library that does not exist shows what a new one would hold, from a folder that is removed.
  const temporary = settings.looking && !existsSync(join(settings.home, 'lab.sqlite'));
  const home = temporary ? mkdtempSync(join(tmpdir(), 'poison-lab-look-')) : settings.home;
  const hub = createEventHub();
  const { threads, kernels, spawnEngine } = settings;
  const { publish } = hub;
  // A command computes what it asked for, not what else waits in the library.
  const service = await createService({
    home,
    spawnEngine,
    publish,
    threads,
    host: 'cli',
    kernels,
    scope: 'added',
  });
  return {
    service,
    on: (topic, listener) =>
      hub.listen((published, payload) => {
        if (published === topic) listener(payload as Parameters<typeof listener>[0]);
      }),
    async close() {
      await service.close();
      if (temporary) rmSync(home, { recursive: true, force: true });
    },
  };
}
