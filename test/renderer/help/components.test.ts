import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { datasetFigures } from '../../../shared/figures/dataset/list.ts';
import { figureDefinitions } from '../../../shared/figures/list.ts';
import { runFigures } from '../../../shared/figures/run/list.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { parseMarkdown } from '../../../shared/domain/markdown.ts';
import { accents, alphabets, delimiters, functions, integrals, large, letters, limitFunctions, signs, sizes, spaces, structures } from '../../../shared/domain/tex/commands.ts';
import { parseTex } from '../../../shared/domain/tex/parse.ts';

const folder = new URL('../../../resources/help/', import.meta.url);
const blocksOf = (file: string) => parseMarkdown(readFileSync(new URL(file, folder), 'utf8'));
const sectionsOf = (file: string) => blocksOf(file).flatMap((block) => (block.kind === 'heading' && block.id ? [block.id] : []));

describe('help names everything that the lab can name', () => {
  test('each component has one section, and no section is of something else', () => {
    const named = describeComponents().map(({ kind, id }) => `${kind}-${id}`);
    expect(sectionsOf('components.md').toSorted()).toEqual(named.toSorted());
  });

  test('each figure has one section, and no section is of something else', () => {
    const figures = [...figureDefinitions, ...runFigures, ...datasetFigures];
    const ids = figures.map(({ id }) => id);
    ids.splice(ids.indexOf('target-mean-by-beta') + 1, 0, 'along');
    expect(sectionsOf('figures.md')).toEqual(ids.map((id) => `figure-${id}`));
  });
});

test('help says of detectability that it counts the popularity of the rated items alone', () => {
  const text = readFileSync(new URL('figures.md', folder), 'utf8');
  const [, section] = /\{#figure-rmse-by-detectability\}([^#]*)/.exec(text) ?? [];
  expect(section).toContain('counts nothing but how popular the rated items are, so that attacks that choose their items alike have equal values');
});

describe('equations', () => {
  test.each(readdirSync(folder))('those of %s can be typeset', (file) => {
    for (const block of blocksOf(file)) if (block.kind === 'equation') expect(parseTex(block.tex).children).not.toEqual([]);
  });

  test('scripts, fractions and accents become MathML', () => {
    expect(parseTex('\\frac{1}{2}\\tilde{M}_{ij}^2')).toEqual({
      tag: 'mrow',
      children: [
        { tag: 'mfrac', children: [row({ tag: 'mn', text: '1' }), row({ tag: 'mn', text: '2' })] },
        {
          tag: 'msubsup',
          children: [
            { tag: 'mover', attributes: { accent: 'true' }, children: [row({ tag: 'mi', text: 'M' }), { tag: 'mo', text: '˜', attributes: { stretchy: 'false' } }] },
            row({ tag: 'mi', text: 'i' }, { tag: 'mi', text: 'j' }),
            { tag: 'mn', text: '2' },
          ],
        },
      ],
    });
  });

  test('parentheses are a row, raised whole, unless one stays open', () => {
    expect(parseTex('(x - y)^2').children).toEqual([
      { tag: 'msup', children: [row(...['(', 'x', '−', 'y', ')'].map((text) => ({ tag: /[xy]/.test(text) ? 'mi' : 'mo', text, ...(/[()]/.test(text) && { attributes: { stretchy: 'false' } }) }))), { tag: 'mn', text: '2' }] },
    ]);
    expect(parseTex('( ( a ) b )').children?.[0].children?.map(({ tag }) => tag)).toEqual(['mo', 'mrow', 'mi', 'mo']);
    for (const open of ['[0, 1)', '(0, 1]', '{( a} b )']) expect(() => parseTex(open), open).not.toThrow();
  });

  test('bars and brackets keep their height beside what is high, but for those of left and right', () => {
    const stretchy = (tex: string) => parseTex(tex).children!.flatMap(({ text, attributes }) => (text === '‖' || text === '[' ? [attributes?.stretchy] : []));
    expect([stretchy('\\frac{a}{b} \\|x\\|'), stretchy('\\frac{a}{b} [0, 1)')]).toEqual([['false', 'false'], ['false']]);
    expect(parseTex('\\left\\| \\frac{a}{b} \\right\\|').children![0].children!.at(0)!.attributes?.stretchy).toBe('true');
  });

  test('parentheses grow around what is high alone', () => {
    const grows = (tex: string) => parseTex(tex).children![0].children![0].attributes?.stretchy !== 'false';
    expect(['(x_i^2)', '(\\hat{x})', '(\\frac{a}{b})', '((\\sum_i x))', '(\\left[ x \\right])'].map(grows)).toEqual([false, false, true, true, true]);
  });

  test('a sum carries its index below itself', () => {
    expect(parseTex('\\sum_i x_i').children?.map(({ tag }) => tag)).toEqual(['munder', 'msub']);
  });

  test('what is not known is named', () => {
    expect(() => parseTex('a \\oint b')).toThrow('This equation uses \\oint, which the lab does not know.');
    expect(() => parseTex('{a')).toThrow('brace');
    expect(() => parseTex('a}')).toThrow('brace');
    expect(() => parseTex('\\left( a')).toThrow('\\right');
    expect(() => parseTex('a \\right)')).toThrow('\\right');
    expect(() => parseTex('\\frac{a}')).toThrow('ends too early');
  });

  test('names, alphabets, delimiters, primes, roots and spaces become MathML', () => {
    const first = (tex: string) => parseTex(tex).children![0];
    expect(first('\\mathrm{RMSE}')).toEqual(row({ tag: 'mi', text: 'RMSE', attributes: { mathvariant: 'normal' } }));
    expect(first('\\mathcal{N}')).toMatchObject(row({ tag: 'mi', text: '𝒩' }));
    expect(['\\mathbf{x}', '\\mathbb{R}', '\\mathcal{L}', '\\boldsymbol{\\theta}'].map((tex) => first(tex).children![0].text)).toEqual(['𝐱', 'ℝ', 'ℒ', '𝛉']);
    expect(first('\\left( \\frac{a}{b} \\right]').children!.map(({ tag, text }) => text ?? tag)).toEqual(['(', 'mfrac', ']']);
    expect(first('\\left. x \\middle| y \\right\\}').children!.map(({ text }) => text)).toEqual(['x', '|', 'y', '}']);
    expect(first("x''")).toEqual({ tag: 'msup', children: [{ tag: 'mi', text: 'x' }, { tag: 'mo', text: '′′' }] });
    expect(first('\\sqrt[3]{x}').tag).toBe('mroot');
    expect(first('\\sum_{i=1}^n').tag).toBe('munderover');
    expect(first('\\int_0^1').tag).toBe('msubsup');
    expect(first('\\quad')).toEqual({ tag: 'mspace', attributes: { width: '1em' } });
  });

  test('help lists every command that is known, and each of them can be written', () => {
    const help = readFileSync(new URL('notes.md', folder), 'utf8');
    const names = [letters, signs, large, integrals, accents, sizes].flatMap((table) => Object.keys(table));
    const spelled = [...Object.keys(delimiters), ...Object.keys(spaces)].filter((name) => /^[a-z]/i.test(name));
    for (const name of [...names, ...spelled, ...functions, ...limitFunctions, ...alphabets, ...structures]) expect(help, name).toContain(`\`\\${name}\``);
    for (const name of [...Object.keys(letters), ...Object.keys(signs), ...Object.keys(large), ...functions, ...limitFunctions, ...spelled]) expect(() => parseTex(`a \\${name} b`), name).not.toThrow();
    for (const name of [...Object.keys(accents), ...alphabets]) expect(() => parseTex(`\\${name}{a}`), name).not.toThrow();
  });
});

function row(...children: object[]): object {
  return { tag: 'mrow', children };
}
