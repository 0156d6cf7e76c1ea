import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { wornPage, type ReadLook } from '../worn-page.ts';

const scheme = 'poison-lab';
const origin = `${scheme}://app`;

/** Where the window starts. */
export const windowPage = `${origin}/index.html`;

/** Whether an address is the window's own page, at whatever place in it. */
export function isWindowPage(address: string): boolean {
  return address === windowPage || address.startsWith(`${windowPage}#`);
}

/** Declares the scheme of the window's files; Electron wants this before it is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer under the scheme, by exact address, and nothing else; its page in the theme and text size that were chosen. */
export function serveAppProtocol(files: RendererFiles, readLook: ReadLook): void {
  protocol.handle(scheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === 'app' && request.method === 'GET' ? files.get(pathname) : undefined;
    if (!file) return new Response(null, { status: 404 });
    const content = await readFile(file.path);
    const isPage = file === files.get('/index.html');
    return new Response(isPage ? await wornPage(content.toString('utf8'), readLook) : new Uint8Array(content), {
      headers: {
        'Content-Type': file.mediaType,
        'Content-Security-Policy': contentSecurityPolicy(),
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}
