import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSyntaxError, parseJsonDocument } from '../../src-main/service/json-document.ts';

describe('parseJsonDocument', () => {
  it('agrees with JSON.parse on every JSON value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJsonDocument(spaced).value).toEqual(JSON.parse(spaced));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and nothing else but repeated names', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', '\\', '01', 'nul', '\u0007'),
        (text, at, noise) => {
          const place = at % (text.length + 1);
          const damaged = text.slice(0, place) + noise + text.slice(place + 1);
          let accepted = true;
          try {
            JSON.parse(damaged);
          } catch {
            accepted = false;
          }
          try {
            parseJsonDocument(damaged);
            expect(accepted).toBe(true);
          } catch (error) {
            if (!(error instanceof JsonSyntaxError)) throw error;
            if (!error.message.includes('twice')) expect(accepted).toBe(false);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{\n "a": 1,\n}', 3, 1],
    ['{\n "a": 1\n', 3, 1],
    ['{"a": 1}\n\nx', 3, 1],
    ['[1,\n  2,\n  nope]', 3, 3],
    ['{"a": 1,\n "a": 2}', 2, 2],
    ['', 1, 1],
  ])('names line and column of %j', (text, line, column) => {
    expect(() => parseJsonDocument(text)).toThrowError(expect.objectContaining({ line, column }) as Error);
  });

  it('knows the line of a field, of an array entry, and of the nearest ancestor of a missing one', () => {
    const document = parseJsonDocument(
      '{\n"budget": {\n"fillerSize": 5\n},\n"sweep": [\n{"path": "seed"},\n{"values":\n[1]}]}',
    );
    expect(document.lineOf('budget.fillerSize')).toBe(3);
    expect(document.lineOf('budget.maxRating')).toBe(2);
    expect(document.lineOf('sweep.0.path')).toBe(6);
    expect(document.lineOf('sweep[1].values[0]')).toBe(8);
    expect(document.lineOf('sweep.1.values')).toBe(7);
    expect(document.lineOf('nowhere')).toBe(1);
  });

  it('keeps __proto__ a plain field', () => {
    const { value } = parseJsonDocument('{"__proto__": {"x": 1}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
