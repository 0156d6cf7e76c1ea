import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultHome } from '../../src-main/service/default-home.ts';

test('the library is under the folder for data, which counts as not set where it is empty or relative', () => {
  expect(defaultHome({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/poison-lab');
  for (const XDG_DATA_HOME of [undefined, '', 'data']) expect(defaultHome({ XDG_DATA_HOME }, 'linux')).toBe(join(homedir(), '.local', 'share', 'poison-lab'));
});
