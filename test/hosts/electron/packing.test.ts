import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtLab } from '../../built-lab.ts';

const patience = 240_000;
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What Electron marks its fuses with, before their version and number. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };

describe('the icon of the installers', () => {
  const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  const iconOf = (target: string) => new RegExp(`^${target}:\\n(?:  .*\\n)*?  icon: (\\S+)$`, 'm').exec(settings)?.[1] ?? '';

  test('is set for every target, and is a picture that the target takes', async () => {
    for (const target of ['mac', 'win']) {
      const { width, height } = await loadImage(readFileSync(join(root, iconOf(target))));
      expect([target, width, height]).toEqual([target, 1024, 1024]);
    }
    const sizes = readdirSync(join(root, iconOf('linux'))).filter((name) => name.endsWith('.png'));
    expect(sizes.sort()).toEqual(['1024x1024.png', '512x512.png']);
  });

  test.each([512, 1024])('is the drawing itself at %i pixels', async (size) => {
    const pixels = async (name: string) => {
      const context = createCanvas(size, size).getContext('2d');
      context.drawImage(await loadImage(readFileSync(join(root, 'resources', 'icons', name))), 0, 0, size, size);
      return Buffer.from(context.getImageData(0, 0, size, size).data);
    };
    const stored = await pixels(`${size}x${size}.png`);
    expect(stored.equals(await pixels('icon.svg'))).toBe(true);
    const accent = 4 * (size * Math.round(size * 0.1) + size / 2);
    expect([...stored.subarray(accent, accent + 4)]).toEqual([0x4a, 0x47, 0xb5, 255]);
  });
});

/** electron-builder packs around an empty runtime that carries fuses: what goes in is real, nothing of it is started. */
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the packed application (packed here on Linux x64 alone)', () => {
  let scratch: string;
  let unpacked: string;
  let packed: Map<string, PackedFile>;

  beforeAll(() => {
    builtLab();
    scratch = mkdtempSync(join(tmpdir(), 'poison-lab-packing-'));
    const runtime = join(scratch, 'runtime');
    for (const folder of ['locales', 'resources']) mkdirSync(join(runtime, folder), { recursive: true });
    writeFileSync(join(runtime, 'electron'), `${'\0'.repeat(64)}${sentinel}\x01\x09${'1'.repeat(9)}`, { mode: 0o755 });
    const result = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'electron-builder', 'out', 'cli', 'cli.js'),
        ...['--linux', '--x64', '--dir', '--config', 'electron-builder.yml'],
        `-c.electronDist=${runtime}`,
        `-c.directories.output=${join(scratch, 'dist')}`,
      ],
      { cwd: root, encoding: 'utf8', timeout: patience },
    );
    if (result.status !== 0) throw new Error(`electron-builder failed: ${result.stdout}${result.stderr}`);
    unpacked = join(scratch, 'dist', 'linux-unpacked');
    packed = filesOfArchive(join(unpacked, 'resources', 'app.asar'));
  }, patience);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('holds the build, its resources, the manifest and the licence, and nothing else of the repository', () => {
    const built = ['kernels', 'main', 'preload', 'renderer'].flatMap((folder) => filesUnder(`out/${folder}`));
    const wanted = [...built, ...['fonts', 'help', 'presets'].flatMap((folder) => filesUnder(`resources/${folder}`))]
      .filter((path) => !path.endsWith('.map'))
      .concat('LICENSE', 'package.json', 'out/renderer-files.json');
    const ours = [...packed.keys()].filter((path) => !path.startsWith('node_modules/'));
    expect(ours.sort()).toEqual(wanted.sort());
    // By its imports the main process finds the face of equations.
    const { imports } = JSON.parse(packed.get('package.json')!.text()) as { imports: Record<string, string> };
    expect(ours).toContain(imports['#fonts/*'].replace('./', '').replace('*', 'poison-lab-math.woff2'));
    expect(ours).toEqual(expect.arrayContaining(['out/main/electron.js', 'out/main/engine.js', 'out/preload/preload.cjs', 'out/kernels/fma.wasm', 'out/kernels/plain.wasm']));
  });

  test('holds every dependency that the main process loads, and no tool of development', () => {
    const packages = [...packed.keys()].filter((path) => path.startsWith('node_modules/') && path.endsWith('/package.json'));
    const wanted = Object.keys(manifest.dependencies);
    expect(packages).toEqual(expect.arrayContaining(wanted.map((name) => `node_modules/${name}/package.json`)));
    for (const name of ['electron', 'electron-builder', 'vitest', 'vite', 'vue', 'node', 'playwright-core', '@tensorflow/tfjs-node', 'core-js'])
      expect(packages, name).not.toContain(`node_modules/${name}/package.json`);
  });

  test('leaves beside the archive what the system or a thread loads', () => {
    const beside = [...packed].filter(([, file]) => file.unpacked).map(([path]) => path);
    const natives = [...packed.keys()].filter((path) => path.endsWith('.node'));
    expect(natives).toContain('node_modules/better-sqlite3/prebuilds/linux-x64.node');
    expect(natives.some((path) => path.includes('canvas-linux-x64'))).toBe(true);
    const wanted = [...natives, 'out/main/worker.js', 'out/main/inflater.js', 'out/main/reader.js', 'out/main/hasher.js', 'out/kernels/fma.wasm', 'out/kernels/plain.wasm'];
    expect(beside).toEqual(expect.arrayContaining(wanted));
    expect(beside).not.toContain('out/main/electron.js');
    for (const path of beside) expect(existsSync(join(unpacked, 'resources', 'app.asar.unpacked', path)), path).toBe(true);
  });

  test('has its fuses set', () => {
    const binary = readFileSync(join(unpacked, 'poison-lab'), 'latin1');
    const at = binary.indexOf(sentinel) + sentinel.length + 2;
    const [runAsNode, cookies, nodeOptions, inspect, integrity, onlyArchive, , fileExtras] = binary.slice(at, at + 9);
    expect({ runAsNode, nodeOptions, inspect, fileExtras }).toEqual({ runAsNode: '0', nodeOptions: '0', inspect: '0', fileExtras: '0' });
    expect({ cookies, integrity, onlyArchive }).toEqual({ cookies: '1', integrity: '1', onlyArchive: '1' });
  });
});

interface ArchiveNode {
  files?: Record<string, ArchiveNode>;
  unpacked?: boolean;
  /** From the end of the header. */
  offset?: string;
  size?: number;
}

interface PackedFile {
  unpacked: boolean;
  /** What is in it, of a file within the archive. */
  text(): string;
}

/** The files of an asar by path, from its header: two sizes of pickles and one of the JSON come before it. */
function filesOfArchive(path: string): Map<string, PackedFile> {
  const bytes = readFileSync(path);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as ArchiveNode;
  const start = 8 + bytes.readUInt32LE(4);
  const found = new Map<string, PackedFile>();
  const walk = (node: ArchiveNode, at: string) => {
    for (const [name, child] of Object.entries(node.files ?? {})) {
      const here = at === '' ? name : `${at}/${name}`;
      if (child.files) walk(child, here);
      else found.set(here, { unpacked: child.unpacked === true, text: () => bytes.toString('utf8', start + Number(child.offset), start + Number(child.offset) + Number(child.size)) });
    }
  };
  walk(header, '');
  return found;
}

/** Files below a folder of the repository, with slashes. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
}
