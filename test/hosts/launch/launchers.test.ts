import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtLab } from '../../built-lab.ts';

const launcher = (name: string) =>
  fileURLToPath(new URL(`../../../src-main/hosts/launch/${name}`, import.meta.url));
const electronRuntime = fileURLToPath(new URL('../../../node_modules/electron/dist', import.meta.url));
let home: string;
beforeAll(() => {
  builtLab();
  home = mkdtempSync(join(tmpdir(), 'poison-lab-launch-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('poison-lab', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [launcher('poison-lab.mjs'), '--home', home, ...args], { encoding: 'utf8' });

  test('runs the built command line', () => {
    const result = run('--json', 'components', 'attack');
    expect(result.stderr).toBe('');
    const { components } = JSON.parse(result.stdout) as { components: { id: string }[] };
    expect(components.map(({ id }) => id)).toContain('pga');
  });

  test('hands on the exit code', () => {
    expect(run('no-such-command').status).toBe(2);
  });
});

describe('npm start', () => {
  test.each([
    [['--hom', 'x'], 'There is no option --hom. Did you mean "--home"?\n'],
    [['--home'], '--home needs a folder: --home DIR.\n'],
  ])('refuses %j before it starts anything, in the words of its hosts', (words, message) => {
    const result = spawnSync(process.execPath, [launcher('start.mjs'), ...words], { encoding: 'utf8' });
    expect([result.status, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toBe(message);
  });
});

// Where the runtime is there, npm start opens a window that nobody would close here.
describe.skipIf(existsSync(electronRuntime))('npm start without the runtime of Electron', () => {
  test('says so in one line, and opens the lab on the loopback host until it is told to stop', async () => {
    const lab = spawn(process.execPath, [launcher('start.mjs'), '--home', 'started'], {
      env: { ...process.env, INIT_CWD: home, POISON_LAB_HOME: join(home, 'of the environment'), CI: 'true' },
    });
    let output = '';
    let errors = '';
    lab.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    lab.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = new Promise<number | null>((resolve) => lab.on('exit', (code) => resolve(code)));
    try {
      await expect
        .poll(() => output, { timeout: 60_000 })
        .toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n/);
      expect(errors.trim().split('\n')).toHaveLength(1);
      expect(errors).toMatch(/^Electron.*browser instead\.$/m);

      const [address] = /http:\S+/.exec(output) ?? [''];
      const arrival = await fetch(address);
      expect(arrival.status).toBe(200);
      const cookie = arrival.headers.get('set-cookie')?.split(';')[0] ?? '';
      const { origin } = new URL(address);
      const page = await (await fetch(origin, { headers: { cookie } })).text();
      const script = /<script[^>]+src="([^"]+)"/.exec(page)?.[1] ?? 'none';
      expect(
        (await fetch(new URL(script, origin), { headers: { cookie } })).headers.get('content-type'),
      ).toMatch(/javascript/);
      const about = await fetch(`${origin}/api/settings.about`, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(await about.json()).toMatchObject({ host: 'loopback', library: join(home, 'started') });
      expect(existsSync(join(home, 'of the environment'))).toBe(false);

      lab.stdin.write('\n');
      await expect.poll(() => output.match(/token=/g)?.length).toBe(2);
    } finally {
      lab.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
  });
});
