import { describe, expect, it } from 'vitest';
import { fileName } from '../../src-main/reports/file-name.ts';

describe('the name of a report’s file', () => {
  it('is its title, without what some file system refuses', () => {
    expect(fileName('How many fake users push Fargo?')).toBe('How many fake users push Fargo');
    expect(fileName('a/b\\c: "d" <e> | f*\tg ...')).toBe('a b c d e f g');
    expect([...fileName('ü'.repeat(500))]).toHaveLength(120);
    expect(fileName('??')).toBe('');
  });
});
