import { expect, test } from 'vitest';
import { importedInWords } from '../../../src-renderer/components/profile/words.ts';
import { sampleDataset } from '../../store/sample-runs.ts';

test('an import says how many rows it left out', () => {
  const dataset = { ...sampleDataset('small'), ratings: 1500 };
  const of = (rows: number) => importedInWords({ ...dataset, report: { rows, kept: 1500, droppedByReason: rows > 1500 ? { 'not a number': rows - 1500 } : {} } });
  expect(of(1500)).toBe('small is imported: 1,500 ratings.');
  expect(of(1501)).toBe('small is imported: 1,500 ratings. 1 row is left out; its profile says why.');
  expect(of(1502)).toBe('small is imported: 1,500 ratings. 2 rows are left out; its profile says why.');
});

test('an import of ratings that the library has says under which name they stay', () => {
  expect(importedInWords(sampleDataset('small'), true)).toBe('These ratings are in the library already, as “small”; they keep that name.');
});
