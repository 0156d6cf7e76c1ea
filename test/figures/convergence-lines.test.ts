import { describe, expect, it } from 'vitest';
import { plainDrawing } from '../../shared/domain/report-document.ts';
import { convergence } from '../../shared/figures/convergence.ts';
import { figureCaption } from '../../shared/figures/drawing/figure-caption.ts';
import { figureRun } from './figure-runs.ts';

const objective = { id: 'integrity', config: { targets: ['478'] } };
/** Three ranks of an attack with steps, and as many of one without, two seeds each. */
const table = (ranks: readonly number[]) =>
  convergence.table({
    runs: ranks.flatMap((rank) =>
      [1, 2].flatMap((seed) => {
        const learner = { id: 'als', config: { rank } };
        const steps = Array.from({ length: 6 }, (_, i) => 0.8 + 0.1 * i + 0.01 * seed + rank / 100);
        return [
          figureRun({ learner, objective, seed, before: 0.8, targetTrace: steps }),
          figureRun({ learner, objective, seed, before: 0.8, attack: 'uniform', targetTrace: [0.78 + 0.01 * seed] }),
        ];
      }),
    ),
  });

describe('convergence', () => {
  it('draws attacks without steps as level lines to the last iteration, without markers', () => {
    const { datasets } = convergence.chart(table([4]), 'light').data;
    const level = datasets.find(({ label }) => label === 'Uniform')!;
    expect(level.data.map(({ x }) => x)).toEqual([0, 5]);
    expect(new Set(level.data.map(({ y }) => y)).size).toBe(1);
    expect(level.pointRadius).toEqual([0, 0]);
    expect(datasets.find(({ label }) => label === 'PGA exact')!.data.map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('draws the band of the line in front alone beyond four lines, and says so', () => {
    const drawn = (ranks: readonly number[], options = {}) => {
      const { datasets, drawing } = convergence.chart(table(ranks), 'light', options).data;
      return { bands: datasets.filter(({ band }) => band.length > 0).map(({ series }) => series), series: datasets.map(({ series }) => series), drawing };
    };
    const four = drawn([4, 8]);
    expect(four.bands).toEqual(four.series);
    expect(four.drawing.leftOut).toBeNull();
    const six = drawn([4, 8, 16]);
    expect(six.bands).toEqual([]);
    expect(six.drawing.leftOut).toBe('More than 4 lines: the one that you point at has its band.');
    const [first, second, ...rest] = six.series;
    expect(drawn([4, 8, 16], { highlighted: second }).bands).toEqual([second]);
    expect(drawn([4, 8, 16], { hidden: [first, second] }).bands).toEqual(rest);
    expect(drawn([4, 8, 16], { title: true }).drawing.subtitle).toMatch(/More than 4 lines: their bands are left out\.$/);
    expect(drawn([4, 8, 16], { bands: false }).drawing.leftOut).toBeNull();
  });

  it('says so under a figure of a report, unless its drawing does', () => {
    const caption = (ranks: readonly number[], part = {}) => figureCaption({ table: table(ranks), drawing: { ...plainDrawing, ...part } });
    const words = 'More than 4 lines: their bands are left out.';
    expect(caption([4, 8, 16])).toContain(` ${words} `);
    for (const other of [caption([4, 8]), caption([4, 8, 16], { bands: false }), caption([4, 8, 16], { title: true })]) expect(other).not.toContain(words);
  });
});
