import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LabError } from '../../../shared/domain/errors.ts';
import { createEventHub } from '../../../src-main/hosts/event-hub.ts';
import { startLoopback } from '../../../src-main/hosts/loopback/start-loopback.ts';
import { loadRendererFiles } from '../../../src-main/hosts/renderer-files.ts';
import type { ReadLook } from '../../../src-main/hosts/worn-page.ts';
import { openFileRegistry } from '../../../src-main/service/files.ts';
import { rawRequest } from './raw-request.ts';

/** A loopback host over a miniature renderer, a real file registry and a service that echoes. */
export async function hostLab(options: { uploadLimit?: number; preferredPort?: number; readLook?: ReadLook } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'poison-lab-loopback-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><html lang="en"><title>the lab</title></html>');
  writeFileSync(join(folder, 'renderer', 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'renderer', 'assets', 'part-Bez0rda-.js'), 'export const part = 1;');
  writeFileSync(join(folder, 'renderer', 'assets', 'unlisted.js'), 'secret');
  writeFileSync(
    join(folder, 'renderer-files.json'),
    JSON.stringify([
      { url: '/assets/app.js', mediaType: 'text/javascript; charset=utf-8' },
      { url: '/assets/part-Bez0rda-.js', mediaType: 'text/javascript; charset=utf-8' },
      { url: '/index.html', mediaType: 'text/html; charset=utf-8' },
    ]),
  );
  const files = openFileRegistry(join(folder, 'home'));
  const events = createEventHub();
  const calls: { procedure: string; input: unknown }[] = [];
  const host = await startLoopback({
    service: {
      files,
      call: async (procedure, input) => {
        calls.push({ procedure, input });
        if (procedure === 'test.echo') return input;
        if (procedure === 'test.cancel') throw new LabError('cancelled', 'stopped');
        if (procedure === 'test.break') throw new TypeError('a slip');
        throw new LabError('not-found', `There is no procedure "${procedure}".`);
      },
    },
    events,
    renderer: loadRendererFiles(pathToFileURL(`${folder}/`)),
    readLook: () => Promise.reject(new Error('closed')),
    ...options,
  });
  return {
    host,
    files,
    events,
    calls,
    scratch: join(folder, 'home', 'scratch'),
    /** Lets one browser in; its headers make a request of the page itself. */
    async signIn() {
      const answer = await rawRequest(host.port, host.address().slice(host.origin.length));
      const cookie = answer.headers['set-cookie']?.[0].split(';')[0] ?? '';
      return { answer, headers: { cookie, origin: host.origin, host: `127.0.0.1:${host.port}` } };
    },
    async close() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
