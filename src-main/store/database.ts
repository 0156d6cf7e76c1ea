import SqliteDatabase from 'better-sqlite3';
import { LabError } from '../../shared/domain/errors.ts';
import { storeFailure } from './failures.ts';
import type { Owner } from './processes.ts';

/** What SQLite takes and gives; blobs come back as Buffer. */
export type SqlValue = string | number | null | Uint8Array;

/** One open database of a library, as the areas of the store use it. */
export interface Database {
  sqlite: SqliteDatabase.Database;
  /** The library folder. */
  home: string;
  owner: Owner;
  readOnly: boolean;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  one<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  /** Number of changed rows. Only inside `write`. */
  run(sql: string, ...values: SqlValue[]): number;
  /**
   * Everything that `work` writes, or nothing; BEGIN IMMEDIATE, so that two processes never deadlock.
   * @param doing for messages, as in "store the run"
   * @throws LabError 'read-only' when a newer application wrote the library.
   */
  write<Result>(doing: string, work: () => Result): Result;
  /** Another text once anything was written since, here or by another process. */
  version(): string;
  close(): void;
}

/** How to open one. */
export interface DatabaseOptions {
  readOnly: boolean;
  /** The schema version that this application reads and writes. */
  version: number;
  /** At most this many pages of 4 KB; tests fill a disk with it. */
  maxPages?: number;
}

/** Opens the file with every pragma that the store relies on; `synchronous` and others do not persist. */
export function openDatabase(file: string, home: string, owner: Owner, options: DatabaseOptions): Database {
  const sqlite = connect(file, options);
  const statements = new Map<string, SqliteDatabase.Statement>();
  let writes = 0;

  function statement(sql: string): SqliteDatabase.Statement {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = sqlite.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }
  function read<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (sqlite.inTransaction) throw error;
      throw storeFailure(error, 'read the library');
    }
  }
  return {
    sqlite,
    home,
    owner,
    readOnly: options.readOnly,
    all: <Row>(sql: string, ...values: SqlValue[]) => read(() => statement(sql).all(...values) as Row[]),
    one: <Row>(sql: string, ...values: SqlValue[]) =>
      read(() => statement(sql).get(...values) as Row | undefined),
    run: (sql, ...values) => statement(sql).run(...values).changes,
    write(doing, work) {
      if (options.readOnly) throw newerLibrary(doing);
      writes++;
      try {
        return sqlite
          .transaction(() => {
            // Another process may have migrated the library since it was opened here.
            if (versionOf(sqlite) > options.version) throw newerLibrary(doing);
            return work();
          })
          .immediate();
      } catch (error) {
        throw storeFailure(error, doing);
      }
    },
    // SQLite's own count is of other connections alone.
    version: () => `${writes} ${read(() => String(sqlite.pragma('data_version', { simple: true })))}`,
    close: () => void sqlite.close(),
  };
}

/** The schema version of an open file; 0 when it is new. */
export function versionOf(sqlite: SqliteDatabase.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }));
}

function connect(file: string, options: DatabaseOptions): SqliteDatabase.Database {
  try {
    const sqlite = new SqliteDatabase(file, { readonly: options.readOnly, fileMustExist: options.readOnly });
    // First of all, so that the switch to WAL waits for another process's.
    sqlite.pragma('busy_timeout = 5000');
    if (!options.readOnly) sqlite.pragma('journal_mode = WAL');
    for (const pragma of [
      'synchronous = FULL',
      'fullfsync = 1',
      'foreign_keys = ON',
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'mmap_size = 0',
    ]) {
      sqlite.pragma(pragma);
    }
    if (options.maxPages !== undefined) sqlite.pragma(`max_page_count = ${options.maxPages}`);
    return sqlite;
  } catch (error) {
    throw storeFailure(error, 'open the library');
  }
}

function newerLibrary(doing: string): LabError {
  return new LabError(
    'read-only',
    `Cannot ${doing}: a newer Poison Lab wrote this library, so this version only reads it. Update Poison Lab, or choose another library folder.`,
  );
}
