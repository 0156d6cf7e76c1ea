import { describe, expect, it } from 'vitest';
import { convergence } from '../../../shared/figures/convergence.ts';
import { unbroken } from '../../../src-renderer/formatting/unbroken.ts';
import { otherReadOut } from '../../../src-renderer/views/compare/other-read-out.ts';
import { figureRun } from '../../figures/figure-runs.ts';

describe('words of the rail', () => {
  it('keep a symbol with its value, and a number with its per cent, on one line', () => {
    const words = (text: string) => unbroken(text).split(' ');
    expect(words('PGA one-step, B = 100')).toEqual(['PGA', 'one-step,', 'B\u00a0=\u00a0100']);
    expect(words('Uniform, w = −2, 5 %')).toEqual(['Uniform,', 'w\u00a0=\u00a0−2,', '5\u00a0%']);
    expect(unbroken('PGA exact')).toBe('PGA exact');
  });

  it('have attacks without steps at every iteration of a convergence', () => {
    const table = convergence.table({
      runs: [figureRun({ rmseTrace: [0, 0.1, 0.2, 0.25] }), figureRun({ attack: 'uniform', rmseTrace: [0.08] })],
    });
    for (const iteration of [0, 3]) {
      const [{ entries }] = otherReadOut(table, iteration, []);
      expect(entries.find(({ label }) => label === 'Uniform')).toMatchObject({ value: '0.080', detail: 'no steps' });
      expect(entries).toHaveLength(2);
    }
  });
});
