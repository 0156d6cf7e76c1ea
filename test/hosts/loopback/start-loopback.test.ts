import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLoopback } from '../../../src-main/hosts/loopback/start-loopback.ts';
import { contentDisposition } from '../../../src-main/hosts/loopback/files-route.ts';
import { hostLab } from './hosted-lab.ts';
import { rawRequest } from './raw-request.ts';

let lab: Awaited<ReturnType<typeof hostLab>>;
let mine: Record<string, string>;
beforeAll(async () => {
  lab = await hostLab({ uploadLimit: 100_000 });
  mine = (await lab.signIn()).headers;
});
afterAll(() => lab.close());

const call = (procedure: string, input: unknown, headers: Record<string, string> = mine) =>
  rawRequest(lab.host.port, `/api/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  });
const get = (path: string, headers: Record<string, string> = mine) =>
  rawRequest(lab.host.port, path, { headers });
const without = (name: string) => Object.fromEntries(Object.entries(mine).filter(([key]) => key !== name));

describe('a browser is let in', () => {
  test('once per address, with a cookie that scripts and other sites never see', async () => {
    const address = lab.host.address().slice(lab.host.origin.length);
    const first = await get(address, {});
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toHaveLength(1);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^poison-lab-${lab.host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(first.body).not.toContain(address.slice(8));
    const second = await get(address, {});
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toMatch(/used already.*press Enter/s);
  });

  test('and stays in when it reloads', async () => {
    for (const page of [await get('/'), await get('/')]) {
      expect(page.status).toBe(200);
      expect(page.body).toContain('the lab');
      expect(page.headers['set-cookie']).toBeUndefined();
    }
  });

  test('to a page that wears the theme and the text size of this moment', async () => {
    const look = { theme: 'dark' as 'dark' | 'system', textSize: 150 };
    const other = await hostLab({ readLook: () => Promise.resolve(look) });
    const { headers } = await other.signIn();
    const page = async () => (await rawRequest(other.host.port, '/', { headers })).body;
    expect(await page()).toBe('<!doctype html><html data-theme="dark" data-text-size="150" lang="en"><title>the lab</title></html>');
    Object.assign(look, { theme: 'system', textSize: 100 });
    expect(await page()).toContain('<html data-text-size="100" lang="en">');
    await other.close();
    expect((await get('/')).body).toContain('<html lang="en">');
  });

  test('not with a wrong token, and is told what to do', async () => {
    const answer = await get('/?token=guess', {});
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).toContain('npm start');
  });

  test('not with the cookie of another host', async () => {
    const other = await hostLab();
    const foreign = (await other.signIn()).headers.cookie.replace(
      `-${other.host.port}=`,
      `-${lab.host.port}=`,
    );
    await other.close();
    expect((await get('/', { cookie: foreign })).status).toBe(401);
    expect((await call('test.echo', 1, { ...mine, cookie: foreign })).status).toBe(401);
  });
});

describe('every route is refused', () => {
  const routes: [string, string][] = [
    ['GET', '/'],
    ['GET', '/index.html'],
    ['GET', '/assets/app.js'],
    ['GET', '/files/00'],
    ['POST', '/files?name=a.csv'],
    ['POST', '/api/test.echo'],
    ['DELETE', '/'],
  ];
  test.each(routes)('%s %s under a rebound name', async (method, path) => {
    for (const host of [
      `evil.example:${lab.host.port}`,
      `127.0.0.1.evil.example:${lab.host.port}`,
      '127.0.0.1',
      `127.0.0.1:${lab.host.port + 1}`,
      '',
    ]) {
      const answer = await rawRequest(lab.host.port, path, {
        method,
        headers: { ...mine, host, origin: `http://${host}` },
      });
      expect(answer.status, host).toBe(403);
    }
  });

  test.each(routes)('%s %s from another origin', async (method, path) => {
    for (const origin of [
      'http://evil.example',
      `http://127.0.0.1:${lab.host.port + 1}`,
      `https://127.0.0.1:${lab.host.port}`,
      `http://localhost:${lab.host.port}`,
      'null',
    ]) {
      const answer = await rawRequest(lab.host.port, path, { method, headers: { ...mine, origin } });
      expect(answer.status, origin).toBe(403);
    }
  });

  test.each(routes)('%s %s without the session', async (method, path) => {
    const answer = await rawRequest(lab.host.port, path, { method, headers: without('cookie') });
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain('the lab<');
  });

  test('a call or an upload that does not say where it comes from', async () => {
    expect((await call('test.echo', 1, without('origin'))).status).toBe(403);
    const upload = await rawRequest(lab.host.port, '/files?name=a.csv', {
      method: 'POST',
      headers: without('origin'),
      body: 'x',
    });
    expect(upload.status).toBe(403);
  });

  test('a token under a rebound name, which is not used up by it', async () => {
    const address = lab.host.address().slice(lab.host.origin.length);
    expect((await get(address, { host: 'evil.example' })).status).toBe(403);
    expect((await get(address, {})).status).toBe(200);
  });

  test('nothing refused reached the service', async () => {
    const before = lab.calls.length;
    await call('test.echo', 1, without('cookie'));
    await call('test.echo', 1, { ...mine, origin: 'http://evil.example' });
    expect(lab.calls).toHaveLength(before);
  });
});

describe('files of the renderer', () => {
  test('are those of the build, under a strict policy and without CORS', async () => {
    const script = await get('/assets/app.js');
    expect(script.status).toBe(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    for (const answer of [script, await get('/'), await get('/nothing'), await call('test.echo', 1)]) {
      expect(answer.headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
      );
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('stay with the browser where their names have the hash of what is in them, and nowhere else', async () => {
    const part = await get('/assets/part-Bez0rda-.js');
    expect(part.body).toBe('export const part = 1;');
    expect(part.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    for (const answer of [await get('/'), await get('/assets/app.js'), await get('/assets/none-Bez0rda-.js'), await call('test.echo', 1)])
      expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    '/assets/unlisted.js',
    '/../renderer-files.json',
    '/assets/../index.html',
    '/%2e%2e/renderer-files.json',
    '/assets/..%2findex.html',
    '/assets\\app.js',
    '//assets/app.js',
    '/etc/passwd',
    '/files/../index.html',
    '/__proto__',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('calls', () => {
  test('carry JSON both ways', async () => {
    const answer = await call('test.echo', { text: 'é', list: [1, null] });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ text: 'é', list: [1, null] });
  });

  test('answer errors as data with a fitting status', async () => {
    const unknown = await call('runs.explode', {});
    expect(unknown.status).toBe(404);
    expect(unknown.json()).toEqual({
      code: 'not-found',
      message: 'There is no procedure "runs.explode".',
      complaints: [],
    });
    expect((await call('test.cancel', {})).status).toBe(409);
    const slip = await call('test.break', {});
    expect(slip.status).toBe(500);
    expect(slip.json()).toEqual({ code: 'failed', message: 'a slip', complaints: [] });
  });

  test('are refused when they are no JSON, too large, or no POST', async () => {
    const headers = { ...mine, 'content-type': 'application/json' };
    const post = (body: string | Buffer | Buffer[], extra = {}) =>
      rawRequest(lab.host.port, '/api/test.echo', {
        method: 'POST',
        headers: { ...headers, ...extra },
        body,
      });
    expect((await post('{')).status).toBe(400);
    expect((await post('1', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(Buffer.alloc(17 * 2 ** 20, 32))).status).toBe(413);
    expect(
      (
        await post(
          Array.from({ length: 17 }, () => Buffer.alloc(2 ** 20, 32)),
          { 'transfer-encoding': 'chunked' },
        )
      ).status,
    ).toBe(413);
    expect((await get('/api/test.echo')).status).toBe(404);
    expect(
      (await rawRequest(lab.host.port, '/api/test.echo', { method: 'PUT', headers, body: '1' })).status,
    ).toBe(405);
  });
});

describe('files', () => {
  const upload = (name: string, body: string | Buffer | Buffer[], headers = {}) =>
    rawRequest(lab.host.port, `/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...mine, ...headers },
      body,
    });
  const stored = () =>
    readdirSync(lab.scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  test('an upload becomes a handle', async () => {
    const answer = await upload('ratings é.csv', 'a,b,3\n');
    expect(answer.status).toBe(200);
    const { fileId, name } = answer.json() as { fileId: string; name: string };
    expect(name).toBe('ratings é.csv');
    expect(readFileSync(lab.files.find(fileId).path, 'utf8')).toBe('a,b,3\n');
    lab.files.release(fileId);
  });

  test.each(['', '../a.csv', 'a/b.csv', 'C:\\a.csv', '..', 'a\nb.csv', 'x'.repeat(256)])(
    'the name %j is refused',
    async (name) => {
      const answer = await upload(name, 'x');
      expect(answer.status).toBe(400);
      expect(stored()).toEqual([]);
    },
  );

  test('an upload over the limit is refused and leaves nothing, announced or not', async () => {
    expect((await upload('big.csv', Buffer.alloc(100_001))).status).toBe(413);
    const chunks = Array.from({ length: 20 }, () => Buffer.alloc(10_000));
    expect((await upload('big.csv', chunks, { 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect(stored()).toEqual([]);
    expect((await upload('full.csv', Buffer.alloc(100_000))).status).toBe(200);
  });

  test('an upload that breaks off leaves nothing', async () => {
    const before = stored().length;
    await new Promise<void>((resolve) => {
      const socket = connect(lab.host.port, '127.0.0.1', () => {
        const head = Object.entries({ ...mine, 'content-length': '1000' }).map(
          ([key, value]) => `${key}: ${value}\r\n`,
        );
        socket.write(`POST /files?name=a.csv HTTP/1.1\r\n${head.join('')}\r\nhalf`, () =>
          setTimeout(() => socket.destroy(), 50),
        );
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(() => stored().length).toBe(before);
  });

  test('an export is downloaded under its name, whatever is in it', async () => {
    const file = lab.files.reserve('Fig "1"\r\nX: y; é.svg', 'image/svg+xml');
    writeFileSync(file.path, '<svg/>');
    const answer = await get(`/files/${file.fileId}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('<svg/>');
    expect(answer.headers['content-type']).toBe('image/svg+xml');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Fig _1___X_ y_ _.svg"; filename*=UTF-8''Fig%20%221%22%0D%0AX%3A%20y%3B%20%C3%A9.svg`,
    );
    expect(answer.headers.x).toBeUndefined();
  });

  test('a file that the person named is not handed out, nor an unknown handle', async () => {
    const named = lab.files.admit(join(lab.scratch, '..'));
    expect((await get(`/files/${named.fileId}`)).status).toBe(404);
    expect((await get('/files/0123')).status).toBe(404);
  });

  test('contentDisposition survives lone surrogates', () => {
    expect(contentDisposition('a\ud800.csv')).toBe(
      `attachment; filename="a_.csv"; filename*=UTF-8''a%EF%BF%BD.csv`,
    );
  });
});

describe('the listener', () => {
  test('is on 127.0.0.1 alone', async () => {
    const outward = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    const others = [outward?.address, '::1'].filter((address) => address !== undefined);
    for (const address of others) {
      const failure = await new Promise((resolve) => {
        const socket = connect(lab.host.port, address, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
      });
      expect(failure, address).toBe('refused');
    }
  });

  test('names the port that is taken', async () => {
    await expect(
      startLoopback({
        service: { files: lab.files, call: async () => null },
        events: lab.events,
        renderer: new Map(),
        readLook: () => Promise.reject(new Error('none')),
        port: lab.host.port,
      }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(String(lab.host.port)) });
  });
});
