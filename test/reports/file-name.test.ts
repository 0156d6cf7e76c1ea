import { describe, expect, it } from 'vitest';
import { fileName } from '../../src-main/reports/file-name.ts';

describe('the name of a report’s file', () => {
  it('is its title, without what some file system refuses', () => {
    expect(fileName('How many fake users push Fargo?')).toBe('How many fake users push Fargo');
    expect(fileName('a/b\\c: "d" <e> | f*\tg ...')).toBe('a b c d e f g');
    expect(fileName('a'.repeat(500))).toBe('a'.repeat(200));
    expect(fileName('毒'.repeat(120))).toBe('毒'.repeat(66));
    expect(fileName(`${'a'.repeat(199)}😀`)).toBe('a'.repeat(199));
    expect(fileName(`${'a'.repeat(196)}😀b`)).toBe(`${'a'.repeat(196)}😀`);
    expect(fileName('??')).toBe('');
  });
});
