import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableJson } from '../../shared/domain/readable-json.ts';

describe('readable JSON', () => {
  it('reads as the value that JSON.stringify writes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => JSON.stringify(JSON.parse(readableJson(value))) === JSON.stringify(value)));
    expect(readableJson({ a: undefined, b: 1 })).toBe('{ "b": 1 }');
  });

  it('keeps numbers of a list on one line while they fit, and fills lines with more', () => {
    const campaign = { name: 'x'.repeat(90), share: { axis: [0.01, 0.03, 0.05] }, empty: [], none: {} };
    expect(readableJson(campaign).split('\n')).toEqual(['{', `  "name": "${'x'.repeat(90)}",`, '  "share": { "axis": [0.01, 0.03, 0.05] },', '  "empty": [],', '  "none": {}', '}']);
    const lines = readableJson(Array.from({ length: 100 }, (_, at) => at + 1000)).split('\n');
    expect(lines.length).toBeLessThan(10);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(lines.slice(1, 3).every(({ length }) => length > 90)).toBe(true);
  });
});
