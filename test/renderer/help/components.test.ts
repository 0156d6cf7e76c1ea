import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { datasetFigures } from '../../../shared/figures/dataset/list.ts';
import { figureDefinitions } from '../../../shared/figures/list.ts';
import { runFigures } from '../../../shared/figures/run/list.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { parseMarkdown } from '../../../shared/domain/markdown.ts';
import { parseTex } from '../../../shared/domain/tex.ts';

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
            { tag: 'mover', children: [row({ tag: 'mi', text: 'M' }), { tag: 'mo', text: '~' }] },
            row({ tag: 'mi', text: 'i' }, { tag: 'mi', text: 'j' }),
            { tag: 'mn', text: '2' },
          ],
        },
      ],
    });
  });

  test('parentheses are a row, raised whole, unless one stays open', () => {
    expect(parseTex('(x - y)^2').children).toEqual([
      { tag: 'msup', children: [row(...['(', 'x', '−', 'y', ')'].map((text) => ({ tag: /[xy]/.test(text) ? 'mi' : 'mo', text }))), { tag: 'mn', text: '2' }] },
    ]);
    expect(parseTex('( ( a ) b )').children?.[0].children?.map(({ tag }) => tag)).toEqual(['mo', 'mrow', 'mi', 'mo']);
    for (const open of ['[0, 1)', '(0, 1]', '{( a} b )']) expect(() => parseTex(open), open).not.toThrow();
  });

  test('a sum carries its index below itself', () => {
    expect(parseTex('\\sum_i x_i').children?.map(({ tag }) => tag)).toEqual(['munder', 'msub']);
  });

  test('what is not known is named', () => {
    expect(() => parseTex('a \\int b')).toThrow('\\int');
    expect(() => parseTex('{a')).toThrow('brace');
    expect(() => parseTex('a}')).toThrow('brace');
  });
});

function row(...children: object[]): object {
  return { tag: 'mrow', children };
}
