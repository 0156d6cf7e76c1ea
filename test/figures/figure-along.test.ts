import { describe, expect, it } from 'vitest';
import { axisOf } from '../../shared/figures/axis.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { figureAlong, settingAxesOf } from '../../shared/figures/figure-along.ts';
import { findFigure } from '../../shared/figures/list.ts';
import { component, figureRun } from './figure-runs.ts';

const lambda = (users: number, items = users) => ({ id: 'als', config: { rank: 4, lambdaUsers: users, lambdaItems: items } });
const bothLambdas = 'learner.config.lambdaItems~learner.config.lambdaUsers';
const components = [
  component('learner', 'als', {
    lambdaUsers: { title: 'Ridge of users', symbol: 'λ_U' },
    lambdaItems: { title: 'Ridge of items', symbol: 'λ_V' },
  }),
];
const keysOf = (runs: ReturnType<typeof figureRun>[]): string[] =>
  settingAxesOf(runs.map(({ run }) => run.config)).map(({ column }) => column.key);

/** What a table says of each place: line, number on the axis, mean, n and the difference to uniform. */
function places(id: string, runs: ReturnType<typeof figureRun>[], known = components) {
  const table = findFigure(id)!.table({ runs, components: known });
  const axis = axisOf(table);
  return {
    table,
    axis,
    rows: table.rows.map((row) => [row.label, row[axis.column.key], row.mean, row.n, row.difference]),
  };
}

describe('a figure along any number of the configuration', () => {
  it('has a line per attack through the means over seeds, with differences to uniform at the same number', () => {
    const runs = [25, 50, 100].flatMap((fillerSize) =>
      [1, 2].flatMap((seed) => [
        figureRun({ attack: 'uniform', seed, fillerSize, rmse: 0.01 * seed + fillerSize / 1000 }),
        figureRun({ seed, fillerSize, rmse: 0.03 * seed + fillerSize / 500 }),
      ]),
    );
    const { rows, table, axis } = places('rmse-along-budget.fillerSize', runs);
    expect([table.title, table.subtitle]).toEqual(['RMSE of predictions by items per user, B', 'ml-100k. ALS, λU = 5, λV = 5, rank 8. availability. 5 % malicious users. Mean of 2 runs, band: 95 % interval.']);
    expect(rows.map(([label, x, mean, n]) => [label, x, Number(mean).toFixed(3), n])).toEqual([
      ['PGA exact', 25, '0.095', 2],
      ['PGA exact', 50, '0.145', 2],
      ['PGA exact', 100, '0.245', 2],
      ['Uniform', 25, '0.040', 2],
      ['Uniform', 50, '0.065', 2],
      ['Uniform', 100, '0.115', 2],
    ]);
    expect(rows.slice(0, 3).map((row) => Number(row[4]).toFixed(3))).toEqual(['0.055', '0.080', '0.130']);
    expect([axis.title, axis.format(50)]).toEqual(['Items per user, B', 'B = 50']);
    const { rows: pairs, columns } = differenceTable({ runs, components }, table.figure);
    expect(columns.map(({ label }) => label)).toContain('Items per user, B');
    expect(pairs.filter(({ left }) => left === table.rows[0].series).map((row) => [row['budget.fillerSize'], Number(row.difference).toFixed(3)])).toEqual([[25, '0.055'], [50, '0.080'], [100, '0.130']]);
    const chart = findFigure(table.figure)!.chart(table, 'light');
    expect(chart.data.drawing.stops.map(({ x }) => x)).toEqual([25, 50, 100]);
    expect(chart.data.datasets.length).toBeGreaterThan(0);
  });

  it('takes numbers that are one in every run as one, by the names of the catalogue', () => {
    const runs = [1, 5, 25].flatMap((value) => [figureRun({ learner: lambda(value), rmse: value })]);
    expect(keysOf(runs)).toEqual([bothLambdas]);
    const { rows, axis } = places(`rmse-along-${bothLambdas}`, runs);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([1, 5, 25].map((value) => ['PGA exact', value, value, 1]));
    expect([axis.title, axis.format(5)]).toEqual(['λU = λV', 'λU = λV = 5']);
  });

  it('never averages over numbers that are not one', () => {
    const runs = [lambda(1), lambda(5), lambda(1, 5), lambda(5, 1)].map((learner, i) => figureRun({ learner, rmse: 0.1 + i }));
    const { rows, table } = places(`rmse-along-${bothLambdas}`, runs);
    expect(rows.map((row) => row.slice(1, 4))).toEqual([[1, 0.1, 1], [5, 1.1, 1]]);
    expect(table.notes.join(' ')).toMatch(/2 runs without one number for .* are left out/);
    expect(keysOf(runs)).toEqual(['learner.config.lambdaItems', 'learner.config.lambdaUsers']);
  });

  it('keeps attacks without the number as level lines', () => {
    const runs = [
      ...[4, 40].map((iterations) => figureRun({ attack: 'sgld', attackConfig: { iterations }, rmse: iterations / 100 })),
      figureRun({ attack: 'uniform', attackConfig: {}, rmse: 0.02 }),
    ];
    const { rows } = places('rmse-along-attack.config.iterations', runs);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([['SGLD exact', 4, 0.04], ['SGLD exact', 40, 0.4], ['Uniform', null, 0.02]]);
  });

  it('is offered where one line has more than one value, and for no seed, target, share or β', () => {
    const apart = [figureRun({ attackConfig: { iterations: 4 } }), figureRun({ attack: 'sgld', attackConfig: { iterations: 40 } })];
    expect(keysOf(apart)).toEqual([]);
    const replicates = [1, 2].flatMap((seed) => [0.01, 0.05].map((share) => figureRun({ seed, share, objective: { id: 'integrity', config: { targets: [seed], weight: 1 } } })));
    expect(keysOf(replicates)).toEqual([]);
    expect(keysOf([25, 50].map((fillerSize) => figureRun({ fillerSize })))).toEqual(['budget.fillerSize']);
  });

  it('keeps rules of targets in one line, shows negative numbers, and is called the same whatever the order of runs', () => {
    const choose = (predictedMean: number) => ({ id: 'integrity', config: { weight: 1, targets: { choose: { predictedMean, within: 0.1, count: 1 } } } });
    const runs = [-1, 0, 1].map((mean) => figureRun({ objective: choose(mean), rmse: 0.2 + mean / 10 }));
    expect(keysOf(runs)).toEqual(['objective.config.targets.choose.predictedMean']);
    const { table, rows } = places('rmse-along-objective.config.targets.choose.predictedMean', runs);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([['PGA exact', -1, 0.1, 1], ['PGA exact', 0, 0.2, 1], ['PGA exact', 1, 0.3, 1]].map(([label, x, mean, n]) => [label, x, expect.closeTo(mean as number, 12), n]));
    const { x } = findFigure(table.figure)!.chart(table, 'light').options!.scales!;
    expect([x!.min, x!.max]).toEqual([-1, 1]);
    const titled = (kinds: string[]) => places('rmse-along-attack.config.iterations', kinds.map((attack) => figureRun({ attack, attackConfig: { iterations: 4 } })), [
      component('attack', 'pga', { iterations: { title: 'Iterations, at most', symbol: 'T' } }),
      component('attack', 'sgld', { iterations: { title: 'Iterations', symbol: 'T' } }),
    ]).table.title;
    expect(titled(['pga', 'sgld'])).toBe(titled(['sgld', 'pga']));
  });

  it('is one by its id, of what can be measured along a path', () => {
    expect(figureAlong('rmse-along-budget.fillerSize')).toBe(figureAlong('rmse-along-budget.fillerSize'));
    for (const id of ['rmse-along-', 'rmse-along-seed', 'p-along-budget.fillerSize', 'rmse-along-a.b~', 'rmse-along-a..b', 'rmse-along-a.b~a.b', 'rmse-by-share'])
      expect(figureAlong(id)).toBeUndefined();
  });
});
