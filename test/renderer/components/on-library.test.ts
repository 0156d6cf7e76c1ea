import { expect, test } from 'vitest';
import { onLibrary } from '../../../src-renderer/components/on-library.ts';

const words = ['npx', 'poison-lab', 'show', 'c63787d'];
const at = (library: string, os = 'linux') => ({ library, needsHome: true, os });

test('a command names the library where the command line would open another one', () => {
  const command = 'npx poison-lab show c63787d';
  expect(onLibrary(words, null)).toBe(command);
  expect(onLibrary(words, { ...at('/home/me/lab'), needsHome: false })).toBe(command);
  expect(onLibrary(words, at('/home/me/lab'))).toBe(`${command} --home /home/me/lab`);
  expect(onLibrary(words, at("/home/me/Poison Lab's library"))).toBe(`${command} --home '/home/me/Poison Lab'\\''s library'`);
});

test('every word of it is quoted as the shells of its computer read it', () => {
  const report = ['npx', 'poison-lab', 'report', '--campaign', "Film's own 5 %", '--hide', 'a,b'];
  expect(onLibrary(report, at('/lab'))).toBe("npx poison-lab report --campaign 'Film'\\''s own 5 %' --hide a,b --home /lab");
  expect(onLibrary(report, at('D:\\lab', 'win32'))).toBe('npx poison-lab report --campaign "Film\'s own 5 %" --hide "a,b" --home D:\\lab');
  // Backslashes before a quote would make it part of the text.
  expect(onLibrary(['say', 'a "b" \\"c', ''], at('C:\\My lab\\', 'win32'))).toBe('say "a \\"b\\" \\\\\\"c" "" --home "C:\\My lab\\\\"');
});
