import {
  countAbove,
  layOutItems,
  roomForUsers,
  rowNorm,
  type CountedUsers,
  type ScoredItems,
} from '../../../numeric/kernels/dense/count-above.ts';
import type { KernelTeam } from '../../../numeric/kernels/team.ts';
import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import type { MetricInput } from '../define-metric.ts';

type Model = MetricInput['clean'];

/** A user's list ends after so many items. */
const listLength = 10;
/** Blocks of items within which most users whose list has no target find ten better items. */
const firstBlocks = 64;
/** Factors beyond which float32 is not asked. */
const largestNorm = 1e15;

/** A user who has rated no target, with the target that comes first in the user's list. */
interface Candidate {
  user: number;
  target: number;
  /** Prediction of the target. */
  own: number;
  /** Rated items that would come before the target. */
  seenBefore: number;
  /** Whether float32 may be asked. */
  screened: boolean;
  /** Items, rated ones included, that surely come before the target, and that may, the target itself included. */
  surely: number;
  possibly: number;
}

/**
 * The users who have rated no target, and how many of them have one among their ten unseen items of highest
 * prediction, ties by ascending item. Kernels count in float32 which items are surely better than the target and
 * which may be; where that leaves it open, float64 decides.
 */
export function listedUsers(
  team: KernelTeam,
  ratings: SparseRatings,
  model: Model,
  targets: readonly number[],
): { eligible: number; reached: number } {
  const { candidates, open } = team.memory.temporarily(() => {
    const items = layOutItems(team, model.itemFactors, model.rank);
    const eligible = findCandidates(ratings, model, targets, items.largestNorm);
    return { candidates: eligible, open: undecided(team, model, items, eligible) };
  });
  const reached = open.filter(
    (candidate) =>
      (candidate.screened && candidate.possibly - 1 - candidate.seenBefore < listLength) ||
      isListed(ratings, model, candidate),
  );
  return { eligible: candidates.length, reached: reached.length };
}

/** The candidates for whom not ten unseen items are surely better than the target. */
function undecided(team: KernelTeam, model: Model, items: ScoredItems, candidates: Candidate[]): Candidate[] {
  const room = roomForUsers(team, candidates.length, model.rank);
  let open = candidates;
  for (let from = 0; from < items.blocks; ) {
    const to = from === 0 ? Math.min(firstBlocks, items.blocks) : items.blocks;
    count(team, model, items, open, room, from, to);
    open = open.filter(({ surely, seenBefore }) => surely - seenBefore < listLength);
    from = to;
  }
  return open;
}

function findCandidates(
  ratings: SparseRatings,
  model: Model,
  targets: readonly number[],
  itemNorm: number,
): Candidate[] {
  const ascending = [...targets].sort((a, b) => a - b);
  const isTarget = new Uint8Array(ratings.items);
  for (const j of targets) isTarget[j] = 1;
  const candidates: Candidate[] = [];
  for (let user = 0; user < ratings.users; user++) {
    const rated = ratings.rowItem.subarray(ratings.rowStart[user], ratings.rowStart[user + 1]);
    if (rated.some((j) => isTarget[j] === 1)) continue;
    const { target, own } = bestTarget(model, user, ascending);
    let seenBefore = 0;
    for (const j of rated) if (comesBefore(predict(model, user, j), j, own, target)) seenBefore++;
    const screened = itemNorm < largestNorm && rowNorm(model.userFactors, model.rank, user) < largestNorm;
    candidates.push({ user, target, own, seenBefore, screened, surely: 0, possibly: 0 });
  }
  return candidates;
}

/** The target that comes first in the user's list: if any is among the ten, this one is. */
function bestTarget(model: Model, user: number, ascending: readonly number[]): { target: number; own: number } {
  let target = -1;
  let own = -Infinity;
  for (const j of ascending) {
    const prediction = predict(model, user, j);
    if (target < 0 || prediction > own) [target, own] = [j, prediction];
  }
  return { target, own };
}

/**
 * Counts among blocks of items. A float32 score misses the float64 one by at most (rank + 2) 2^-24 |u| |v|: an item
 * is surely better above the target's prediction by more than that, and possibly above it less that.
 */
function count(
  team: KernelTeam,
  { userFactors, rank }: Model,
  items: ScoredItems,
  open: Candidate[],
  room: CountedUsers,
  from: number,
  to: number,
): void {
  open.forEach(({ user, own, seenBefore, screened, surely, possibly }, at) => {
    room.factors.set(userFactors.subarray(user * rank, (user + 1) * rank), at * rank);
    const norm = rowNorm(userFactors, rank, user);
    const score = norm * items.largestNorm;
    const slack = (rank + 8) * float32Unit * score + 4 * float32Unit * Math.abs(own) + smallestSlack;
    room.thresholds[2 * at] = screened ? own - slack : Infinity;
    room.thresholds[2 * at + 1] = screened ? own + slack : Infinity;
    room.reach[at] = own > 0 ? (own / norm) * (1 - 1e-9) : 0;
    room.limits[at] = listLength + seenBefore;
    room.counts[2 * at] = surely;
    room.counts[2 * at + 1] = possibly;
  });
  countAbove(team, items, { ...room, users: open.length }, from, to);
  open.forEach((candidate, at) => {
    candidate.surely = room.counts[2 * at];
    candidate.possibly = room.counts[2 * at + 1];
  });
}

/** Half a unit in the last place of a float32 near 1. */
const float32Unit = 1 / 16_777_216;
/** More than float32s lose that are too small to be normal, times factors of the largest norm. */
const smallestSlack = 1e-27;

/** Whether fewer than ten unseen items come before the target, in float64. */
function isListed(ratings: SparseRatings, model: Model, { user, target, own, seenBefore }: Candidate): boolean {
  let before = -seenBefore;
  for (let j = 0; j < ratings.items; j++) {
    if (comesBefore(predict(model, user, j), j, own, target) && ++before === listLength) return false;
  }
  return true;
}

/** Whether an item with this prediction stands before the target in a list. */
function comesBefore(prediction: number, item: number, own: number, target: number): boolean {
  return prediction > own || (prediction === own && item < target);
}

function predict({ rank, userFactors, itemFactors }: Model, user: number, item: number): number {
  let sum = 0;
  for (let c = 0; c < rank; c++) sum += userFactors[user * rank + c] * itemFactors[item * rank + c];
  return sum;
}
