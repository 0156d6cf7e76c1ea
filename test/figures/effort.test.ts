import { describe, expect, it } from 'vitest';
import type { FigureTable } from '../../shared/domain/table.ts';
import { figureTableSchema } from '../../shared/domain/table.ts';
import { rmseByDetectability, targetShiftByDetectability } from '../../shared/figures/detectability.ts';
import { configurationNear } from '../../shared/figures/drawing/parallel-chart.ts';
import {
  formatNeededInterval,
  formatNeededShare,
  formatNeededUsers,
  neededUsers,
} from '../../shared/figures/needed-users.ts';
import { parallelCoordinates } from '../../shared/figures/parallel-coordinates.ts';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import { targetMeanByShare } from '../../shared/figures/target-mean-by-share.ts';
import { usersByRmse, usersByTargetMean } from '../../shared/figures/users-by-effect.ts';
import { studentTQuantile } from '../../shared/statistics/student-t.ts';
import { availability, integrity, manySettings, planned, tradeOff } from '../gallery/invented.ts';
import { figureRun } from './figure-runs.ts';

const cell = (table: FigureTable, label: string, x: string, value: number) =>
  table.rows.find((row) => row.label === label && Math.abs(Number(row[x]) - value) < 1e-9)!;

/** RMSE 0.1, 0.2 and 0.4 at 1, 2 and 5 %, seeds one tenth of a shifted unit apart. */
const three = {
  runs: [
    [0.01, 0.1],
    [0.02, 0.2],
    [0.05, 0.4],
  ].flatMap(([share, rmse]) =>
    [-0.01, 0, 0.01].map((off, seed) => figureRun({ share, seed, rmse: rmse + off })),
  ),
};

describe('users needed for an effect', () => {
  const [only] = neededUsers(rmseByShare.table(three), 0.3);
  const half = (studentTQuantile(0.975, 2) * 0.01) / Math.sqrt(3);

  it('are read off line and band by hand', () => {
    // 0.3 lies half way between 0.2 and 0.4, and the band is as wide everywhere.
    expect(only.mean.share).toBeCloseTo(0.035, 12);
    expect(only.low?.share).toBeCloseTo(0.02 + (0.03 * (0.1 - half)) / 0.2, 12);
    expect(only.high?.share).toBeCloseTo(0.02 + (0.03 * (0.1 + half)) / 0.2, 12);
    // 943 normal users: 19 at 2 % and 47 at 5 %.
    expect(only.mean.users).toBe(33);
    expect(only.low?.users).toBe(Math.ceil(19 + (28 * (0.1 - half)) / 0.2));
    expect([formatNeededShare(only.mean), formatNeededUsers(only.mean), formatNeededInterval(only)]).toEqual([
      '3.5 %',
      '33',
      '30 to 37',
    ]);
  });

  it('are bounds where the first share is enough and where the last is not', () => {
    const [low] = neededUsers(rmseByShare.table(three), 0.05);
    const [high] = neededUsers(rmseByShare.table(three), 0.5);
    expect([formatNeededShare(low.mean), formatNeededUsers(low.mean), formatNeededInterval(low)]).toEqual([
      '≤ 1 %',
      '≤ 9',
      '',
    ]);
    expect([formatNeededShare(high.mean), formatNeededUsers(high.mean)]).toEqual(['> 5 %', '> 47']);
    const single = neededUsers(
      rmseByShare.table({ runs: three.runs.filter(({ run }) => run.config.seed === 1) }),
      0.3,
    )[0];
    expect([single.low, single.high, formatNeededInterval(single)]).toEqual([null, null, '']);
  });

  it('follow a rating away from the clean one, down as well as up', () => {
    const runs = [1, 2].flatMap((seed) =>
      [
        [0.01, 0.6],
        [0.05, 0.2],
      ].map(([share, after]) =>
        figureRun({
          share,
          seed,
          objective: { id: 'integrity', config: { targets: ['478'] } },
          before: 0.8,
          after,
        }),
      ),
    );
    const table = targetMeanByShare.table({ runs });
    expect(neededUsers(table, 0.4)[0].mean.share).toBeCloseTo(0.03, 12);
    expect(neededUsers(table, 0.7)[0].mean.how).toBe('before');
    expect(neededUsers(table, 0.9)[0].mean.how).toBe('beyond');
    expect(usersByTargetMean.table({ runs }).rows.every((row) => row.effect !== 0.8)).toBe(true);
  });

  it('speak of a band only where one is drawn', () => {
    const apart = [1, 2].flatMap((seed) => [0.01, 0.05].map((share) => figureRun({ seed, share, rmse: share * 10 * seed })));
    for (const [input, has] of [[availability, true], [{ runs: apart }, false], [{ runs: apart.slice(0, 2) }, false]] as const) {
      const table = usersByRmse.table(input);
      expect(table.rows.some(({ needed }) => needed !== null)).toBe(true);
      expect(usersByRmse.chart(table, 'light').data.datasets.some(({ band }) => band.length > 0)).toBe(has);
      expect(table.subtitle.includes('band')).toBe(has);
    }
    expect(usersByRmse.table({ runs: apart }).subtitle).toMatch(/Mean of 2 runs\.$/);
  });

  it('have a row for each round effect and for the one that is asked for, in the units of the figure', () => {
    const table = usersByRmse.table({ ...availability, effect: 0.123 });
    expect(figureTableSchema.parse(structuredClone(table))).toEqual(table);
    const effects = [...new Set(table.rows.map((row) => row.effect))];
    expect(effects).toContain(0.123);
    expect(effects.length).toBeGreaterThan(6);
    expect(cell(table, 'PGA exact', 'effect', 0.123)).toMatchObject({ reached: 'yes', n: 10 });
    expect(cell(table, 'Uniform', 'effect', 0.123)).toMatchObject({
      needed: null,
      users: null,
      reached: 'not by the last share',
    });
    expect(table.columns.find(({ key }) => key === 'effect')).toMatchObject({
      label: 'RMSE',
      unit: 'shifted units (1 = 1 star)',
    });
    expect(table.notes[0]).toContain('95 % band');
    const chart = usersByRmse.chart(table, 'light', { pinned: 0.123 });
    expect(chart.data.drawing.pin).toEqual({ x: 0.123, label: '0.123' });
    expect(usersByRmse.table(planned).rows).toEqual([]);
    expect(usersByRmse.chart(usersByRmse.table(planned), 'light').data.drawing.message).toContain(
      'two measured shares',
    );
  });

  it('name the one target of all runs in the title, as the figure by share does', () => {
    const push = (targets: string[]) => figureRun({ objective: { id: 'integrity', config: { targets } }, before: 0.8, after: 1.2, standOut: 0.3 });
    const titles = (...runs: ReturnType<typeof push>[]) =>
      [targetMeanByShare, usersByTargetMean, targetShiftByDetectability].map((figure) => figure.table({ runs, titleOf: (_, item) => (item === '100' ? 'Fargo (1996)' : null) }).title);
    expect(titles(push(['100']))).toEqual(['Mean rating of Fargo (1996), item 100', 'Malicious users needed for a mean rating of Fargo (1996), item 100', 'Shift of Fargo (1996), item 100, against detectability']);
    expect(titles(push(['478']))).toEqual(['Mean rating of target item 478', 'Malicious users needed for a mean rating of target item 478', 'Shift of target item 478 against detectability']);
    expect(titles(push(['100']), push(['478']))).toEqual(['Mean rating of the targets', 'Malicious users needed for a mean rating of the targets', 'Shift of the targets against detectability']);
  });

  it('are marked on the lines by share, hidden ones left out, and on no other figure', () => {
    const table = rmseByShare.table(availability);
    const level = rmseByShare.chart(table, 'light', { effect: 0.1 }).data.drawing.level;
    expect([level?.y, level?.label, level?.crossings.length]).toEqual([0.1, '0.10', 4]);
    const exact = neededUsers(table, 0.1).find(({ label }) => label === 'PGA exact');
    expect(level?.crossings[0].at).toBeCloseTo(100 * (exact?.mean.share ?? NaN), 9);
    expect(level?.crossings[0].label).toBe(`${exact?.mean.users} users`);
    const hidden = [table.rows[0].series as string];
    expect(
      rmseByShare.chart(table, 'light', { effect: 0.1, hidden }).data.drawing.level?.crossings,
    ).toHaveLength(3);
    expect(rmseByShare.chart(table, 'light', { effect: 9 }).data.drawing.level).toBeNull();
    expect(
      targetMeanByShare.chart(targetMeanByShare.table(integrity), 'light', { effect: 1 }).data.drawing.level
        ?.y,
    ).toBe(1);
  });
});

describe('damage against detectability', () => {
  it('has means without sign, their intervals, and the front of each context', () => {
    const table = rmseByDetectability.table(tradeOff);
    const at = cell(table, 'SGLD exact', 'maliciousShare', 0.05);
    const runs = tradeOff.runs.filter(
      ({ run }) => run.label === 'SGLD exact' && run.config.budget.maliciousShare === 0.05,
    );
    const mean = runs.reduce((sum, { run }) => sum + (run.metrics?.welchEffectSize ?? NaN), 0) / runs.length;
    expect(mean).toBeLessThan(0);
    expect(at.detectability).toBeCloseTo(-mean, 12);
    expect(at.n).toBe(4);
    for (const row of table.rows) {
      const beaten = table.rows.some(
        (other) =>
          Number(other.detectability) <= Number(row.detectability) &&
          Number(other.mean) >= Number(row.mean) &&
          (other.detectability !== row.detectability || other.mean !== row.mean),
      );
      expect(row.front).toBe(beaten ? 'no' : 'yes');
    }
    expect(table.rows.some((row) => row.front === 'no')).toBe(true);
  });

  it('has an interval from 0 where the difference may go either way', () => {
    const runs = [-0.1, 0.2].map((standOut, seed) => figureRun({ seed, standOut }));
    const [row] = rmseByDetectability.table({ runs }).rows;
    expect(row.detectabilityLow).toBe(0);
    expect(row.detectability).toBeCloseTo(0.05, 12);
    expect(Number(row.detectabilityHigh)).toBeGreaterThan(1);
  });

  it('counts a shift along the goal, down for a nuke, with intervals below 0, and has none that went the wrong way on the front', () => {
    const goals = [
      { id: 'integrity', config: { targets: ['478'], weight: 2 }, sign: 1 },
      { id: 'integrity', config: { targets: ['478'], weight: -2 }, sign: -1 },
      { id: 'hybrid', config: { targets: ['478'], weight: 2, availability: 0, integrity: -1 }, sign: -1 },
      { id: 'hybrid', config: { targets: ['478'], weight: -2, availability: 0, integrity: -1 }, sign: 1 },
    ];
    for (const { sign, ...objective } of goals) {
      const moved = (share: number, standOut: number, shift: number) =>
        [-0.02, 0.02].map((off, seed) => figureRun({ share, seed, objective, standOut: standOut + off, before: 0.8, after: 0.8 + sign * shift + off }));
      const table = targetShiftByDetectability.table({ runs: [...moved(0.01, 0.2, -0.01), ...moved(0.03, 0.5, 0.3), ...moved(0.05, 0.9, -0.6)] });
      const means = table.rows.map((row) => Number(row.mean).toFixed(9));
      expect(means).toEqual(['-0.010000000', '0.300000000', '-0.600000000']);
      const half = (studentTQuantile(0.975, 1) * 0.04) / 2;
      expect(table.rows[0].ciLow).toBeCloseTo(-0.01 - half, 12);
      expect(table.rows[0].ciHigh).toBeCloseTo(-0.01 + half, 12);
      expect(table.rows.map((row) => row.front)).toEqual(['no', 'yes', 'no']);
      expect(table.notes.join(' ')).toContain('never on the front');
      const y = targetShiftByDetectability.chart(table, 'light').options?.scales?.y as { min: number; title: { text: string } };
      expect(y.min).toBeLessThan(-0.6);
      expect(JSON.stringify(y.title ?? targetShiftByDetectability.chart(table, 'light').data.drawing)).toContain('along the goal');
      expect(targetShiftByDetectability.chart(table, 'light', { logarithmic: true }).options?.scales?.y?.type).toBe('linear');
    }
  });

  it('says how many runs have no statistic or no targets, and draws the front as stairs to the edge', () => {
    const table = rmseByDetectability.table(availability);
    expect(table.notes.join(' ')).toContain('240 finished runs are left out');
    expect(rmseByDetectability.chart(table, 'light').data.drawing.message).toContain('left out');
    expect(
      targetShiftByDetectability.table({ runs: [figureRun({ standOut: 1 })] }).notes.join(' '),
    ).toContain('they have no targets');
    const { data, options } = rmseByDetectability.chart(rmseByDetectability.table(tradeOff), 'dark');
    const [front] = data.drawing.points?.fronts ?? [];
    front.forEach(
      (end, i) => i > 0 && expect(end.x === front[i - 1].x || end.y === front[i - 1].y).toBe(true),
    );
    expect(front.at(-1)?.x).toBe(options?.scales?.x?.max);
    expect(data.drawing.points?.rings.length).toBeGreaterThan(2);
    expect(data.drawing.entryPlace).toBe('points');
  });
});

describe('parallel coordinates', () => {
  const table = parallelCoordinates.table(manySettings);

  it('have a row for each configuration and an axis for each setting that varies', () => {
    expect(figureTableSchema.parse(structuredClone(table))).toEqual(table);
    expect(table.rows).toHaveLength(manySettings.runs.length);
    expect(table.rows.map((row) => row.configuration)).toEqual(table.rows.map((_, i) => i + 1));
    const axes = parallelCoordinates.chart(table, 'light').data.drawing.axes ?? [];
    expect(axes.map(({ title }) => title)).toEqual([
      'Attack',
      'Malicious, %',
      'beta',
      'rank',
      'RMSE, shifted units',
      'Stand out, sd',
    ]);
    expect(axes[2].ticks.map(({ label }) => label)).toEqual(['none', '0.2', '0.6', '1']);
    expect(axes[0].ticks.map(({ label }) => label)).toEqual([
      'PGA exact',
      'PGA one-step',
      'SGLD exact',
      'Uniform',
    ]);
  });

  it('keep apart what attacks call by one path, and what lacks a setting from one that is off', () => {
    const described = (id: string, title: string, symbol: string) => ({ kind: 'attack', id, label: id, config: { properties: { step: { title, symbol }, rounding: { title: 'Rounding' } } } });
    const components = [described('pga', 'Step', 's'), described('sgld', 'First step', 's_0')] as unknown as NonNullable<(typeof manySettings)['components']>;
    const run = (id: string, config: Record<string, unknown>, seed: number) => {
      const one = figureRun({ seed });
      return { ...one, run: { ...one.run, config: { ...one.run.config, attack: { id, config } } } };
    };
    const settings = [run('pga', { step: 0.1, rounding: 'grid' }, 1), run('pga', { step: 0.2, rounding: 'none' }, 2), run('sgld', { step: 0.01 }, 3), run('sgld', { step: 0.02 }, 4)];
    const { columns, rows } = parallelCoordinates.table({ runs: settings, components });
    const steps = columns.filter(({ label }) => /step/i.test(label));
    expect(steps.map(({ label, unit }) => [label, unit])).toEqual([['Step', 's'], ['First step', 's0']]);
    expect(rows.map((row) => steps.map(({ key }) => row[key]))).toEqual([[0.1, null], [0.2, null], [null, 0.01], [null, 0.02]]);
    expect(rows.map((row) => row['attack.config.rounding'])).toEqual(['grid', 'no rounding', null, null]);
    const keys = (runs: typeof settings) => parallelCoordinates.table({ runs, components }).columns.filter(({ label }) => /step/i.test(label)).map(({ label, key }) => `${label}: ${key}`).sort();
    expect(keys(settings.toReversed())).toEqual(keys(settings));
    // Alike in each of them, it is no setting in which configurations differ.
    const alike = parallelCoordinates.table({ runs: [settings[0], settings[2]], components });
    expect(alike.columns.filter(({ label }) => /step/i.test(label))).toEqual([]);
  });

  it('average over seeds, leave out what all share, and keep every configuration', () => {
    const averaged = parallelCoordinates.table(tradeOff);
    expect(averaged.rows).toHaveLength(20);
    expect(averaged.rows.every((row) => row.n === 4)).toBe(true);
    expect(averaged.columns.map(({ key }) => key)).not.toContain('learner.config.rank');
    const pareto = rmseByDetectability.table(tradeOff);
    for (const row of averaged.rows) {
      expect(row.rmse).toBe(
        cell(pareto, String(row.label), 'maliciousShare', Number(row.maliciousShare)).mean,
      );
    }
  });

  it('draw every row from axis to axis inside the plot, a pinned one once more on top', () => {
    for (const logarithmic of [false, true]) {
      const { datasets } = parallelCoordinates.chart(table, 'light', { logarithmic, pinned: 7 }).data;
      const lines = datasets.slice(0, -1).flatMap(({ data }) => data);
      expect(lines.filter(({ y }) => y === null)).toHaveLength(table.rows.length - 4);
      expect(lines.filter(({ y }) => y !== null)).toHaveLength(table.rows.length * 6);
      for (const { y } of lines) if (y !== null) expect(y >= 0 && y <= 1).toBe(true);
      expect(datasets.at(-1)?.data).toHaveLength(6);
    }
  });

  it('find the line under a pointer', () => {
    const chart = parallelCoordinates.chart(table, 'light', { pinned: 7 }).data;
    const onTop = chart.datasets.at(-1)?.data ?? [];
    const [a, b] = [onTop[4].y ?? NaN, onTop[5].y ?? NaN];
    const near = configurationNear(table, chart, 4.5, (a + b) / 2);
    const at = table.rows.find((row) => row.configuration === near);
    expect(at).toBeDefined();
    expect(configurationNear(table, chart, 4.5, 3)).toBeNull();
  });
});
