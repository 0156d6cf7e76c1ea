import type { Budget } from '../../../shared/domain/campaign.ts';
import type { SparseRatings } from '../../numeric/sparse-ratings.ts';

/** What profiles spend beyond a budget, and which of its fields says so. */
export interface BudgetExcess {
  field: 'fillerSize' | 'maxRating';
  message: string;
}

/**
 * What profiles spend beyond B and Λ; empty for every attack that is made for the budget. Foreign profiles are
 * judged as they are, so an excess is said and nothing is cut off.
 */
export function overBudget(
  { users, rowStart, rowValue }: Pick<SparseRatings, 'users' | 'rowStart' | 'rowValue'>,
  { fillerSize, maxRating }: Pick<Budget, 'fillerSize' | 'maxRating'>,
): BudgetExcess[] {
  let large = 0;
  let largest = 0;
  for (let i = 0; i < users; i++) {
    const size = rowStart[i + 1] - rowStart[i];
    if (size > fillerSize) large++;
    largest = Math.max(largest, size);
  }
  let beyond = 0;
  let farthest = 0;
  for (const value of rowValue) {
    if (Math.abs(value) > maxRating) beyond++;
    farthest = Math.max(farthest, Math.abs(value));
  }
  const excess: BudgetExcess[] = [];
  if (large > 0) {
    const message = `${large} of ${users} profiles rate more than B = ${fillerSize} items, up to ${largest}; they are evaluated as they are.`;
    excess.push({ field: 'fillerSize', message });
  }
  if (beyond > 0) {
    const message =
      `${beyond} of ${rowValue.length} ratings lie beyond ±Λ = ${maxRating}, up to ${Number(farthest.toPrecision(6))}; ` +
      'they are evaluated as they are.';
    excess.push({ field: 'maxRating', message });
  }
  return excess;
}
