import { formatCount } from '../../../shared/figures/drawing/format.ts';
import type { AxisDraft } from '../../campaign-draft/axes.ts';
import { longestRange } from '../../campaign-draft/axes.ts';
import { formatValue } from './chip-input.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { fieldsAlong } from './axis-words.ts';
import type { Field } from '../../campaign-draft/form-fields.ts';
import type { PlacedProblem } from './problems.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';

type Range = Extract<AxisDraft, { kind: 'range' }>;

/**
 * Why a range gives no values, or values that its field does not take, as one sentence about what was typed: an end
 * beyond what the field allows, too many values, or a step that leads away. Empty where nothing is wrong.
 */
export function rangeProblem({ from, to, step }: Range, field: Field): string {
  const { minimum, maximum } = field;
  const ends = [from, to];
  const name = field.title === 'Seed' ? 'Seeds' : 'Values';
  if (maximum !== null && ends.some((end) => end > maximum)) return `${name} go up to ${shown(field, maximum)}.`;
  if (minimum !== null && ends.some((end) => end < minimum)) return `${name} begin at ${shown(field, minimum)}.`;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (step === 0 || !(count >= 1)) return 'The step never leads from the first value to the last.';
  return count > longestRange ? `These are ${formatCount(count)} values; a range has at most ${formatCount(longestRange)}.` : '';
}

/** Problems of a campaign, those of a range in the words of {@link rangeProblem}, once for each: of its values the file alone speaks. */
export function inRangeWords(problems: readonly PlacedProblem[], draft: CampaignDraft, components: readonly ComponentDescription[]): PlacedProblem[] {
  const told = new Set<number>();
  return problems.flatMap((problem) => {
    const axis = problem.axis === null ? undefined : draft.axes[problem.axis];
    const message = axis?.kind === 'range' ? rangeProblem(axis, fieldsAlong(draft, components, axis)[0]) : '';
    if (problem.axis === null || message === '') return [problem];
    if (told.has(problem.axis)) return [];
    told.add(problem.axis);
    return [{ ...problem, message }];
  });
}

function shown(field: Field, value: number): string {
  return field.integer ? formatCount(value) : formatValue(field, value);
}
