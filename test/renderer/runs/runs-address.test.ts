import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp, effectScope } from 'vue';
import type { EffectScope } from 'vue';
import type { Router } from 'vue-router';
import { createMemoryHistory, createRouter } from 'vue-router';
import { plainState } from '../../../src-renderer/runs-list/address-state.ts';
import type { RunsAddress } from '../../../src-renderer/views/runs/use-runs-address.ts';
import { useRunsAddress } from '../../../src-renderer/views/runs/use-runs-address.ts';

let router: Router;
let scope: EffectScope;
let address: RunsAddress;

beforeEach(async () => {
  const page = { render: () => null };
  const routes = ['home', 'runs', 'queue'].map((name) => ({ path: `/${name}`, name, component: page }));
  router = createRouter({ history: createMemoryHistory(), routes });
  await router.push('/home');
  await router.push('/runs');
  const app = createApp({});
  app.use(router);
  scope = effectScope();
  address = scope.run(() => app.runWithContext(useRunsAddress))!;
});

afterEach(() => scope.stop());

/** Goes back, and waits until the router has settled. */
async function back() {
  const settled = new Promise<void>((resolve) => {
    const remove = router.afterEach(() => {
      remove();
      resolve();
    });
  });
  router.back();
  await settled;
}

test('the address follows what is seen, a step each', async () => {
  address.change({ group: ['gradient'] });
  expect(address.state.value.group).toEqual(['gradient']);
  await address.written();
  expect(router.currentRoute.value.fullPath).toBe('/runs?group=gradient');
  await back();
  expect(address.state.value).toEqual(plainState);
  await back();
  expect(router.currentRoute.value.name).toBe('home');
});

test('Back undoes a step that the address does not have yet, and no other', async () => {
  address.change({ group: ['gradient'] });
  await address.written();
  address.change({ text: 'pga' });
  await back();
  expect(address.state.value).toEqual({ ...plainState, group: ['gradient'] });
  expect(router.currentRoute.value.fullPath).toBe('/runs?group=gradient');
  address.change({ text: 'sgld' });
  await address.written();
  expect(router.currentRoute.value.query['q']).toBe('sgld');
  await back();
  expect(router.currentRoute.value.fullPath).toBe('/runs?group=gradient');
});

test('of two steps that wait, Back undoes the last', async () => {
  address.change({ group: ['gradient'] });
  address.change({ text: 'pga' });
  await back();
  expect(address.state.value).toEqual({ ...plainState, group: ['gradient'] });
  await address.written();
  expect(router.currentRoute.value.fullPath).toBe('/runs?group=gradient');
});

test('Back after what is no step leads away, and a link leads where it says', async () => {
  address.follow({ pins: ['seed'] });
  await back();
  expect(router.currentRoute.value.name).toBe('home');
  await router.push('/runs');
  address.change({ text: 'pga' });
  await router.push('/queue');
  expect(router.currentRoute.value.name).toBe('queue');
});
