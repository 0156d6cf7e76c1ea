import { describe, expect, it } from 'vitest';
import { demandNoErrors, parseCampaign } from '../../../src-main/runs/campaign/parse.ts';
import { exampleCampaign } from './sample-campaigns.ts';

function errorsOf(change: (campaign: ReturnType<typeof exampleCampaign>) => unknown): [string, string][] {
  const campaign = exampleCampaign();
  const raw = change(campaign) ?? campaign;
  return parseCampaign(raw).errors.map(({ path, message }) => [path, message]);
}

describe('the form of a campaign', () => {
  it('takes the example of the interface document', () => {
    const { campaign, errors } = parseCampaign(exampleCampaign());
    expect(errors).toEqual([]);
    expect(campaign).toEqual(exampleCampaign());
  });

  it('fills in the budget and an empty sweep', () => {
    const rest = { ...exampleCampaign(), budget: {}, sweep: undefined };
    expect(parseCampaign(rest).campaign).toMatchObject({
      sweep: [],
      budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
    });
  });

  it.each<[string, (campaign: ReturnType<typeof exampleCampaign>) => unknown, string, RegExp]>([
    ['no object', () => 'text', '', /object/],
    ['an unknown field', (c) => ({ ...c, seeds: [1] }), 'seeds', /Unknown field.*Did you mean "seed"/],
    ['an unknown field with nothing near', (c) => ({ ...c, xylophone: 1 }), 'xylophone', /Remove it/],
    ['an unknown budget field', (c) => void (c.budget.fillersize = 1), 'budget.fillersize', /"fillerSize"/],
    [
      'an unknown slot field',
      (c) => ({ ...c, attack: { ...c.attack, conf: {} } }),
      'attack.conf',
      /"config"/,
    ],
    [
      'an unknown axis field',
      (c) => void Object.assign(c.sweep[1], { vales: [] }),
      'sweep.1.vales',
      /"values"/,
    ],
    [
      'an unknown subset field',
      (c) => void (c.dataset = { of: 'a', topUser: 1 }),
      'dataset.topUser',
      /"topUsers"/,
    ],
    ['a subset of nothing', (c) => void (c.dataset = { topUsers: 1 }), 'dataset.of', /Missing/],
    ['a data set that is a number', (c) => void (c.dataset = 7), 'dataset', /name or fingerprint/],
    ['no data set', (c) => ({ ...c, dataset: undefined }), 'dataset', /Missing/],
    ['no learner', (c) => ({ ...c, learner: undefined }), 'learner', /Missing; give an object/],
    ['a share above 1', (c) => void (c.budget.maliciousShare = 1.5), 'budget.maliciousShare', /at most 1/],
    ['a negative share', (c) => void (c.budget.maliciousShare = -0.1), 'budget.maliciousShare', /at least 0/],
    ['a filler size of 0', (c) => void (c.budget.fillerSize = 0), 'budget.fillerSize', /at least 1/],
    ['half an item', (c) => void (c.budget.fillerSize = 1.5), 'budget.fillerSize', /whole number/],
    ['no room for ratings', (c) => void (c.budget.maxRating = 0), 'budget.maxRating', /above 0/],
    ['a share in words', (c) => void (c.budget.maliciousShare = '5 %'), 'budget.maliciousShare', /a number/],
    ['a seed that is no integer', (c) => void (c.seed = 1.5), 'seed', /whole number/],
    ['a later schema', (c) => void (c.schema = 2), 'schema', /Must be 1/],
    ['an empty name', (c) => void (c.name = ''), 'name', /empty/],
    ['an axis without values', (c) => void (c.sweep[0].values = []), 'sweep.0.values', /empty/],
    ['an axis path that is a number', (c) => void (c.sweep[0].path = 3), 'sweep.0.path', /path such as/],
  ])('names %s', (_, change, path, message) => {
    expect(errorsOf(change)).toEqual([[path, expect.stringMatching(message)]]);
  });

  it('names every wrong field, not only the first', () => {
    const errors = errorsOf((c) => void Object.assign(c.budget, { maliciousShare: 2, fillerSize: -1 }));
    expect(errors.map(([path]) => path)).toEqual(['budget.maliciousShare', 'budget.fillerSize']);
  });

  it('is thrown as bad input with one complaint a field', () => {
    const { errors } = parseCampaign({ ...exampleCampaign(), seed: -1, name: 7 });
    expect(() => demandNoErrors(errors)).toThrow(
      expect.objectContaining({ code: 'bad-input', complaints: errors }),
    );
    expect(errors).toHaveLength(2);
    demandNoErrors([]);
  });
});
