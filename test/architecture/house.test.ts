import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository, runTool } from './run-tool.ts';

const sources = ['shared', 'src-main', 'src-renderer', 'test'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|vue|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length)),
);

describe('the house', () => {
  test('is not empty', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test('has nothing unused: files, exports, dependencies', () => {
    const { code, output } = runTool('knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']);
    expect(output.trim()).toBe('');
    expect(code).toBe(0);
  });

  test('has no drawer for odds and ends', () => {
    const drawers = sources.filter((path) =>
      /(?:^|[/-])(?:utils?|helpers?|misc|common)(?:[/.-])/i.test(path),
    );
    expect(drawers).toEqual([]);
  });

  test('has no source file of more than 300 lines', () => {
    const long = sources.filter((path) => !path.startsWith('test/') && read(path).trimEnd().split('\n').length > 300);
    expect(long).toEqual([]);
  });

  test('has no barrels', () => {
    const barrels = sources.filter(
      (path) => basename(path) === 'index.ts' || /^export (?:\*|\{[^}]*\}) from /m.test(read(path)),
    );
    expect(barrels).toEqual([]);
  });

  test('silences no tool', () => {
    const silenced = sources.filter((path) =>
      /@ts-(?:ignore|nocheck|expect-error)|eslint-disable|\b(?:it|test|describe)\.(?:only|todo|skip)\(/.test(
        code(path),
      ),
    );
    expect(silenced).toEqual([]);
  });

  test('keeps download addresses out of the lock file', () => {
    expect(readFileSync(join(repository, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

describe('the launcher', () => {
  test('may be executed as it is', () => {
    const listed = execFileSync('git', ['ls-files', '--stage', 'src-main/hosts/launch/poison-lab.mjs'], {
      cwd: repository,
      encoding: 'utf8',
    });
    expect(listed.slice(0, 6)).toBe('100755');
  });
});

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

function code(path: string): string {
  // This file has to name what it looks for.
  return path === 'test/architecture/house.test.ts' ? '' : read(path);
}
