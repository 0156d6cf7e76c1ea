import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStartWords, refuseUnknownOptions } from '../../src-main/hosts/start-words.ts';

describe('the words that the window is started with', () => {
  test.each([
    [['--home', 'lab'], { home: resolve('/here/lab'), selfTest: false, others: [] }],
    [['--home=/there/a=b'], { home: resolve('/there/a=b'), selfTest: false, others: [] }],
    [['--self-test'], { home: null, selfTest: true, others: [] }],
    [['a.json', '--no-sandbox', '--home', '../x'], { home: resolve('/x'), selfTest: false, others: ['a.json', '--no-sandbox'] }],
    [[], { home: null, selfTest: false, others: [] }],
  ])('%j', (words, read) => {
    expect(readStartWords(words, '/here')).toEqual(read);
  });

  test.each([[['--home']], [['--home', '--self-test']], [['--home=']]])('a library without a folder: %j', (words) => {
    expect(() => readStartWords(words, '/here')).toThrow(/--home needs a folder/);
  });

  test('an option that is not known is refused, with the nearest one', () => {
    expect(() => refuseUnknownOptions(readStartWords(['--hoem', 'x'], '/here'))).toThrow(/no option --hoem\. Did you mean "--home"\?/);
    expect(() => refuseUnknownOptions(readStartWords(['--threads=2'], '/here'))).toThrow(/no option --threads=2\. Known are --home DIR and --self-test/);
    expect(() => refuseUnknownOptions(readStartWords(['a.json'], '/here'))).not.toThrow();
  });
});
