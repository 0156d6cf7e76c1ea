import type { Annotation } from '../../shared/domain/annotation.ts';
import type { Database } from './database.ts';

/** A change of what is written on runs; what is not named stays. */
export interface AnnotationChange {
  starred?: boolean;
  addTags: readonly string[];
  removeTags: readonly string[];
  note?: string;
}

/** Stars, tags and notes by run. They go for good with their run, and are part of no key and no result. */
export interface AnnotationStore {
  /** Of every run that has any, by key; runs in the bin keep theirs. */
  list(): Annotation[];
  /** By key of the run; an empty one where nothing was written. */
  get(run: string): Annotation;
  /**
   * All runs in one transaction; answers with their annotations afterwards, in the order given.
   * @throws LabError 'failed' when a key is unknown.
   */
  change(runs: readonly string[], change: AnnotationChange): Annotation[];
}

interface NoteRow {
  starred: number;
  note: string;
}

/** What people wrote on the runs of a library. */
export function annotationStore(database: Database): AnnotationStore {
  function get(run: string): Annotation {
    const row = database.one<NoteRow>('SELECT starred, note FROM run_notes WHERE run = ?', run);
    const tags = database.all<{ tag: string }>('SELECT tag FROM run_tags WHERE run = ? ORDER BY tag', run);
    return { run, starred: row?.starred === 1, tags: tags.map(({ tag }) => tag), note: row?.note ?? '' };
  }
  function write(run: string, { starred, addTags, removeTags, note }: AnnotationChange): void {
    const before = get(run);
    if (starred !== undefined || note !== undefined) {
      const now = { starred: starred ?? before.starred, note: note ?? before.note };
      if (!now.starred && now.note === '') database.run('DELETE FROM run_notes WHERE run = ?', run);
      else database.run('REPLACE INTO run_notes VALUES (?, ?, ?)', run, Number(now.starred), now.note);
    }
    for (const tag of removeTags) database.run('DELETE FROM run_tags WHERE run = ? AND tag = ?', run, tag);
    for (const tag of addTags) database.run('INSERT OR IGNORE INTO run_tags VALUES (?, ?)', run, tag);
  }
  return {
    list() {
      const found = new Map<string, Annotation>();
      const of = (run: string): Annotation => {
        const known = found.get(run) ?? { run, starred: false, tags: [], note: '' };
        found.set(run, known);
        return known;
      };
      for (const { run, starred, note } of database.all<NoteRow & { run: string }>('SELECT * FROM run_notes'))
        Object.assign(of(run), { starred: starred === 1, note });
      for (const { run, tag } of database.all<{ run: string; tag: string }>('SELECT * FROM run_tags ORDER BY run, tag'))
        of(run).tags.push(tag);
      return [...found.values()].sort((a, b) => (a.run < b.run ? -1 : 1));
    },
    get,
    change: (runs, change) =>
      database.write('write on the runs', () => {
        for (const run of runs) write(run, change);
        return runs.map(get);
      }),
  };
}
