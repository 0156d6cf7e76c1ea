import { expect, test } from 'vitest';
import { useCompared } from '../../../src-renderer/stores/compared.ts';
import { openStores } from '../fake-api.ts';

const at = (name: string, campaign: string, query = {}) => ({ name, params: { campaign }, query });

test('a campaign is compared again as it was last, and from its comparison as at first', () => {
  openStores({});
  const compared = useCompared();
  compared.keep(at('compare', 'one', { pin: '0.05', effect: '0.15' }));
  compared.keep(at('campaign-runs', 'one', { view: 'mine' }));
  compared.keep(at('compare', 'two', { effect: '0.3' }));
  expect(compared.placeOf('one', null)).toMatchObject({ name: 'compare', params: { campaign: 'one' }, query: { pin: '0.05', effect: '0.15' } });
  expect(compared.placeOf('two', 'one')).toMatchObject({ query: { effect: '0.3' } });
  expect(compared.placeOf('one', 'one')).toMatchObject({ query: {} });
  expect(compared.placeOf('new', null)).toMatchObject({ params: { campaign: 'new' }, query: undefined });
});
