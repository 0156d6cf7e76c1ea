import type { RatingShift } from '../../shared/domain/dataset.ts';
import type { StoredProfiles } from '../store/profiles.ts';
import type { Cell } from './csv.ts';
import { toCsv, utf8 } from './csv.ts';

/** The malicious block of a run and what is needed to speak of it in the data's own terms. */
export interface ProfilesToExport {
  /** m' x items, ratings in shifted units. */
  profiles: StoredProfiles;
  /** The data file's own item ids, by column. */
  itemIds: readonly string[];
  shift: RatingShift;
}

/**
 * Malicious profiles as `user,item,rating,stars`: users from 1, items by the data file's own id, ratings in
 * shifted units and in stars, both with every digit of their float64.
 */
export async function exportProfiles({ profiles, itemIds, shift }: ProfilesToExport): Promise<Uint8Array> {
  const rows: Cell[][] = [];
  for (let user = 0; user < profiles.users; user++) {
    for (let at = profiles.rowStart[user]; at < profiles.rowStart[user + 1]; at++) {
      const rating = profiles.rowValue[at];
      rows.push([user + 1, itemIds[profiles.rowItem[at]], rating, (rating - shift.add) / shift.multiply]);
    }
  }
  return utf8(toCsv(['user', 'item', 'rating', 'stars'], rows));
}
