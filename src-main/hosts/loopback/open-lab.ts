import { findInstallation, nodeEngine } from '../../service/installation.ts';
import { createService } from '../../service/service.ts';
import { createEventHub } from '../event-hub.ts';
import { readAhead } from '../read-ahead.ts';
import { builtFolder, loadRendererFiles } from '../renderer-files.ts';
import { keepLastPort, readLastPort } from './last-port.ts';
import { startLoopback } from './start-loopback.ts';

export interface OpenLabOptions {
  /** Library folder, absolute. */
  home: string;
  /** Cores that runs share; null means the stored preference, else every core. */
  threads: number | null;
  kernels: 'auto' | 'plain';
  /** 0 takes the one that the library had last, where that is free, else any free one. */
  port: number;
}

/** The lab, open on the loopback interface. */
export interface OpenedLab {
  /** A fresh address that lets one browser in, once. */
  address(): string;
  /** Hangs up on every window, checkpoints what runs, closes the library. */
  close(): Promise<void>;
}

/**
 * Opens the library and serves its window on 127.0.0.1.
 * @throws LabError conflict when the port is taken; whatever opening the library throws
 */
export async function openLab({ port, ...options }: OpenLabOptions): Promise<OpenedLab> {
  const installation = findInstallation();
  const renderer = loadRendererFiles(builtFolder(installation));
  const events = createEventHub();
  const spawnEngine = nodeEngine(installation);
  const service = await createService({ ...options, spawnEngine, publish: events.publish, host: 'loopback' });
  try {
    const host = await startLoopback({ service, events, renderer, readLook: () => service.client.settings.get({}), port, preferredPort: readLastPort(options.home) });
    keepLastPort(options.home, host.port);
    readAhead(service);
    return {
      address: () => host.address(),
      async close() {
        await host.close();
        await service.close();
      },
    };
  } catch (error) {
    await service.close();
    throw error;
  }
}
