import { describe, expect, it } from 'vitest';
import { parseTex, type MathNode } from '../../shared/domain/tex/parse.ts';

describe('an equation', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('names \\%s as one that it does not know, alone and as a delimiter', (name) => {
    expect(() => parseTex(`a \\${name} b`)).toThrow(`This equation uses \\${name}, which the lab does not know.`);
    for (const tex of [`\\left\\${name} x\\right)`, `\\big\\${name}`]) {
      expect(() => parseTex(tex)).toThrow(`This equation makes \\${name} a delimiter, which the lab does not know as one.`);
    }
  });

  it('has one superscript and one subscript at a place, and says so where there are two', () => {
    for (const tex of ['x^2^3', 'x^2_a^3', '\\sum^a^b']) expect(() => parseTex(tex)).toThrow('This equation has two superscripts at one place');
    for (const tex of ['x_a_b', "x_a'_b", '\\max_i_j x']) expect(() => parseTex(tex)).toThrow('This equation has two subscripts at one place');
    for (const tex of ['x^{2^3}', '{x^2}^3', "x'^2", 'x_a^b', '{x_a}_b']) expect(parseTex(tex).children).toHaveLength(1);
  });

  it('pairs parentheses of one group, those behind left and big aside, and leaves others as they are', () => {
    const paired = (tex: string): number => pairs(parseTex(tex));
    expect(paired('(a)(b)')).toBe(2);
    expect(paired('((a)')).toBe(1);
    expect(paired('[0, 1) + (a')).toBe(0);
    expect(paired('(a {b)} c)')).toBe(1);
    expect(paired('{(a} b)')).toBe(0);
    expect(paired('\\left( (a) \\right) + \\big( (b) \\big)')).toBe(2);
    expect(paired('f(x_{(i)})')).toBe(2);
  });

  // A search from each parenthesis to the end would not end in a day.
  it('has the sign of a number behind a relation, and a minus between two terms', () => {
    const forms = (tex: string) => parseTex(tex).children!.flatMap(({ tag, text, attributes }) => (tag === 'mo' ? [`${text}${attributes?.form ?? ''}`] : []));
    expect(forms('\\Delta = -0.03')).toEqual(['=', '−prefix']);
    expect(forms('a - b, - c')).toEqual(['−', ',', '−prefix']);
    expect(forms('n! - 1')).toEqual(['!', '−']);
  });

  it('is read in one pass over its parentheses, however many are never closed', () => {
    expect(parseTex('('.repeat(1_000_000)).children).toHaveLength(1_000_000);
    expect(parseTex('()'.repeat(500_000)).children).toHaveLength(500_000);
  });

  it('has groups 100 deep and no deeper, as everything that draws it goes as deep', () => {
    const deep = (groups: number) => `${'{'.repeat(groups)}x${'}'.repeat(groups)}`;
    expect(parseTex(deep(99)).tag).toBe('mrow');
    for (const tex of [deep(100), deep(50_000), `${'\\hat'.repeat(50_000)} x`]) {
      expect(() => parseTex(tex)).toThrow('This equation has more than 100 groups within each other.');
    }
  });
});

/** Rows that begin and end with a parenthesis of one pair. */
function pairs({ tag, children = [] }: MathNode): number {
  const own = tag === 'mrow' && children.at(0)?.text === '(' && children.at(-1)?.text === ')' && children.at(0)!.attributes?.symmetric === undefined;
  return Number(own) + children.reduce((sum, child) => sum + pairs(child), 0);
}
