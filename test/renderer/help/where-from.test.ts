import { createMemoryHistory } from 'vue-router';
import { expect, test } from 'vitest';
import { createLabRouter } from '../../../src-renderer/router.ts';
import { useHelp } from '../../../src-renderer/stores/help.ts';
import { backWords } from '../../../src-renderer/views/help/where-from.ts';
import { openStores } from '../fake-api.ts';

test('help leads back to every view by its name', () => {
  const views = createLabRouter(createMemoryHistory()).getRoutes().flatMap(({ name }) => (name === undefined || name === 'help' ? [] : [name]));
  expect(views.length).toBeGreaterThan(15);
  for (const view of views) expect(backWords(view), String(view)).toMatch(/^Back to \w/);
  expect(backWords('compare')).toBe('Back to Compare');
});

test('help beside the page takes addresses of help alone, and leads back through them', () => {
  openStores({});
  const help = useHelp();
  expect(help.show('/help/figures#figure-rmse-by-share')).toBe(true);
  expect(help.shown).toEqual({ page: 'figures', section: 'figure-rmse-by-share' });
  expect(help.show('/runs')).toBe(false);
  expect(help.show('/help/audit')).toBe(true);
  expect(help.shown).toEqual({ page: 'audit', section: null });
  expect(help.before).toEqual({ page: 'figures', section: 'figure-rmse-by-share' });
  help.show('/help/audit');
  help.back();
  expect([help.shown?.page, help.before]).toEqual(['figures', null]);
  help.close();
  expect([help.shown, help.before]).toEqual([null, null]);
});
