import { shareBuying } from '../../../shared/domain/campaign.ts';
import type { ProfilesReport, ProfileUnits } from '../../../shared/domain/profiles.ts';
import { ascendingOrder } from '../ids.ts';
import type { RatingsByRow, RatingsDataset } from '../ratings-dataset.ts';
import { badFile } from '../reading/bad-input.ts';
import { openSource } from '../reading/open-source.ts';
import type { Source, SourceFile } from '../reading/source.ts';
import { shiftedBeyondScale } from '../shift.ts';
import { addLabel, readLabels, type UserLabels } from './labels.ts';
import { forEachProfileRow } from './profile-rows.ts';
import { describeProfiles, type ProfileCounts } from './profiles-report.ts';

/** What to import, and for which data. */
export interface ProfilesInput {
  /** A CSV or TSV file of `user,item,rating`. */
  path: string;
  /** A table of `user,label`; null when the file has a column of them, or holds malicious users alone. */
  labelsPath: string | null;
  /** Null: shifted units for a table with the columns rating and stars, as profiles are exported, else stars. */
  units: ProfileUnits | null;
  dataset: AttackedData;
}

/** What reading profiles needs of the data set that they attack. */
export type AttackedData = Pick<RatingsDataset, 'userIds' | 'itemIds' | 'scale'>;

/** Profiles that were read: users ascending by id, items in the data set's columns, ratings in shifted units. */
export interface ReadProfiles {
  profiles: RatingsByRow;
  /** Ids of the malicious users, by row. */
  userIds: string[];
  report: ProfilesReport;
  maliciousShare: number | null;
}

/**
 * Reads malicious profiles for a data set. Users that labels call genuine, and users without a label where there are
 * labels, are left out, as are unknown items; of a pair that is rated twice the last counts; ratings off the scale
 * stay as they are. All of it is counted and said in the report.
 * @throws LabError bad-input naming file and line, or when no rating is left; 'cancelled'
 */
export async function readProfiles(input: ProfilesInput, cancelled: () => boolean): Promise<ReadProfiles> {
  const { path, labelsPath, units, dataset } = input;
  const labels = labelsPath === null ? null : await withTable(labelsPath, (file) => readLabels(file, cancelled));
  return withTable(path, (file) => readProfileTable(file, { labels, units, dataset }, cancelled));
}

/** As {@link readProfiles}, of an open table; `labels` null where they are a column of it, or all users malicious. */
export async function readProfileTable(
  file: SourceFile,
  { labels, units: said, dataset }: { labels: UserLabels | null; units: ProfileUnits | null; dataset: AttackedData },
  cancelled: () => boolean,
): Promise<ReadProfiles> {
  const column = new Map(dataset.itemIds.map((id, index) => [id, index]));
  const { table, counts, cells } = await collect(file, { labels, column }, cancelled);
  const units = said ?? table.units;
  // Adding 0 makes -0 a 0: equal profiles have one hash.
  const shifted = (rating: number) => (units === 'stars' ? shiftedBeyondScale(dataset.scale, rating) : rating) + 0;
  const ids = [...cells.keys()];
  const userIds = Array.from(ascendingOrder(ids), (at) => ids[at]);
  const rows = userIds.map((id) => cells.get(id) ?? new Map<number, number>());
  const profiles = toRows(rows, dataset.itemIds.length, shifted);
  if (profiles.users === 0) throw badFile(file.label, nothingLeft(counts));
  const report = describeProfiles({ profiles, counts, units, ownExport: table.units === 'shifted', userIds, dataset });
  return { profiles, userIds, report, maliciousShare: shareBuying(profiles.users, dataset.userIds.length) };
}

async function collect(
  file: SourceFile,
  { labels, column }: { labels: UserLabels | null; column: ReadonlyMap<string, number> },
  cancelled: () => boolean,
) {
  const cells = new Map<string, Map<number, number>>();
  const inFile: UserLabels = new Map();
  const seen = new Set<string>();
  const counts: ProfileCounts = { rows: 0, genuine: 0, unlabelled: 0, unknown: 0, duplicates: 0, unknownItems: new Set(), unlabelledUsers: new Set(), labelsWithoutRatings: [], usersLost: 0 };
  const tried = new Set<string>();
  const table = await forEachProfileRow(file, cancelled, ({ user, item, rating, label, line }) => {
    counts.rows++;
    if (labels) seen.add(user);
    if (label !== null) addLabel(inFile, user, label, file.label, line);
    const malicious = labels ? labels.get(user) : label === null ? true : inFile.get(user);
    if (malicious === undefined) {
      counts.unlabelled++;
      counts.unlabelledUsers.add(user);
    }
    if (malicious === false) counts.genuine++;
    if (!malicious) return;
    tried.add(user);
    const at = column.get(item);
    if (at === undefined) {
      counts.unknown++;
      counts.unknownItems.add(item);
      return;
    }
    const row = cells.get(user) ?? new Map<number, number>();
    cells.set(user, row);
    if (row.has(at)) counts.duplicates++;
    row.set(at, rating);
  });
  counts.labelsWithoutRatings = labels ? [...labels.keys()].filter((user) => !seen.has(user)) : [];
  counts.usersLost = tried.size - cells.size;
  return { cells, counts, table };
}

function toRows(rows: readonly Map<number, number>[], items: number, shifted: (rating: number) => number): RatingsByRow {
  const count = rows.reduce((sum, row) => sum + row.size, 0);
  const rowStart = new Int32Array(rows.length + 1);
  const rowItem = new Int32Array(count);
  const rowValue = new Float64Array(count);
  let to = 0;
  rows.forEach((row, user) => {
    for (const [item, rating] of [...row].sort(([a], [b]) => a - b)) {
      rowItem[to] = item;
      rowValue[to++] = shifted(rating);
    }
    rowStart[user + 1] = to;
  });
  return { users: rows.length, items, rowStart, rowItem, rowValue };
}

function nothingLeft({ genuine, unlabelled, unknown }: ProfileCounts): string {
  const why = [
    genuine > 0 ? `${genuine} ratings are of users labelled genuine` : '',
    unlabelled > 0 ? `${unlabelled} of users without a label` : '',
    unknown > 0 ? `${unknown} of items that the data set does not have` : '',
  ].filter((each) => each !== '');
  return `holds no malicious rating for this data set: ${why.join(', ')}`;
}

async function withTable<T>(path: string, read: (file: SourceFile) => Promise<T>): Promise<T> {
  const source: Source = await openSource(path);
  try {
    if (source.kind !== 'file') {
      throw badFile(source.name, `is a ${source.kind}; name the table itself, or import an attack bundle as a bundle`);
    }
    return await read(source.files[0]);
  } finally {
    source.close();
  }
}
