import { describe, expect, it } from 'vitest';
import { panelsByObjective } from '../../shared/figures/panels.ts';
import { figureRun } from './figure-runs.ts';

const hybrid = (availability: number, integrity: number, target = '478') =>
  figureRun({
    objective: { id: 'hybrid', config: { availability, integrity, targets: [target], weight: 2 } },
  });
const described = (runs: ReturnType<typeof figureRun>[]) =>
  panelsByObjective({ runs }).map(({ label, input }) => [label, input.runs.length]);

describe('panels', () => {
  it('part runs by objective, not by target, and name what tells them apart', () => {
    const runs = [hybrid(1, -1), hybrid(0, 1), hybrid(1, -1, '50')];
    expect(described(runs)).toEqual([
      ['availability 0, integrity 1', 1],
      ['availability 1, integrity −1', 2],
    ]);
    expect(described([...runs].reverse())).toEqual(described(runs));
  });

  it('name the objective where there are several, and nothing where there is one', () => {
    expect(described([hybrid(1, -1), figureRun()])).toEqual([
      ['hybrid', 1],
      ['availability', 1],
    ]);
    expect(described([hybrid(1, -1), hybrid(1, -1, '50')])).toEqual([['', 2]]);
    expect(described([])).toEqual([]);
  });

  it('part planned runs too', () => {
    const [{ run, shift, scale }, done] = [hybrid(0, 1), hybrid(1, 0)];
    const { config, label, datasetName, maliciousUsers } = run;
    const planned = [{ config, label, datasetName, maliciousUsers, shift, scale }];
    const panels = panelsByObjective({ runs: [done], planned });
    expect(panels.map(({ input }) => [input.runs.length, input.planned?.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});
