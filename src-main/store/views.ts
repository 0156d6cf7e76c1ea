import { LabError } from '../../shared/domain/errors.ts';
import type { Database } from './database.ts';

/** A named view of the list of runs. */
export interface StoredView {
  name: string;
  /** The query of an address: filters, sorting, columns, grouping. */
  query: string;
}

/** Saved views, by name; deleted ones stay in the bin for 30 days. */
export interface ViewStore {
  /** In the order in which they were first saved. */
  list(): StoredView[];
  /** Takes the place of one that has the name. */
  save(view: StoredView): void;
  /** @throws LabError 'not-found', or 'conflict' when the name is taken. */
  rename(name: string, to: string): StoredView;
  /** @throws LabError 'not-found'. */
  delete(name: string): void;
  /** The one of this name that was deleted last. @throws LabError 'not-found', or 'conflict' when the name is taken. */
  restore(name: string): StoredView;
}

/** The saved views of a library. */
export function viewStore(database: Database): ViewStore {
  function find(name: string): StoredView | undefined {
    return database.one<StoredView>('SELECT name, query FROM views WHERE name = ? AND deleted_at IS NULL', name);
  }
  function demandFree(name: string): void {
    if (find(name)) throw new LabError('conflict', `A view "${name}" is saved already. Choose another name.`);
  }
  return {
    list: () => database.all<StoredView>('SELECT name, query FROM views WHERE deleted_at IS NULL ORDER BY id'),
    save: ({ name, query }) =>
      database.write('save the view', () => {
        const sql = 'UPDATE views SET query = ? WHERE name = ? AND deleted_at IS NULL';
        if (database.run(sql, query, name) === 0) {
          database.run('INSERT INTO views (name, query) VALUES (?, ?)', name, query);
        }
      }),
    rename: (name, to) =>
      database.write('rename the view', () => {
        const view = find(name) ?? noView(name);
        if (to !== name) demandFree(to);
        database.run('UPDATE views SET name = ? WHERE name = ? AND deleted_at IS NULL', to, name);
        return { ...view, name: to };
      }),
    delete: (name) =>
      database.write('delete the view', () => {
        const sql = 'UPDATE views SET deleted_at = ? WHERE name = ? AND deleted_at IS NULL';
        if (database.run(sql, new Date().toISOString(), name) === 0) noView(name);
      }),
    restore: (name) =>
      database.write('restore the view', () => {
        demandFree(name);
        const last = 'SELECT max(id) FROM views WHERE name = ? AND deleted_at IS NOT NULL';
        database.run(`UPDATE views SET deleted_at = NULL WHERE id = (${last})`, name);
        return find(name) ?? noView(name);
      }),
  };
}

function noView(name: string): never {
  throw new LabError('not-found', `No view "${name}" is saved.`);
}
