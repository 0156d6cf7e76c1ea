import { randomStream, sampleWithoutReplacement } from '../../../numeric/random.ts';
import { withColumns, type SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { AttackContext } from '../define-attack.ts';

/**
 * Real users whose rated sets malicious users take, one each: those with at most B ratings, nearest B first, ties
 * in a seeded order, and over again where there are fewer than m'. Only where nobody rated so little: the users
 * with the least above B, whose sets are then cut. Empty without ratings.
 */
export function templateUsers({ normal, budget, maliciousUsers, seed }: AttackContext): Int32Array {
  const { users, rowStart } = normal;
  const size = (i: number): number => rowStart[i + 1] - rowStart[i];
  const rated = Array.from({ length: users }, (_, i) => i).filter((i) => size(i) > 0);
  const whole = rated.filter((i) => size(i) <= budget.fillerSize);
  const stream = randomStream(seed, 'templates.order');
  const place = Float64Array.from({ length: users }, () => stream.uniform());
  const distance = (i: number): number => Math.abs(size(i) - budget.fillerSize);
  const ordered = (whole.length > 0 ? whole : rated).sort((a, b) => distance(a) - distance(b) || place[a] - place[b]);
  if (ordered.length === 0) return new Int32Array(0);
  return Int32Array.from({ length: maliciousUsers }, (_, at) => ordered[at % ordered.length]);
}

/**
 * The templates' rated sets, every rating 0, m' x items. A set above B is cut to B of its items at random. With
 * `includeTargets`, targets that a template did not rate take the places of others of its items at random, and
 * only where all targets do not fit do the sets grow, up to B.
 */
export function templateSupport(context: AttackContext, includeTargets: boolean): SparseRatings {
  const { normal, budget, maliciousUsers, targets, seed } = context;
  const { rowStart, rowItem } = normal;
  const forced = includeTargets ? targets.slice(0, budget.fillerSize) : [];
  const templates = templateUsers(context);
  const rows = Array.from({ length: maliciousUsers }, (_, i) => {
    if (templates.length === 0) return Int32Array.from(forced);
    const own = rowItem.subarray(rowStart[templates[i]], rowStart[templates[i] + 1]);
    const others = own.filter((j) => !forced.includes(j));
    const size = Math.max(forced.length, Math.min(own.length, budget.fillerSize));
    const picks = sampleWithoutReplacement(randomStream(seed, 'templates.cut', i), others.length, size - forced.length);
    return Int32Array.from([...forced, ...picks.map((pick) => others[pick])]).sort();
  });
  const starts = new Int32Array(maliciousUsers + 1);
  rows.forEach((row, i) => (starts[i + 1] = starts[i] + row.length));
  const items = new Int32Array(starts[maliciousUsers]);
  rows.forEach((row, i) => items.set(row, starts[i]));
  return withColumns(maliciousUsers, normal.items, starts, items, new Float64Array(items.length));
}
