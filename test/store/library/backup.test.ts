import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { unpackBackup, writeBackup } from '../../../src-main/store/library/backup.ts';
import { currentLibrary, switchLibrary } from '../../../src-main/store/library/moved-library.ts';
import { migrations } from '../../../src-main/store/schema.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { samplePlan, sampleResult } from '../sample-results.ts';
import { contentOf, fillLibrary, namesIn, temporaryFolder } from './stored-library.ts';

let folder: string;
let home: string;
let file: string;
let before: string;
beforeEach(async () => {
  folder = temporaryFolder();
  home = join(folder, 'home');
  file = join(folder, 'library.tar');
  await fillLibrary(home);
  before = await contentOf(home);
  await writeBackup({ home, file, scratch: join(folder, 'scratch'), application: '0.1.0' });
});

const unpack = (to: string, newest = migrations.length) => unpackBackup({ file, to, newest, replaces: home });

describe('a backup', () => {
  it('is a tar file that any tool reads, made while the library is in use', async () => {
    const store = await openStore(home);
    const other = join(folder, 'in-use.tar');
    await writeBackup({ home, file: other, scratch: join(folder, 'scratch'), application: '0.1.0' });
    store.runs.finish(samplePlan(8), sampleResult(8), null);
    store.close();
    const { status, stdout } = spawnSync('tar', ['-tf', other], { encoding: 'utf8' });
    expect(status).toBe(0);
    const names = stdout.trim().split('\n');
    expect(names[0]).toBe('lab.sqlite');
    expect(names.at(-1)).toBe('manifest.json');
    expect(names.filter((name) => name.startsWith('blobs/')).length).toBeGreaterThan(2);
    expect(namesIn(join(folder, 'scratch'))).toEqual([]);
  });

  it('gives the library back in another place, and in the place of one that went on', async () => {
    const store = await openStore(home);
    store.datasets.delete('sample');
    store.runs.finish(samplePlan(9), sampleResult(9), null);
    store.close();
    const to = join(home, 'restored');
    expect(await unpack(to)).toMatchObject({ application: '0.1.0' });
    expect(await contentOf(to)).toBe(before);
    expect(await contentOf(home)).not.toBe(before);
    switchLibrary({ root: home, from: home, to });
    expect(await contentOf(home)).toBe(before);
    const restored = await openStore(home);
    expect([restored.home, restored.diskUse.replaced().length]).toEqual([to, 1]);
    restored.close();
  });

  it.each([
    ['one byte of a file is another', (bytes: Buffer) => bytes.fill(bytes[900] ^ 1, 900, 901)],
    ['a byte in the middle is another', (bytes: Buffer) => bytes.fill(bytes[bytes.length >> 1] ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1)],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5000)],
    ['half of it is missing', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['it is something else', () => Buffer.from('user,item,rating\n1,2,3\n'.repeat(100))],
    ['it is empty', () => Buffer.alloc(0)],
  ])('is refused when %s, and the library stays as it was', async (_, change) => {
    writeFileSync(file, change(Buffer.from(readFileSync(file))));
    const to = join(folder, 'restored');
    await expect(unpack(to)).rejects.toMatchObject({ code: 'bad-input' });
    expect(namesIn(to)).toEqual([]);
    expect(currentLibrary(home)).toBe(home);
    expect(await contentOf(home)).toBe(before);
  });

  it('is refused when a newer application wrote it', async () => {
    await expect(unpack(join(folder, 'restored'), migrations.length - 1)).rejects.toThrow(/newer Poison Lab/);
  });

  it('cannot name a file outside the library', async () => {
    const text = readFileSync(file).toString('latin1').replaceAll(/datasets\/d{64}\.ratings/g, (name) => `../${name.slice(3)}`);
    const bytes = Buffer.from(text, 'latin1');
    writeFileSync(file, rewriteChecksums(bytes));
    await expect(unpack(join(folder, 'restored'))).rejects.toMatchObject({ code: 'bad-input' });
    expect(namesIn(folder)).not.toContain('asets');
  });
});

/** Headers whose name was changed say so in their checksum. */
function rewriteChecksums(bytes: Buffer): Buffer {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    if (bytes.toString('latin1', at + 257, at + 262) !== 'ustar') continue;
    bytes.fill(' ', at + 148, at + 156);
    const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
  return bytes;
}
