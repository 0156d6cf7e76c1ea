import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyLibraryFiles, finishMove, removeLeftBehind } from '../../../src-main/store/library/move-library.ts';
import { currentLibrary } from '../../../src-main/store/library/moved-library.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { samplePlan, sampleResult } from '../sample-results.ts';
import { contentOf, fillLibrary, namesIn, temporaryFolder } from './stored-library.ts';

const mover = fileURLToPath(new URL('./mover.ts', import.meta.url));
const steps = ['begun', 'files:1', 'files:3', 'files', 'database', 'complete', 'target freed', 'switched', 'old place points'];

let folder: string;
let root: string;
beforeEach(async () => {
  folder = temporaryFolder();
  root = join(folder, 'home');
  await fillLibrary(root);
});

async function move(from: string, to: string): Promise<void> {
  await copyLibraryFiles(from, to);
  await finishMove({ root, from, to });
}

describe('moving a library', () => {
  it('takes everything along, and whoever opens the old place finds it', async () => {
    const before = await contentOf(root);
    const to = join(folder, 'disk', 'library');
    await move(root, to);
    expect(currentLibrary(root)).toBe(to);
    expect(await contentOf(root)).toBe(before);
    expect(await contentOf(to)).toBe(before);
    expect(namesIn(join(to, 'checkpoints'))).toEqual([samplePlan(99).key]);
    const store = await openStore(root);
    expect(store.home).toBe(to);
    expect(store.diskUse.replaced()).toEqual([{ folder: root, bytes: expect.any(Number) as number }]);
    expect(store.notice).toBeNull();
    store.close();
  });

  it.each(steps)('leaves one working library when the power is cut: %s', async (step) => {
    const before = await contentOf(root);
    const second = join(folder, 'second');
    await move(root, second);
    const to = join(folder, 'third');
    const { signal } = spawnSync(process.execPath, [mover, root, second, to, step], { encoding: 'utf8' });
    expect(signal).toBe('SIGKILL');
    expect(await contentOf(root)).toBe(before);
    const store = await openStore(root);
    const lies = store.home;
    // What was whole before can be written to as before.
    store.runs.finish(samplePlan(50), sampleResult(50), null);
    store.close();
    expect([second, to]).toContain(lies);
    expect(lies).toBe(['switched', 'old place points'].includes(step) ? to : second);
    if (lies === to) return;
    // And the move can be made again: over what was left, or, where that was whole, to another place.
    const again = existsSync(join(to, 'unfinished-copy.json')) ? to : join(folder, 'fourth');
    await move(second, again);
    const moved = await openStore(root);
    expect([moved.home, moved.runs.list().length]).toEqual([again, 5]);
    moved.close();
  });

  it('goes back to where it came from', async () => {
    const before = await contentOf(root);
    const to = join(folder, 'away');
    await move(root, to);
    await expect(copyLibraryFiles(to, root)).rejects.toThrow(/holds other files/);
    removeLeftBehind(root, to);
    expect(namesIn(root)).toEqual(['moved-library.json']);
    expect(await contentOf(root)).toBe(before);
    await move(to, root);
    expect(currentLibrary(root)).toBe(root);
    expect(currentLibrary(to)).toBe(root);
    expect(await contentOf(root)).toBe(before);
  });

  it('removes nothing but the library from its old place, and never the one in use', async () => {
    writeFileSync(join(root, 'notes.txt'), 'mine');
    const to = join(folder, 'away');
    await move(root, to);
    expect(() => removeLeftBehind(to, to)).toThrow(/in use/);
    removeLeftBehind(root, to);
    expect(namesIn(root)).toEqual(['moved-library.json', 'notes.txt']);
  });

  it('refuses while another program has the library open, and a folder that holds something else', async () => {
    const store = await openStore(root);
    const to = join(folder, 'away');
    await copyLibraryFiles(root, to);
    await expect(finishMove({ root, from: root, to }, {})).rejects.toThrow(/has the library open/);
    store.close();
    expect(currentLibrary(root)).toBe(root);
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'thesis.txt'), 'months of work');
    await expect(copyLibraryFiles(root, taken)).rejects.toMatchObject({ code: 'bad-input' });
    expect(namesIn(taken)).toEqual(['thesis.txt']);
    await expect(copyLibraryFiles(root, join(root, 'below'))).rejects.toThrow(/lies there already/);
  });

  it('refuses to move a blob that is damaged', async () => {
    const below = join(root, 'blobs');
    const [first] = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 60);
    writeFileSync(join(below, first), 'something else');
    await expect(copyLibraryFiles(root, join(folder, 'away'))).rejects.toThrow(/is damaged/);
    expect(currentLibrary(root)).toBe(root);
  });

  it('can be cancelled between files', async () => {
    let asked = 0;
    const hooks = { cancelled: () => ++asked > 2 };
    await expect(copyLibraryFiles(root, join(folder, 'away'), hooks)).rejects.toMatchObject({ code: 'cancelled' });
    expect(currentLibrary(root)).toBe(root);
  });

  it('says where a library is that is not there any more', async () => {
    const to = join(folder, 'stick');
    await move(root, to);
    rmSync(to, { recursive: true });
    await expect(openStore(root)).rejects.toThrow(new RegExp(`moved to .*stick.*not there`));
  });

  it('keeps what is stored while files are copied', async () => {
    const to = join(folder, 'away');
    await copyLibraryFiles(root, to);
    const store = await openStore(root);
    store.runs.finish(samplePlan(7), sampleResult(7, 22_000), null);
    store.close();
    const before = await contentOf(root);
    await finishMove({ root, from: root, to });
    rmSync(join(root, 'blobs'), { recursive: true });
    expect(await contentOf(root)).toBe(before);
  });
});
