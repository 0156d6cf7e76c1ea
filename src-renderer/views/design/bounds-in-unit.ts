import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import type { Field } from '../../campaign-draft/form-fields.ts';
import { fieldsAlong } from './axis-words.ts';
import { formatValue, isShare } from './chip-input.ts';
import { rowOfProblem } from './fixes.ts';
import type { PlacedProblem } from './problems.ts';
import { valueOfProblem } from './problems.ts';
import type { Section } from './sections.ts';

/** Problems whose bounds are in the unit in which their field is read and typed: "Must be at most 100 %." for a share. */
export function inUnitOfField(
  problems: readonly PlacedProblem[],
  draft: CampaignDraft,
  sections: readonly Section[],
  components: readonly ComponentDescription[],
): PlacedProblem[] {
  return problems.map((problem) => {
    const field = fieldOf(problem, draft, sections, components);
    if (field === undefined || !isShare(field)) return problem;
    const message = problem.message.replace(/^(Must be (?:at least|at most|above|below)) ([\d.]+)\.$/, (_, words: string, bound: string) => `${words} ${formatValue(field, Number(bound))}.`);
    return { ...problem, message };
  });
}

function fieldOf(problem: PlacedProblem, draft: CampaignDraft, sections: readonly Section[], components: readonly ComponentDescription[]): Field | undefined {
  const row = rowOfProblem(problem, sections);
  if (row !== null || problem.axis === null) return row?.field;
  const axis = draft.axes[problem.axis];
  return fieldsAlong(draft, components, axis)[axis.kind === 'paired' ? (valueOfProblem(problem)?.part ?? 0) : 0];
}
