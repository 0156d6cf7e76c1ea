import type { RatingShift } from '../../shared/domain/dataset.ts';
import type { ItemShift } from '../../shared/domain/run-effect.ts';
import { toCsv, utf8 } from './csv.ts';

/** Every item of a run before and after as CSV, in the given order: shifted units and stars, every digit. */
export function exportItems(items: readonly ItemShift[], { multiply, add }: RatingShift): Uint8Array {
  const header = ['item', 'title', 'ratings', 'maliciousRatings', 'before', 'after', 'shift', 'beforeStars', 'afterStars', 'shiftStars'];
  const rows = items.map(({ item, title, ratings, maliciousRatings, before, after, shift }) => [
    ...[item, title, ratings, maliciousRatings, before, after, shift],
    ...[(before - add) / multiply, (after - add) / multiply, shift / multiply],
  ]);
  return utf8(toCsv(header, rows));
}
