import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileRegistry } from '../../src-main/service/files.ts';
import { temporaryFolder } from './temp-library.ts';

describe('file handles', () => {
  it('keeps an upload under the name of its file, inside the scratch folder whatever the name says', () => {
    const home = temporaryFolder();
    const files = openFileRegistry(home);
    for (const name of ['ml-100k.zip', '../../evil.csv', '/etc/passwd', '..', 'CON', 'a\u0000b.csv', '']) {
      const { path } = files.reserve(name);
      writeFileSync(path, 'x');
      expect(relative(join(home, 'scratch'), path)).not.toMatch(/^\.\./);
      expect(basename(path)).toMatch(/^[^.\s][^/\\\u0000]*$/u);
    }
    expect(basename(files.reserve('ml-100k.zip').path)).toBe('ml-100k.zip');
    expect(basename(files.reserve('con.txt').path)).toBe('_con.txt');
  });

  it('gives handles that cannot be guessed or used after release, and deletes scratch files only', () => {
    const home = temporaryFolder();
    const files = openFileRegistry(home);
    const own = join(home, 'own.csv');
    writeFileSync(own, 'mine');
    const admitted = files.admit(own);
    const reserved = files.reserve('export.csv');
    writeFileSync(reserved.path, 'made');
    expect(admitted.fileId).toMatch(/^[0-9a-f]{32}$/);
    files.release(admitted.fileId);
    files.release(reserved.fileId);
    expect(() => files.find(admitted.fileId)).toThrowError(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
    expect(readFileSync(own, 'utf8')).toBe('mine');
    expect(existsSync(reserved.path)).toBe(false);
  });

  it('refuses a path where nothing is', () => {
    const files = openFileRegistry(temporaryFolder());
    expect(() => files.admit('/nowhere/at all.zip')).toThrowError(
      expect.objectContaining({ code: 'bad-input' }) as Error,
    );
  });

  it('clears what dead processes left, and nothing of living ones', () => {
    const home = temporaryFolder();
    const dead = join(home, 'scratch', '2147483646-abc');
    const living = join(home, 'scratch', `${process.ppid}-abc`);
    mkdirSync(dead, { recursive: true });
    mkdirSync(living, { recursive: true });
    openFileRegistry(home).close();
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(living)).toBe(true);
  });
});
