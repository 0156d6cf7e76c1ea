import { describe, expect, it } from 'vitest';
import { parseTex } from '../../shared/domain/tex/parse.ts';

describe('an equation', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('names \\%s as one that it does not know, alone and as a delimiter', (name) => {
    expect(() => parseTex(`a \\${name} b`)).toThrow(`This equation uses \\${name}, which the lab does not know.`);
    for (const tex of [`\\left\\${name} x\\right)`, `\\big\\${name}`]) {
      expect(() => parseTex(tex)).toThrow(`This equation makes \\${name} a delimiter, which the lab does not know as one.`);
    }
  });

  it('has groups 100 deep and no deeper, as everything that draws it goes as deep', () => {
    const deep = (groups: number) => `${'{'.repeat(groups)}x${'}'.repeat(groups)}`;
    expect(parseTex(deep(99)).tag).toBe('mrow');
    for (const tex of [deep(100), deep(50_000), `${'\\hat'.repeat(50_000)} x`]) {
      expect(() => parseTex(tex)).toThrow('This equation has more than 100 groups within each other.');
    }
  });
});
