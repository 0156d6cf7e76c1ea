import { join } from 'node:path';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { Database } from './database.ts';

/** What makes a subset out of another data set; absent fields do not filter. */
export interface SubsetSelection {
  topUsers?: number;
  topItems?: number;
  minRatings?: number;
}

/** Records of data sets. The ratings lie in `cachePath(fingerprint)`, written by whoever imports. */
export interface DatasetStore {
  /** By name. `deleted` lists the bin instead. */
  list(options?: { deleted?: boolean }): Dataset[];
  /** A live data set by name or fingerprint; null when there is none. */
  find(reference: string): Dataset | null;
  /** By fingerprint, in the bin or not; also one that is gone for good, as long as runs on it are kept. */
  get(fingerprint: string): Dataset | null;
  /**
   * Records a data set. Content that is known already keeps its record and name (and leaves the bin):
   * the answer is what the library holds now.
   * @throws LabError 'conflict' when another data set has the name.
   */
  add(dataset: Dataset): Dataset;
  /** @throws LabError 'conflict' when another data set has the name, 'not-found'. */
  rename(fingerprint: string, name: string): Dataset;
  /** How many runs outside the bin were computed on a data set or on a subset of it. */
  runsOn(fingerprint: string): number;
  /** Into the bin, by name or fingerprint; gone for good after 30 days. @throws LabError 'not-found'. */
  delete(reference: string): Dataset;
  /** Out of the bin, by name or fingerprint. @throws LabError 'not-found', 'conflict' when the name is taken. */
  restore(reference: string): Dataset;
  /** Where the binary cache of a data set lies: `<home>/datasets/<fingerprint>.ratings`. */
  cachePath(fingerprint: string): string;
  /** The fingerprint that a selection of `parent` gave before; null when it was never made. */
  subset(parent: string, selection: SubsetSelection): string | null;
  /** What a subset was made of; null for a data set that is none. */
  subsetOrigin(fingerprint: string): { parent: string; selection: SubsetSelection } | null;
  recordSubset(parent: string, selection: SubsetSelection, fingerprint: string): void;
}

interface Row {
  record: string;
  name: string;
  deleted_at: string | null;
  /** 1: its ratings are deleted for good. */
  gone: number;
}

const columns = 'record, name, deleted_at, gone';

/** The data sets of a library. */
export function datasetStore(database: Database): DatasetStore {
  const get = (fingerprint: string) =>
    toDataset(database.one<Row>(`SELECT ${columns} FROM datasets WHERE fingerprint = ?`, fingerprint));
  const named = (name: string) =>
    toDataset(
      database.one<Row>(`SELECT ${columns} FROM datasets WHERE name = ? AND deleted_at IS NULL`, name),
    );

  function find(reference: string): Dataset | null {
    const byName = named(reference);
    if (byName) return byName;
    const known = get(reference);
    return known?.deletedAt === null ? known : null;
  }
  function demandFree(name: string, fingerprint: string): void {
    const other = named(name);
    if (!other || other.fingerprint === fingerprint) return;
    throw new LabError(
      'conflict',
      `Another data set is called "${name}" already. Choose another name, or delete that one first.`,
    );
  }
  function binned(reference: string): Dataset | null {
    return toDataset(
      database.one<Row>(
        `SELECT ${columns} FROM datasets WHERE (fingerprint = ? OR name = ?) AND deleted_at IS NOT NULL AND gone = 0
         ORDER BY deleted_at DESC`,
        reference,
        reference,
      ),
    );
  }
  function setDeleted(dataset: Dataset, deletedAt: string | null): Dataset {
    database.run(
      'UPDATE datasets SET deleted_at = ?, gone = 0 WHERE fingerprint = ?',
      deletedAt,
      dataset.fingerprint,
    );
    return { ...dataset, deletedAt };
  }

  return {
    list({ deleted = false } = {}) {
      const which = deleted ? 'IS NOT NULL' : 'IS NULL';
      const rows = database.all<Row>(
        `SELECT ${columns} FROM datasets WHERE deleted_at ${which} AND gone = 0 ORDER BY name`,
      );
      return rows.map(toDataset).filter((dataset) => dataset !== null);
    },
    find,
    get,
    add: (dataset) =>
      database.write('record the data set', () => {
        const known = get(dataset.fingerprint);
        if (known) {
          if (known.deletedAt === null) return known;
          demandFree(known.name, known.fingerprint);
          return setDeleted(known, null);
        }
        demandFree(dataset.name, dataset.fingerprint);
        const { fingerprint, name, users, items, ratings } = dataset;
        const record = JSON.stringify({ ...dataset, deletedAt: null });
        database.run(
          'INSERT INTO datasets (fingerprint, name, users, items, ratings, record) VALUES (?, ?, ?, ?, ?, ?)',
          ...[fingerprint, name, users, items, ratings, record],
        );
        return { ...dataset, deletedAt: null };
      }),
    rename: (fingerprint, name) =>
      database.write('rename the data set', () => {
        const known = get(fingerprint);
        if (!known) throw new LabError('not-found', `No data set has the fingerprint ${fingerprint}.`);
        demandFree(name, fingerprint);
        database.run('UPDATE datasets SET name = ? WHERE fingerprint = ?', name, fingerprint);
        return { ...known, name };
      }),
    runsOn: (fingerprint) =>
      database.one<{ runs: number }>(
        `SELECT count(*) AS runs FROM runs WHERE deleted_at IS NULL
           AND (dataset = ? OR dataset IN (SELECT fingerprint FROM subsets WHERE parent = ?))`,
        fingerprint,
        fingerprint,
      )?.runs ?? 0,
    delete: (reference) =>
      database.write('delete the data set', () => {
        const known = find(reference);
        if (!known) throw new LabError('not-found', `No data set "${reference}" is in the library.`);
        return setDeleted(known, new Date().toISOString());
      }),
    restore: (reference) =>
      database.write('restore the data set', () => {
        const known = binned(reference);
        if (!known) throw new LabError('not-found', `No data set "${reference}" is in the bin.`);
        demandFree(known.name, known.fingerprint);
        return setDeleted(known, null);
      }),
    cachePath: (fingerprint) => join(database.home, 'datasets', `${fingerprint}.ratings`),
    subset(parent, selection) {
      const row = database.one<{ fingerprint: string }>(
        'SELECT fingerprint FROM subsets WHERE parent = ? AND selection = ?',
        parent,
        selectionText(selection),
      );
      return row?.fingerprint ?? null;
    },
    subsetOrigin(fingerprint) {
      const row = database.one<{ parent: string; selection: string }>(
        'SELECT parent, selection FROM subsets WHERE fingerprint = ? ORDER BY parent, selection',
        fingerprint,
      );
      return row ? { parent: row.parent, selection: selectionOf(row.selection) } : null;
    },
    recordSubset: (parent, selection, fingerprint) =>
      database.write('record the subset', () => {
        database.run('REPLACE INTO subsets VALUES (?, ?, ?)', parent, selectionText(selection), fingerprint);
      }),
  };
}

function toDataset(row: Row | undefined): Dataset | null {
  return row ? { ...(JSON.parse(row.record) as Dataset), name: row.name, deletedAt: row.deleted_at } : null;
}

function selectionText({ topUsers, topItems, minRatings }: SubsetSelection): string {
  return JSON.stringify([topUsers ?? null, topItems ?? null, minRatings ?? null]);
}

function selectionOf(text: string): SubsetSelection {
  const [topUsers, topItems, minRatings] = JSON.parse(text) as (number | null)[];
  return {
    ...(topUsers === null ? {} : { topUsers }),
    ...(topItems === null ? {} : { topItems }),
    ...(minRatings === null ? {} : { minRatings }),
  };
}
