import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { applicationId, migrations } from '../../src-main/store/schema.ts';
import { emptyHome, openedStore, sampleCampaign } from './sample-runs.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

const second = 'ALTER TABLE settings ADD COLUMN note TEXT';

function raw(home: string): SqliteDatabase.Database {
  return new SqliteDatabase(join(home, 'lab.sqlite'));
}

describe('opening a library', () => {
  it('makes it: WAL, marked as ours, of the newest version, every table strict', async () => {
    const { home, sqliteVersion } = await openedStore();
    const sqlite = raw(home);
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(sqlite.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length);
    const tables = sqlite
      .prepare(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(tables.length).toBeGreaterThan(9);
    expect(tables.filter((table) => (table as { strict: number }).strict !== 1)).toEqual([]);
    sqlite.close();
    expect(sqliteVersion).toMatch(/^3\.\d+\.\d+$/);
  });

  it("refuses another program's database and leaves it alone", async () => {
    const home = emptyHome();
    const sqlite = raw(home);
    sqlite.exec('CREATE TABLE theirs (x)');
    sqlite.close();
    const before = readFileSync(join(home, 'lab.sqlite'));
    await expect(openedStore(home)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/no Poison Lab library/),
    });
    expect(readFileSync(join(home, 'lab.sqlite'))).toEqual(before);
  });

  it('refuses a file that is no database', async () => {
    const home = emptyHome();
    writeFileSync(join(home, 'lab.sqlite'), 'not a database, but long enough to look at'.repeat(200));
    await expect(openedStore(home)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/damaged/),
    });
  });

  it.skipIf(!existsSync('/proc/self'))('refuses, at once, a folder whose parent takes none', async () => {
    await expect(openedStore('/proc/no-library')).rejects.toMatchObject({
      message: expect.stringMatching(/library folder/),
    });
  });

  it('refuses a folder that is a file', async () => {
    const home = join(emptyHome(), 'file');
    writeFileSync(home, '');
    await expect(openedStore(home)).rejects.toMatchObject({
      message: expect.stringMatching(/library folder/),
    });
  });
});

describe('a library of a newer version', () => {
  it('is read, never written, and says why', async () => {
    const home = emptyHome();
    const newer = await openedStore(home, { migrations: [...migrations, second] });
    newer.runs.finish(samplePlan(1), sampleResult(1), null);
    newer.close();
    const store = await openedStore(home);
    expect(store.readOnly).toBe(true);
    expect(store.notice).toMatch(/newer/);
    expect(store.runs.profiles(samplePlan(1).key)).toEqual(sampleResult(1).profiles);
    const refused = expect.objectContaining({
      code: 'read-only',
      message: expect.stringMatching(/Update Poison Lab/),
    });
    expect(() => store.runs.finish(samplePlan(2), sampleResult(2), null)).toThrow(refused);
    expect(() => store.campaigns.save(sampleCampaign('a'))).toThrow(refused);
    expect(() => store.leases.acquire('x')).toThrow(refused);
    expect(() => store.emptyBin()).toThrow(refused);
  });

  it('is no longer written by an older program that has it open while it is migrated', async () => {
    const home = emptyHome();
    const older = await openedStore(home);
    older.settings.set({ theme: 'dark' });
    await openedStore(home, { migrations: [...migrations, second] });
    expect(() => older.settings.set({ theme: 'light' })).toThrow(
      expect.objectContaining({ code: 'read-only' }),
    );
    expect(older.settings.all()).toEqual({ theme: 'dark' });
  });
});

describe('migrating', () => {
  it('keeps every record and a checked copy of the library as it was', async () => {
    const home = emptyHome();
    const old = await openedStore(home);
    old.runs.finish(samplePlan(1), sampleResult(1), null);
    old.close();
    const store = await openedStore(home, { migrations: [...migrations, second] });
    expect(store.readOnly).toBe(false);
    expect(store.runs.get(samplePlan(1).key)?.status).toBe('done');
    const [copy, ...others] = readdirSync(join(home, 'backups'));
    expect(others).toEqual([]);
    const sqlite = new SqliteDatabase(join(home, 'backups', copy), { readonly: true });
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(sqlite.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1);
    sqlite.close();
    expect(store.leases.holder('migration')).toBeNull();
  });

  it('keeps the three latest copies', async () => {
    const home = emptyHome();
    const steps = [...migrations];
    for (let version = 0; version < 5; version++) {
      (await openedStore(home, { migrations: steps })).close();
      steps.push(`CREATE TABLE extra_${version} (x TEXT) STRICT`);
    }
    const copies = readdirSync(join(home, 'backups')).sort();
    expect(copies.map((name) => name.match(/-v(\d+)\.sqlite$/)?.[1])).toEqual([1, 2, 3].map((more) => String(migrations.length + more)));
  });

  it.each([
    ['a step fails halfway', 'CREATE TABLE half (x TEXT) STRICT; SELECT nonsense'],
    [
      'records would point nowhere',
      'CREATE TABLE half (x TEXT REFERENCES runs (key)) STRICT; INSERT INTO half VALUES (1)',
    ],
  ])('leaves the library as it was when %s', async (_, step) => {
    const home = emptyHome();
    (await openedStore(home)).close();
    await expect(openedStore(home, { migrations: [...migrations, step] })).rejects.toMatchObject({
      code: 'failed',
    });
    const store = await openedStore(home);
    expect(store.readOnly).toBe(false);
    const sqlite = raw(home);
    expect(sqlite.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    sqlite.close();
  });

  it('refuses to migrate a damaged library', async () => {
    const home = emptyHome();
    const old = await openedStore(home);
    for (let seed = 0; seed < 200; seed++) old.runs.finish(samplePlan(seed), sampleResult(seed), null);
    old.close();
    damagePages(home);
    await expect(openedStore(home, { migrations: [...migrations, second] })).rejects.toMatchObject({
      message: expect.stringMatching(/damaged/),
    });
    expect(raw(home).pragma('user_version', { simple: true })).toBe(migrations.length);
  });
});

describe('a disk that is full', () => {
  it('is named in the message, and what was stored before stays', async () => {
    const store = await openedStore(emptyHome(), { maxPages: 60 });
    let stored = 0;
    let failure: unknown = null;
    while (failure === null && stored < 1000) {
      try {
        store.runs.finish(samplePlan(stored), sampleResult(stored, 200), null);
        stored++;
      } catch (error) {
        failure = error;
      }
    }
    expect(failure).toMatchObject({ code: 'failed', message: expect.stringMatching(/disk is full/) });
    expect(stored).toBeGreaterThan(0);
    expect(store.runs.list()).toHaveLength(stored);
    expect(store.runs.get(samplePlan(stored).key)).toBeNull();
    expect(store.runs.profiles(samplePlan(0).key)).toEqual(sampleResult(0, 200).profiles);
  });

  it('or blobs that cannot be written leave no row behind', async () => {
    const store = await openedStore();
    writeFileSync(join(store.home, 'blobs'), 'in the way');
    expect(() => store.runs.finish(samplePlan(1), sampleResult(1, 40_000), null)).toThrow(/blobs folder/);
    expect(store.runs.get(samplePlan(1).key)).toBeNull();
    rmSync(join(store.home, 'blobs'));
    expect(store.runs.finish(samplePlan(1), sampleResult(1, 40_000), null)).toBe(true);
    expect(
      readdirSync(join(store.home, 'blobs'), { recursive: true }).filter((name) =>
        String(name).endsWith('.tmp'),
      ),
    ).toEqual([]);
  });
});

describe('sweeping blobs', () => {
  it('removes files that nothing refers to once they are a day old, and only those', async () => {
    const store = await openedStore();
    store.runs.finish(samplePlan(1), sampleResult(1, 40_000), null);
    const stray = join(store.home, 'blobs', 'aa', 'a'.repeat(64));
    mkdirSync(join(store.home, 'blobs', 'aa'), { recursive: true });
    writeFileSync(stray, 'stray');
    store.emptyBin();
    expect(existsSync(stray)).toBe(true);
    for (const name of readdirSync(join(store.home, 'blobs'), { recursive: true }))
      utimesSync(join(store.home, 'blobs', String(name)), 0, 0);
    store.emptyBin();
    expect(existsSync(stray)).toBe(false);
    expect(store.runs.profiles(samplePlan(1).key)).toEqual(sampleResult(1, 40_000).profiles);
  });
});

/** Overwrites every second page after the first ten. */
function damagePages(home: string): void {
  const path = join(home, 'lab.sqlite');
  const bytes = readFileSync(path);
  for (let at = 10 * 4096; at + 4096 <= bytes.length; at += 2 * 4096) bytes.fill(0xa5, at, at + 4096);
  writeFileSync(path, bytes);
}
