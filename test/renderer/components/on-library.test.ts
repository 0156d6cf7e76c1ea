import { expect, test } from 'vitest';
import { onLibrary } from '../../../src-renderer/components/on-library.ts';

test('a command names the library where the command line would open another one', () => {
  const command = 'npx poison-lab show c63787d';
  expect(onLibrary(command, null)).toBe(command);
  expect(onLibrary(command, { library: '/home/me/lab', needsHome: false })).toBe(command);
  expect(onLibrary(command, { library: '/home/me/lab', needsHome: true })).toBe(`${command} --home /home/me/lab`);
  expect(onLibrary(command, { library: "/home/me/Poison Lab's library", needsHome: true })).toBe(`${command} --home '/home/me/Poison Lab'\\''s library'`);
});
