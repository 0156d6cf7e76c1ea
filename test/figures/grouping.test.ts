import { describe, expect, it } from 'vitest';
import { betaAxis, variesAlong } from '../../shared/figures/axis.ts';
import type { ComponentDescription } from '../../shared/domain/component.ts';
import { compareConfigs, describeField, describeValue } from '../../shared/figures/configuration.ts';
import { baselineOf, groupIntoSeries } from '../../shared/figures/grouping.ts';
import { component, figureRun } from './figure-runs.ts';

const als = (rank: number, lambda = 5) => ({
  id: 'als',
  config: { rank, lambdaUsers: lambda, lambdaItems: lambda },
});
const components = [
  component('learner', 'als', {
    rank: { title: 'Rank', symbol: 'k' },
    lambdaUsers: { title: 'Ridge of users', symbol: 'λ_U' },
  }),
];
const labels = (runs: ReturnType<typeof figureRun>[], known?: ComponentDescription[]): string[] =>
  groupIntoSeries({ runs, components: known }).map((group) => group.label);

describe('series', () => {
  it('differ in attack and gradient by name alone; seeds, shares and targets are inside them', () => {
    const runs = [1, 2].flatMap((seed) =>
      [0.01, 0.05].flatMap((share) => [
        figureRun({ attack: 'uniform', seed, share }),
        figureRun({ seed, share, gradient: 'one-step' }),
        figureRun({ seed, share }),
        figureRun({ attack: 'sgld', seed, share }),
      ]),
    );
    const groups = groupIntoSeries({ runs });
    expect(groups.map((group) => group.label)).toEqual([
      'PGA exact',
      'PGA one-step',
      'SGLD exact',
      'Uniform',
    ]);
    expect(groups.map((group) => group.places.map((place) => place.runs.length))).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
  });

  it('name what differs, with the symbol of the catalogue, and nothing else', () => {
    const runs = [4, 8, 16].map((rank) => figureRun({ learner: als(rank) }));
    expect(labels(runs, components)).toEqual(['PGA exact, k = 4', 'PGA exact, k = 8', 'PGA exact, k = 16']);
    expect(labels(runs)).toEqual(['PGA exact, rank 4', 'PGA exact, rank 8', 'PGA exact, rank 16']);
  });

  it('name data sets, switches, and settings of an attack only among its own series', () => {
    expect(
      labels([
        figureRun({ datasetName: 'ml-100k' }),
        figureRun({ dataset: 'b'.repeat(64), datasetName: 'ml-1m' }),
      ]),
    ).toEqual(['PGA exact, ml-1m', 'PGA exact, ml-100k']);
    expect(
      labels([
        figureRun({ attackConfig: { includeTargets: true } }),
        figureRun({ attackConfig: { includeTargets: false } }),
        figureRun({ attack: 'sgld', attackConfig: { beta: 0.6 } }),
      ]),
    ).toEqual(['PGA exact, targets included', 'PGA exact, targets not included', 'SGLD exact']);
  });

  it('take draws of targets as replicates, and rules of choosing them as series', () => {
    const chosen = (popularity: string, draw: number) =>
      figureRun({
        objective: { id: 'integrity', config: { targets: { choose: { popularity, count: 1, draw } } } },
      });
    const groups = groupIntoSeries({ runs: [chosen('head', 1), chosen('head', 2), chosen('tail', 1)] });
    expect(groups.map((group) => [group.label, group.places[0].runs.length])).toEqual([
      ['PGA exact, popularity head', 2],
      ['PGA exact, popularity tail', 1],
    ]);
  });

  it('name the rule by which targets are chosen only where nothing else says that there are any', () => {
    const pushed = { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw: 1 } };
    const hybrid = (mu1: number, targets: unknown) => figureRun({ objective: { id: 'hybrid', config: { mu1, targets } } });
    expect(labels([hybrid(1, null), hybrid(0, pushed), hybrid(-1, pushed)])).toEqual([
      'PGA exact, mu1 0',
      'PGA exact, mu1 1',
      'PGA exact, mu1 −1',
    ]);
    expect(labels([hybrid(0, null), hybrid(0, pushed), hybrid(-1, pushed)])).toEqual([
      'PGA exact, mu1 0',
      'PGA exact, mu1 0, count 1, predicted mean 0.8, within 0.05',
      'PGA exact, mu1 −1',
    ]);
  });

  it('keep their id whatever else is shown', () => {
    const one = figureRun();
    const alone = groupIntoSeries({ runs: [one] })[0];
    const among = groupIntoSeries({ runs: [one, figureRun({ learner: als(16) })] });
    expect(among.map((group) => group.id)).toContain(alone.id);
    expect(alone.id).toMatch(/^pga-exact-[0-9a-z]+$/);
  });

  it('find the baseline of equal context, the most alike of several', () => {
    const groups = groupIntoSeries({
      runs: [
        figureRun({ learner: als(8), attackConfig: { includeTargets: true } }),
        figureRun({ learner: als(8), attack: 'uniform', attackConfig: { includeTargets: false } }),
        figureRun({ learner: als(8), attack: 'uniform', attackConfig: { includeTargets: true } }),
        figureRun({ learner: als(16) }),
      ],
    });
    const [eight, sixteen] = [8, 16].map((rank) =>
      groups.find((one) => one.attack === 'pga' && one.config.learner.config.rank === rank),
    );
    expect(eight && baselineOf(eight, groups)?.config.attack.config.includeTargets).toBe(true);
    expect(sixteen && baselineOf(sixteen, groups)).toBeNull();
  });

  it('count planned runs, those that are runs already once', () => {
    const done = figureRun({ seed: 1 });
    const plan = [1, 2, 3].map((seed) => {
      const { run, shift, scale } = figureRun({ seed });
      return {
        config: run.config,
        label: run.label,
        datasetName: run.datasetName,
        maliciousUsers: run.maliciousUsers,
        shift,
        scale,
      };
    });
    const [group] = groupIntoSeries({ runs: [done], planned: plan });
    expect(group.places).toMatchObject([{ planned: 3, users: 47 }]);
    expect(group.places[0].runs).toHaveLength(1);
  });
});

describe('series along β', () => {
  const sgld = (beta: number, share = 0.05, seed = 1) =>
    figureRun({ attack: 'sgld', attackConfig: { beta, iterations: 40 }, share, seed });
  const described = (runs: ReturnType<typeof figureRun>[]) =>
    groupIntoSeries({ runs }, betaAxis).map(({ label, places }) => [label, places.map(({ x }) => x)]);

  it('hold every β in one line, and tell shares apart by name', () => {
    expect(described([sgld(0.6), sgld(0), sgld(0.6, 0.05, 2)])).toEqual([['SGLD exact', [0, 0.6]]]);
    expect(described([sgld(0), sgld(0.6), sgld(0.6, 0.01)])).toEqual([
      ['SGLD exact, α = 1 %', [0.6]],
      ['SGLD exact, α = 5 %', [0, 0.6]],
    ]);
  });

  it('are the other way round along the share', () => {
    expect(labels([sgld(0), sgld(0.6), sgld(0.6, 0.01)])).toEqual([
      'SGLD exact, beta 0',
      'SGLD exact, beta 0.6',
    ]);
  });

  it('keep attacks without β where a line with β has their settings, and no others', () => {
    const runs = [
      sgld(0),
      sgld(0.6),
      figureRun({ attack: 'uniform' }),
      figureRun({ attack: 'uniform', share: 0.01 }),
    ];
    expect(described(runs)).toEqual([
      ['SGLD exact', [0, 0.6]],
      ['Uniform', [null]],
    ]);
    const [line, level] = groupIntoSeries({ runs }, betaAxis);
    expect(baselineOf(line, groupIntoSeries({ runs }, betaAxis))?.id).toBe(level.id);
    expect(described([figureRun({ attack: 'uniform' })])).toEqual([]);
  });

  it('are worth drawing where runs have more than one β', () => {
    const varies = (runs: ReturnType<typeof figureRun>[]) =>
      variesAlong(
        betaAxis,
        runs.map(({ run }) => run.config),
      );
    expect(varies([sgld(0.6), sgld(0.6, 0.01), figureRun()])).toBe(false);
    expect(varies([sgld(0.6), sgld(0)])).toBe(true);
  });
});

describe('configurations', () => {
  it('say what differs and what is the same', () => {
    const { differing, same } = compareConfigs([
      figureRun({ seed: 1 }).run.config,
      figureRun({ seed: 2, attack: 'uniform' }).run.config,
    ]);
    expect(differing).toEqual(['attack.id', 'gradient', 'gradient.id', 'seed']);
    expect(same).toContain('budget.fillerSize');
  });

  it('call fields by title and symbol', () => {
    const { config } = figureRun().run;
    expect(describeField('budget.maliciousShare', config)).toEqual({ title: 'Malicious users', symbol: 'α' });
    expect(describeField('learner.config.lambdaUsers', config, components)).toEqual({
      title: 'Ridge of users',
      symbol: 'λU',
    });
    expect(describeValue('learner.id', config, components)).toBe('ALS');
    expect(describeValue('budget.fillerSize', config)).toBe('B = 50');
  });
});
