import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { axisOf, unsweep, withBase } from '../../campaign-draft/campaign-model.ts';
import type { TargetRule } from '../../../shared/domain/targets.ts';
import { targetIds, targetRule } from '../../../shared/domain/targets.ts';
import { fieldsOf } from '../../campaign-draft/form-fields.ts';

/** The paper's choice: one item at random among those that the clean model predicts around 0.8. */
export const paperRule: Readonly<Required<Pick<TargetRule, 'predictedMean' | 'within' | 'count' | 'draw'>>> = {
  predictedMean: 0.8,
  within: 0.05,
  count: 1,
  draw: 1,
};

/** An effect on a single target says little: results flip with the choice. */
const severalDraws: readonly number[] = [1, 2, 3];
const targetsPath = 'objective.config.targets';
const drawPath = `${targetsPath}.choose.draw`;

/**
 * The draft with other targets. Where a rule begins to draw them, several draws vary, before the seeds; where items are
 * named instead, no draw does.
 * @param set puts the value into a draft
 */
export function withTargets(draft: CampaignDraft, value: unknown, set: (draft: CampaignDraft) => CampaignDraft): CampaignDraft {
  const before = targetRule(currentTargets(draft));
  if (targetRule(value) === null) return set(unsweep(draft, drawPath));
  return before === null ? withDraws(set(draft)) : set(draft);
}

/**
 * The draft after another objective was chosen: targets as in the paper, several of them, where it wants targets and
 * has none; no draw that varies where it has no targets.
 * @param choose puts the objective into a draft
 */
export function withObjective(
  draft: CampaignDraft,
  id: string,
  components: readonly ComponentDescription[],
  choose: (draft: CampaignDraft) => CampaignDraft,
): CampaignDraft {
  const component = components.find((known) => known.kind === 'objective' && known.id === id);
  const wants = component !== undefined && fieldsOf(component).some(({ control }) => control === 'targets');
  if (!wants) return choose(unsweep(draft, drawPath));
  const chosen = choose(draft);
  const value = currentTargets(chosen);
  if (targetRule(value) !== null || targetIds(value).length > 0) return chosen;
  return withDraws(withBase(chosen, targetsPath, { choose: { ...paperRule } }));
}

function currentTargets(draft: CampaignDraft): unknown {
  return draft.base.objective.config['targets'];
}

function withDraws(draft: CampaignDraft): CampaignDraft {
  if (axisOf(draft, drawPath) >= 0) return draft;
  const seeds = axisOf(draft, 'seed');
  const at = seeds < 0 ? draft.axes.length : seeds;
  return { ...draft, axes: [...draft.axes.slice(0, at), { kind: 'values', path: drawPath, values: severalDraws }, ...draft.axes.slice(at)] };
}
