import SqliteDatabase from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LabError, errorToData } from '../../shared/domain/errors.ts';
import { annotationStore, type AnnotationStore } from './annotations.ts';
import { auditStore, type AuditStore } from './audits.ts';
import { emptyBin, isBinOverdue } from './bin.ts';
import { openBlobs } from './blobs.ts';
import { campaignStore, type CampaignStore } from './campaigns.ts';
import { calibrationStore, type CalibrationStore } from './calibrations.ts';
import { cleanModelStore, type CleanModelStore } from './clean-models.ts';
import { openDatabase, versionOf, type Database } from './database.ts';
import { datasetStore, type DatasetStore } from './datasets.ts';
import { eventStore, type EventStore } from './events.ts';
import { storeFailure } from './failures.ts';
import { importedProfilesStore, type ImportedProfilesStore } from './imported-profiles.ts';
import { diskUseStore, type DiskUseStore } from './library/disk-use.ts';
import { currentLibrary } from './library/moved-library.ts';
import { leaseStore, type LeaseStore } from './leases.ts';
import { measurementStore, type MeasurementStore } from './measurements.ts';
import { migrate } from './migrate.ts';
import { payloadStore, type PayloadStore } from './payloads.ts';
import { thisOwner } from './processes.ts';
import { predictedEffectStore, type PredictedEffectStore } from './predicted-effects.ts';
import { queueStore, type QueueStore } from './queue.ts';
import { runStore, type RunStore } from './runs.ts';
import { applicationId, migrations as allMigrations } from './schema.ts';
import { beginSession, endSession } from './sessions.ts';
import { settingStore, type SettingStore } from './settings.ts';
import { uniquenessStore, type UniquenessStore } from './uniqueness.ts';
import { viewStore, type ViewStore } from './views.ts';

/** One library folder, opened; several processes may have it open at once. Calls are synchronous and short. */
export interface Store {
  /** The library folder, absolute. */
  home: string;
  /** The folder that it was opened by; another one after a move. */
  root: string;
  /** True when a newer application wrote it: everything reads, every write throws LabError 'read-only'. */
  readOnly: boolean;
  /** A sentence for the person: read-only because newer, checked after a crash; null when there is nothing to say. */
  notice: string | null;
  datasets: DatasetStore;
  cleanModels: CleanModelStore;
  importedProfiles: ImportedProfilesStore;
  campaigns: CampaignStore;
  runs: RunStore;
  annotations: AnnotationStore;
  views: ViewStore;
  queue: QueueStore;
  events: EventStore;
  leases: LeaseStore;
  measurements: MeasurementStore;
  settings: SettingStore;
  payloads: PayloadStore;
  uniqueness: UniquenessStore;
  predictedEffects: PredictedEffectStore;
  audits: AuditStore;
  calibrations: CalibrationStore;
  diskUse: DiskUseStore;
  /** Deletes for good what has been in the bin for more than 30 days before `now`, and blobs that nothing needs. */
  emptyBin(now?: Date): void;
  /** Version of SQLite, as in "3.54.1". */
  sqliteVersion: string;
  close(): void;
}

/** For tests of the store itself. */
export interface StoreOptions {
  /** Default: the migrations of this application. */
  migrations?: readonly string[];
  /** A small disk: at most this many pages of 4 KB. */
  maxPages?: number;
}

/**
 * Opens the library of a folder, and makes both when they are not there. Close it when done: a process that
 * ends without closing costs the next one a check of the database. What has been in the bin for more than 30
 * days goes on opening.
 * @param home path of the library folder
 * @throws LabError 'bad-input' when lab.sqlite is another program's; 'failed' when it is damaged;
 *   'read-only' when the folder may not be written; as {@link currentLibrary} where the library was moved.
 */
export async function openStore(home: string, options: StoreOptions = {}): Promise<Store> {
  const { migrations = allMigrations, maxPages } = options;
  const root = resolve(home);
  const folder = currentLibrary(root);
  const file = join(folder, 'lab.sqlite');
  makeFolder(folder);
  const readOnly = inspect(file) > migrations.length;
  const database = openDatabase(file, folder, thisOwner(), {
    readOnly,
    version: migrations.length,
    maxPages,
  });
  let checked = false;
  try {
    if (!readOnly) {
      await migrate(database, migrations);
      checked = beginSession(database);
    }
    // Moved away while this waited for the right to write: nothing may be stored here any more.
    if (currentLibrary(root) !== folder) {
      endSession(database);
      database.close();
      return await openStore(home, options);
    }
  } catch (error) {
    database.close();
    throw error;
  }

  const blobs = openBlobs(join(folder, 'blobs'));
  const payloads = payloadStore(database, blobs);
  const datasets = datasetStore(database);
  const binNotice = readOnly
    ? null
    : tidy(checked, () => emptyBin(database, blobs, datasets, new Date()), database);
  return {
    home: folder,
    root,
    readOnly,
    notice: [noticeOf(readOnly, checked), binNotice].filter((each) => each !== null).join(' ') || null,
    datasets,
    cleanModels: cleanModelStore(database, blobs, payloads),
    importedProfiles: importedProfilesStore(database, blobs, payloads),
    campaigns: campaignStore(database),
    runs: runStore(database, blobs, payloads),
    annotations: annotationStore(database),
    views: viewStore(database),
    queue: queueStore(database),
    events: eventStore(database),
    leases: leaseStore(database),
    measurements: measurementStore(database),
    settings: settingStore(database),
    payloads,
    uniqueness: uniquenessStore(database),
    predictedEffects: predictedEffectStore(database, blobs, payloads),
    audits: auditStore(database),
    calibrations: calibrationStore(database),
    diskUse: diskUseStore(database),
    emptyBin: (now = new Date()) => emptyBin(database, blobs, datasets, now),
    sqliteVersion: database.one<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '',
    close() {
      if (!database.sqlite.open) return;
      try {
        if (!readOnly) endSession(database);
      } catch (error) {
        // A full disk or a library migrated meanwhile: the next opening checks the database, nothing more.
        if (!(error instanceof LabError)) throw error;
      } finally {
        database.close();
      }
    },
  };
}

function makeFolder(folder: string): void {
  try {
    makeEach(join(folder, 'datasets'));
  } catch (error) {
    throw storeFailure(error, `make the library folder ${folder}`);
  }
}

/** One folder at a time: Node's own recursive way never ends where a parent takes no folders, as under /proc. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeEach(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** The schema version of the file, before anything is written to it; 0 when it is new. */
function inspect(file: string): number {
  try {
    const sqlite = new SqliteDatabase(file);
    try {
      const version = versionOf(sqlite);
      const id = Number(sqlite.pragma('application_id', { simple: true }));
      const tables = sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
      if (id === applicationId || (version === 0 && id === 0 && tables === 0)) return version;
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw storeFailure(error, 'open the library');
  }
  throw new LabError('bad-input', `${file} is no Poison Lab library. Choose another folder with --home.`);
}

/** Nobody should be kept from their library by what has to go from it. */
function tidy(afterCrash: boolean, empty: () => void, database: Database): string | null {
  try {
    if (afterCrash || isBinOverdue(database, new Date())) empty();
    return null;
  } catch (error) {
    return errorToData(error).message;
  }
}

function noticeOf(readOnly: boolean, checked: boolean): string | null {
  if (readOnly)
    return 'A newer Poison Lab wrote this library, so this version only reads it. Update Poison Lab to go on working in it.';
  return checked ? 'The last session ended unexpectedly; the library was checked and is sound.' : null;
}
