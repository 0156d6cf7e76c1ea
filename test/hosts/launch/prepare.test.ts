import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const launch = fileURLToPath(new URL('../../../src-main/hosts/launch/', import.meta.url));

/** A checkout with our launchers, and tools that only count how often they are called. */
let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'poison-lab-prepare-'));
  cpSync(launch, join(checkout, 'src-main', 'hosts', 'launch'), { recursive: true });
  put('package.json', '{ "type": "module" }');
  put('shared/a.ts', 'export const a = 1;');
  tool('node_modules/electron-vite/bin/electron-vite.js', 'builds');
  put('src-main/numeric/kernels/module.as.ts', 'export function nothing(): void {}');
  put('node_modules/assemblyscript/package.json', compilerPackage);
  put('node_modules/assemblyscript/asc.js', compiler);
  put('node_modules/electron/package.json', '{ "version": "1.0.0" }');
  tool('node_modules/electron/install.js', 'fetches');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** A compiler that writes what it is asked to, and counts. */
const compilerPackage = '{ "version": "1.0.0", "type": "module", "exports": { "./asc": "./asc.js" } }';
const compiler = `
import { appendFileSync, writeFileSync } from 'node:fs';
export default {
  createMemoryStream: () => ({}),
  async main(options) {
    appendFileSync(new URL('../../compiles', import.meta.url), '.');
    writeFileSync(options[options.indexOf('--outFile') + 1], '');
    return { error: null };
  },
};
`;

describe('prepare', () => {
  test('compiles both builds of the kernels and what reads files, once, and again when their sources change', async () => {
    await prepare();
    const builds = count('compiles');
    expect(builds).toBeGreaterThan(2);
    await prepare();
    expect(count('compiles')).toBe(builds);
    put('src-main/numeric/kernels/module.as.ts', 'export function another(): void {}');
    await prepare();
    expect(count('compiles')).toBe(2 * builds);
  });

  test('builds once for the same sources, and again for others', async () => {
    expect((await prepare()).code).toBe(0);
    expect((await prepare()).output).toBe('');
    expect(count('builds')).toBe(1);
    put('shared/a.ts', 'export const a = 2;');
    await prepare();
    expect(count('builds')).toBe(2);
    put('shared/b.ts', '');
    await prepare();
    expect(count('builds')).toBe(3);
  });

  test('builds once when several are started together', async () => {
    const results = await Promise.all([prepare(), prepare(), prepare()]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(count('builds')).toBe(1);
    expect(existsSync(join(checkout, 'out', 'building'))).toBe(false);
  });

  test('takes over from a builder that died', async () => {
    put('out/building', '999999999');
    expect((await prepare()).code).toBe(0);
    expect(count('builds')).toBe(1);
  });

  test('fails with the words of the builder, and builds again next time', async () => {
    put(
      'node_modules/electron-vite/bin/electron-vite.js',
      'console.error("no such module"); process.exit(1);',
    );
    const failed = await prepare();
    expect(failed.code).toBe(1);
    expect(failed.output).toContain('no such module');
    tool('node_modules/electron-vite/bin/electron-vite.js', 'builds');
    expect((await prepare()).code).toBe(0);
  });

  test('tries to fetch Electron once for each version, without failing', async () => {
    const first = await prepare();
    expect(first.code).toBe(0);
    expect(first.output).toMatch(/could not be fetched: npm start will open the lab in a browser/);
    await prepare();
    expect(count('fetches')).toBe(1);
    put('node_modules/electron/package.json', '{ "version": "2.0.0" }');
    await prepare();
    expect(count('fetches')).toBe(2);
  });

  test('does not fetch what is there', async () => {
    put('node_modules/electron/path.txt', 'electron');
    put('node_modules/electron/dist/electron', '');
    await prepare();
    expect(count('fetches')).toBe(0);
  });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
}

function tool(path: string, counter: string): void {
  put(
    path,
    `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(join(checkout, counter))}, '.');`,
  );
}

function count(counter: string): number {
  const path = join(checkout, counter);
  return existsSync(path) ? readFileSync(path, 'utf8').length : 0;
}

function prepare(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'src-main', 'hosts', 'launch', 'prepare.mjs')]);
    let output = '';
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => resolve({ code, output }));
  });
}
