import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../shared/domain/markdown.ts';

const folder = new URL('../../../resources/help/', import.meta.url);

describe('help pages', () => {
  test('headings, paragraphs over lines, lists, tables and code', () => {
    const blocks = parseMarkdown('# A *b*\n\none\ntwo\n\n- x\n- y\n  goes on\n\n1. z\n\n| h | i |\n|---|---|\n| `c` | d |\n\n```\nnpm *start*\n```\n');
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'table', 'code']);
    expect(blocks[0]).toMatchObject({ level: 1, content: [{ text: 'A ' }, { kind: 'emphasis', text: 'b' }] });
    expect(blocks[1]).toMatchObject({ content: [{ text: 'one two' }] });
    expect(blocks[2]).toMatchObject({ ordered: false, items: [[{ text: 'x' }], [{ text: 'y goes on' }]] });
    expect(blocks[3]).toMatchObject({ ordered: true });
    expect(blocks[4]).toMatchObject({ rows: [[[{ kind: 'code', text: 'c' }], [{ text: 'd' }]]] });
    expect(blocks[5]).toEqual({ kind: 'code', text: 'npm *start*' });
  });

  test('HTML and addresses elsewhere stay text', () => {
    const [block] = parseMarkdown('<img src=x onerror=alert(1)> [out](https://example.org) [in](/help/attacks)');
    expect(block).toMatchObject({
      content: [{ kind: 'text', text: '<img src=x onerror=alert(1)> [out](https://example.org) ' }, { kind: 'link', to: '/help/attacks' }],
    });
  });

  test('equations stand on their own, on one line or several, or among words, and money is none', () => {
    const of = (source: string) => parseMarkdown(source);
    expect(of('$$ a $$')).toEqual([{ kind: 'equation', tex: 'a' }]);
    expect(of('words\n$$\n\\frac{a}\n{b}\n$$\nmore').map((block) => (block.kind === 'equation' ? block.tex.split('\n') : block.kind))).toEqual(['paragraph', ['\\frac{a}', '{b}'], 'paragraph']);
    const [block] = of('With $\\lambda_U$ and **$x$** it costs $5 or $6, US$5/US$6, and `$a$`.');
    expect(block).toMatchObject({ content: [{ text: 'With ' }, { kind: 'math', text: '\\lambda_U' }, { text: ' and ' }, { kind: 'strong', text: '$x$' }, { text: ' it costs $5 or $6, US$5/US$6, and ' }, { kind: 'code', text: '$a$' }, { text: '.' }] });
    for (const shell of ['set $HOME/bin:$PATH there', 'a $x$y', 'in $A-$B or $1-$2', '$x$é', '$ x$', '$x $']) {
      expect(of(shell)).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text: shell }] }]);
    }
    expect(of('($x$), $y$-axis')).toMatchObject([{ content: [{ text: '(' }, { kind: 'math', text: 'x' }, { text: '), ' }, { kind: 'math', text: 'y' }, { text: '-axis' }] }]);
    expect(of('$$ never closed\n\n$$').map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph']);
  });

  // Searches from each such line to the end would not end in a day.
  test('lines that begin equations which never end are one paragraph, however many, up to the one that ends', () => {
    const lines = 300_000;
    expect(parseMarkdown('$$ a\n'.repeat(lines)).map(({ kind }) => kind)).toEqual(['paragraph']);
    const blocks = parseMarkdown(`${'$$ a\n'.repeat(lines)}b\n$$`);
    expect(blocks.map((block) => (block.kind === 'equation' ? block.tex : block.kind))).toEqual(['paragraph', 'a\nb']);
    expect(parseMarkdown(`$$ a\n${'b\n'.repeat(lines)}\n$$`).map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph']);
  });

  test('an equation has no other mark inside', () => {
    for (const source of ['$$ a $$ b $$', '$$ a\n$$ b $$ c', '$$$$', '$$\n$$']) expect(parseMarkdown(source).map(({ kind }) => kind)).toEqual(['paragraph']);
    expect(parseMarkdown('  $$ a\n b $$  ')).toEqual([{ kind: 'equation', tex: 'a\n b' }]);
  });

  test('what is half written is read to its end, and nothing of it is lost', () => {
    expect(parseMarkdown('## ')).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text: '## ' }] }]);
    const line = fc.constantFrom('#', '## ', '# alpha', '-', '- beta', '1. ', '|', '| c |', '|---|', '```', '$$', '$$ x $$', '', '  d', 'epsilon', '**', '`');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const said = JSON.stringify(parseMarkdown(lines.join('\n')));
        return ['alpha', 'beta', 'epsilon'].every((word) => !lines.join(' ').includes(word) || said.includes(word));
      }),
    );
  });

  test.each(readdirSync(folder))('%s begins with one title and uses nothing that the parser does not know', (file) => {
    const blocks = parseMarkdown(readFileSync(new URL(file, folder), 'utf8'));
    expect(blocks.filter((block) => block.kind === 'heading' && block.level === 1)).toHaveLength(1);
    const text = JSON.stringify(blocks.filter(({ kind }) => kind !== 'code'), (_, piece: unknown) => (isCode(piece) ? null : piece));
    expect(text).not.toMatch(/\*\*|`|\]\(/);
  });
});

function isCode(piece: unknown): boolean {
  return typeof piece === 'object' && piece !== null && 'kind' in piece && piece.kind === 'code';
}
