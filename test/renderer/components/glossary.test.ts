import { expect, test } from 'vitest';
import { explained } from '../../../src-renderer/components/glossary.ts';

test('words of the field have their meaning where they first stand, within other words nowhere', () => {
  const meant = (text: string) => explained(text).filter(({ meaning }) => meaning !== null).map(({ text: word }) => word);
  const text = 'Uniform, SGLD and PGA: PGA exact, uniformly, μ1 = 1, μ2 = −1.';
  expect(meant(text)).toEqual(['Uniform', 'SGLD', 'PGA', 'μ1', 'μ2']);
  expect(explained(text).map((piece) => piece.text).join('')).toBe(text);
  expect(explained('PGA')[0].meaning).toMatch(/^Projected gradient ascent/);
  expect(meant('one-step and exact, for availability')).toEqual(['one-step', 'availability']);
  expect(explained('')).toEqual([]);
});
