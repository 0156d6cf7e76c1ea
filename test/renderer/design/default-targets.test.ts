import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import type { CampaignDraft } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { campaignFromDraft, draftFromCampaign } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { withObjective, withTargets } from '../../../src-renderer/views/design/default-targets.ts';
import { newCampaign } from '../../../src-renderer/campaign-draft/new-campaign.ts';
import { withComponent, withSlotValue } from '../../../src-renderer/campaign-draft/slots.ts';

const components = describeComponents();
const draws = { path: 'objective.config.targets.choose.draw', values: [1, 2, 3] };
const fresh = (): CampaignDraft => draftFromCampaign(newCampaign('new', 'built-in', components));
const choose = (draft: CampaignDraft, id: string) => withObjective(draft, id, components, (into) => withComponent(into, 'objective', id, components));
const target = (draft: CampaignDraft, value: unknown) =>
  withTargets(draft, value, (into) => withSlotValue(into, 'objective', into.base.objective.id, 'targets', value, components));
const written = (draft: CampaignDraft): Campaign => campaignSchema.parse(campaignFromDraft(draft));

describe('targets of an objective that is chosen', () => {
  it('are those of the paper, several of them times several seeds', () => {
    const file = written(choose(fresh(), 'integrity'));
    expect(file.objective).toEqual({ id: 'integrity', config: { targets: { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw: 1 } } } });
    expect(file.sweep.slice(-2)).toEqual([draws, { path: 'seed', values: [1, 2, 3] }]);
  });

  it('stay what they are where some are chosen', () => {
    const named = target(choose(fresh(), 'integrity'), ['478']);
    expect(written(choose(named, 'hybrid')).objective.config).toEqual({ targets: ['478'] });
    const drawn = choose(choose(fresh(), 'integrity'), 'hybrid');
    expect(written(drawn).sweep.filter(({ path }) => path === draws.path)).toEqual([draws]);
  });

  it('leave with an objective that has none', () => {
    const back = written(choose(choose(fresh(), 'integrity'), 'availability'));
    expect(back).toEqual(written(fresh()));
  });
});

describe('targets that are changed', () => {
  it('do not vary by draw once items are named, and do again once a rule draws them', () => {
    const named = target(choose(fresh(), 'integrity'), ['7', '9']);
    expect(written(named)).toMatchObject({ objective: { config: { targets: ['7', '9'] } } });
    expect(written(named).sweep.some(({ path }) => path === draws.path)).toBe(false);
    const rare = target(named, { choose: { popularity: 'tail', count: 2, draw: 1 } });
    expect(written(rare).sweep.at(-2)).toEqual(draws);
  });

  it('keep the draws that a person made vary, or stopped to vary', () => {
    const chosen = choose(fresh(), 'integrity');
    const without = { ...chosen, axes: chosen.axes.filter((axis) => !('path' in axis) || axis.path !== draws.path) };
    const changed = target(without, { choose: { popularity: 'head', count: 1, draw: 4 } });
    expect(written(changed).sweep.some(({ path }) => path === draws.path)).toBe(false);
  });

  it('vary last where seeds do not', () => {
    const single = draftFromCampaign({ ...newCampaign('new', 'built-in', components), sweep: [] });
    expect(written(choose(single, 'integrity')).sweep).toEqual([draws]);
  });
});
