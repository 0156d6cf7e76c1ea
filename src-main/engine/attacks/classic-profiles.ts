import { withColumns, type SparseRatings } from '../../numeric/sparse-ratings.ts';
import { randomStream, sampleWithoutReplacement, type RandomStream } from '../../numeric/random.ts';
import type { AttackContext } from './define-attack.ts';
import { targetsMissing } from './targets-missing.ts';

/** How one classic attack rates: the partition of Mobasher et al. 2005 into targets, selected and filler items. */
export interface ClassicPlan {
  /** Rating of every target. */
  targetRating: number;
  /** Items that every malicious user rates too, the most wanted first; targets among them are passed over. */
  selected: readonly number[];
  selectedRating: number;
  /** Rating of a filler item; what it draws comes from the user's own stream. */
  fillerRating(item: number, stream: RandomStream): number;
}

/**
 * m' profiles of B ratings each (all items where B exceeds their number): the targets, then the selected items,
 * then fillers drawn uniformly without replacement from the other items. User i's fillers and draws depend on
 * (seed, i) alone and come from the same streams in every classic attack.
 * @throws LabError 'bad-input' at `objective.config.targets` when the objective names no target
 */
export function classicProfiles(context: AttackContext, plan: ClassicPlan): SparseRatings {
  const { normal, maliciousUsers, budget, seed } = context;
  if (context.targets.length === 0) throw targetsMissing('objective.config.targets');
  const size = Math.min(budget.fillerSize, normal.items);
  const targets = context.targets.slice(0, size);
  const selected = plan.selected.filter((j) => !targets.includes(j)).slice(0, size - targets.length);
  const fixed = new Map([...selected.map((j) => [j, plan.selectedRating] as const), ...targets.map((j) => [j, plan.targetRating] as const)]);
  const others = Int32Array.from({ length: normal.items }, (_, j) => j).filter((j) => !fixed.has(j));
  const rowStart = Int32Array.from({ length: maliciousUsers + 1 }, (_, i) => i * size);
  const rowItem = new Int32Array(maliciousUsers * size);
  const rowValue = new Float64Array(maliciousUsers * size);
  for (let i = 0; i < maliciousUsers; i++) {
    const picks = sampleWithoutReplacement(randomStream(seed, 'classic.items', i), others.length, size - fixed.size);
    const stream = randomStream(seed, 'classic.ratings', i);
    const row = Int32Array.from([...fixed.keys(), ...Array.from(picks, (pick) => others[pick])]).sort();
    row.forEach((j, at) => {
      rowItem[i * size + at] = j;
      rowValue[i * size + at] = fixed.get(j) ?? plan.fillerRating(j, stream);
    });
  }
  return withColumns(maliciousUsers, normal.items, rowStart, rowItem, rowValue);
}
