import type { ProfilesReport, ProfileUnits } from '../../../shared/domain/profiles.ts';
import type { RatingsByRow, RatingsDataset } from '../ratings-dataset.ts';
import { describeScale, isOnScale } from '../scale.ts';
import { starsFromShifted } from '../shift.ts';

/** What was met in a file of profiles. */
export interface ProfileCounts {
  /** Rows, header left out. */
  rows: number;
  /** Rows of users that are labelled genuine, of users without a label, and of items that the data do not have. */
  genuine: number;
  unlabelled: number;
  unknown: number;
  /** Rows that gave way to a later one of the same pair. */
  duplicates: number;
  unknownItems: Set<string>;
  unlabelledUsers: Set<string>;
  labelsWithoutRatings: string[];
  /** Malicious users of whom no rating is left. */
  usersLost: number;
}

/** Profiles that were read, and what their report needs to know. */
export interface DescribedProfiles {
  profiles: RatingsByRow;
  counts: ProfileCounts;
  units: ProfileUnits;
  /** Whether the table has the columns of our own exports, whose users are numbered from 1. */
  ownExport: boolean;
  /** Ids of the malicious users. */
  userIds: readonly string[];
  dataset: Pick<RatingsDataset, 'userIds' | 'scale'>;
}

/** The report of an import of profiles. */
export function describeProfiles(described: DescribedProfiles): ProfilesReport {
  const { profiles, counts, units } = described;
  const dropped: [string, number][] = [
    ['user is labelled genuine', counts.genuine],
    ['user has no label', counts.unlabelled],
    ['item is not in the data set', counts.unknown],
    ['duplicate of a later rating', counts.duplicates],
  ];
  const sizes = Array.from({ length: profiles.users }, (_, i) => profiles.rowStart[i + 1] - profiles.rowStart[i]);
  const most = sizes.reduce((largest, size) => Math.max(largest, size), 0);
  return {
    rows: counts.rows,
    kept: profiles.rowItem.length,
    droppedByReason: Object.fromEntries(dropped.filter(([, count]) => count > 0)),
    units,
    fewest: sizes.reduce((smallest, size) => Math.min(smallest, size), most),
    most,
    notes: [...scaleNotes(described), ...labelNotes(counts), ...rowNotes(counts), ...userNotes(described)],
  };
}

function scaleNotes({ profiles, units, ownExport, dataset: { scale } }: DescribedProfiles): string[] {
  const { rowValue } = profiles;
  let outside = 0;
  let between = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const value of rowValue) {
    const stars = starsFromShifted(scale, value);
    low = Math.min(low, stars);
    high = Math.max(high, stars);
    if (stars < scale.min - resolution || stars > scale.max + resolution) outside++;
    else if (!isOnScale(scale, stars)) between++;
  }
  const of = `of ${plural(rowValue.length, 'rating')}`;
  const name = describeScale(scale);
  const range = `from ${short(low)} to ${short(high)} stars`;
  const notes: string[] = [];
  if (units === 'stars' && !ownExport) notes.push(`Ratings were read as stars of the data's scale ${name}.`);
  if (units === 'shifted') notes.push('Ratings were read as shifted units, in which the data span -2 to 2.');
  if (outside > 0) {
    const other = units === 'stars' ? 'shifted units' : 'stars';
    notes.push(`${outside} ${of} lie outside the genuine scale ${name} (${range}); they are kept as they are. If the file is in ${other}, say so and import it again.`);
  }
  if (between > 0) notes.push(`${between} ${of} lie between the steps of the genuine scale ${name}, where no genuine rating is.`);
  return notes;
}

function labelNotes({ labelsWithoutRatings, unlabelledUsers }: ProfileCounts): string[] {
  const notes: string[] = [];
  if (labelsWithoutRatings.length > 0) {
    notes.push(`${plural(labelsWithoutRatings.length, 'label')} without ratings: ${some(labelsWithoutRatings, 'user')}.`);
  }
  if (unlabelledUsers.size > 0) {
    notes.push(`${plural(unlabelledUsers.size, 'user')} without a label left out: ${some([...unlabelledUsers], 'user')}.`);
  }
  return notes;
}

function rowNotes({ unknown, unknownItems, duplicates, usersLost }: ProfileCounts): string[] {
  const notes: string[] = [];
  if (unknown > 0) {
    notes.push(`${plural(unknown, 'rating')} of ${plural(unknownItems.size, 'item')} that the data set does not have left out: ${some([...unknownItems], 'item')}.`);
  }
  if (duplicates > 0) notes.push(`${plural(duplicates, 'rating')} left out for a later one of the same user and item.`);
  if (usersLost > 0) notes.push(`${plural(usersLost, 'malicious user')} left out, of whom no rating remained.`);
  return notes;
}

function userNotes({ profiles, counts, ownExport, userIds, dataset }: DescribedProfiles): string[] {
  const notes: string[] = [];
  const genuine = new Set(dataset.userIds);
  const shared = userIds.filter((id) => genuine.has(id));
  const labelled = counts.genuine + counts.unlabelled > 0;
  if (shared.length > 0 && !ownExport && !labelled) {
    notes.push(
      `${plural(shared.length, 'user')} with the id of a genuine user, taken as malicious users of their own: ${some(shared, 'user')}. ` +
        'If the file holds genuine users too, give labels.',
    );
  }
  if (profiles.users > dataset.userIds.length) {
    notes.push(`The profiles are more than the ${dataset.userIds.length} genuine users, which no share of up to 1 allows; they cannot be evaluated.`);
  }
  return notes;
}

const resolution = 1e-6;
const shown = 5;

function some(ids: readonly string[], what: string): string {
  const rest = ids.length > shown ? ` and ${ids.length - shown} more` : '';
  return `${ids.length === 1 ? what : `${what}s`} ${ids.slice(0, shown).map((id) => id.slice(0, 40)).join(', ')}${rest}`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
