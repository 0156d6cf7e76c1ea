import { describe, expect, it } from 'vitest';
import { rmseByShare } from '../../shared/figures/rmse-by-share.ts';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import { formatMean } from '../../shared/figures/drawing/format.ts';
import { exportReport } from '../../src-main/reports/export-report.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { campaign, dataset, input, report, runs } from './report-input.ts';

const visible = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

describe('HTML report', () => {
  it('says the same numbers as the tables of its figures', async () => {
    const words = visible(await exportReport(report));
    for (const row of rmseByShare.table(input).rows) {
      const interval = { low: row.ciLow as number, high: row.ciHigh as number };
      expect(words).toContain(formatMean(row.mean as number, interval, 3));
    }
    // By hand: (0.31 + 0.32 + 0.33) / 3 = 0.320 with PGA, 0.120 with uniform, a ratio of 2.7.
    expect(words).toContain(
      'With 5 % malicious users (47), PGA exact shifts predictions by an RMSE of 0.320 ± 0.025 stars (n=3)',
    );
    expect(words).toContain('2.7 times as much as uniform ratings');
    expect(words).toContain('from 0.800 to 1.400 ± 0.248 (n=3), that is from 3.800 to 4.400 stars');
  });

  it('judges the paper’s claims from its own runs, with their rules', async () => {
    const text = await exportReport({ ...report, layout: [{ kind: 'part', id: 'claims', shown: true }] });
    expect(text).toContain('PGA raises the RMSE more than uniform profiles.');
    expect(text).toContain('RMSE of PGA minus uniform at (1, 0) and at (1, −1), paired t interval');
    expect(text).toContain('not tested');
  });

  it('carries data, configuration, seeds, revisions, versions and every run', async () => {
    const words = visible(await exportReport(report));
    for (const fact of [
      dataset.fingerprint,
      'learner:als@1, attack:pga@2'.split(', ')[0],
      'c'.repeat(64),
      'Node 24.1.0, V8 13.6',
      'Computed by 0.1.0',
      'Kernels plain',
      'e'.repeat(64),
      'Seeds 1, 2, 3',
      'budget.fillerSize',
    ]) {
      expect(words).toContain(fact);
    }
    for (const { run } of runs) expect(words).toContain(run.run);
    expect(words).toContain('All 12 runs of this report.');
  });

  it('carries the campaign file, the lines that run it, citation, licence and responsible use', async () => {
    const page = await exportReport(report);
    const json = /<pre>(\{[\s\S]*?)<\/pre>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(visible(json))).toEqual(campaign);
    const words = visible(page);
    for (const line of [
      'npx poison-lab --kernels plain run campaign.json',
      "--campaign 'first look' --to report.html",
      'Data Poisoning Attacks on Factorization-Based Collaborative Filtering',
      'Harper and J. A. Konstan',
      'may not redistribute the data without separate permission',
      'Responsible use',
      'What this does not reproduce',
    ]) {
      expect(words).toContain(line);
    }
  });

  it('needs nothing else: no scripts, no requests, one embedded set of fonts', async () => {
    const page = await exportReport(report);
    expect(/<script|<link|<iframe|<img|@import|\son\w+=/i.test(page.replace(/base64,[^)]*/g, ''))).toBe(
      false,
    );
    expect(page.match(/url\((?!data:font\/woff2)/)).toBeNull();
    expect(page.match(/@font-face/g)).toHaveLength(6);
    expect(page.match(/<figure>/g)).toHaveLength(4);
  });

  it('imports what subsets are of, and says nothing of MovieLens where there is none', async () => {
    const subset = { ...dataset, layout: 'subset', name: 'ml-100k (top 10 users)' };
    const ofSubset = visible(await exportReport({ ...report, datasets: [subset], imports: [{ ...dataset, source: 'ml-100k.zip' }] }));
    expect(ofSubset).toContain('npx poison-lab import ml-100k.zip --name ml-100k npx');
    expect(ofSubset).toContain('GroupLens');
    const builtIn = visible(
      await exportReport({ ...report, imports: [], datasets: [{ ...dataset, layout: 'built-in', name: 'built-in' }] }),
    );
    expect(builtIn).not.toContain('npx poison-lab import');
    expect(builtIn).not.toContain('redistribute');
    expect(builtIn).toContain('synthetic');
  });

  it('escapes what strangers named', async () => {
    const evil = '"><img src=x onerror=alert(1)>&';
    const page = await exportReport({
      ...report,
      title: evil,
      campaign: { ...campaign, name: evil },
      datasets: [{ ...dataset, name: evil }],
      input: {
        runs: [
          figureRun({ datasetName: evil, attackConfig: { [evil]: evil } }),
          figureRun({ attack: evil, seed: 2 }),
        ],
      },
    });
    expect(page.includes('<img')).toBe(false);
    expect(visible(page)).toContain(evil);
  });

  it('says a number once that is the same in stars, and twice where stars are not shifted units', async () => {
    const whole = visible(await exportReport(report));
    expect(whole).toContain('an RMSE of 0.320 ± 0.025 stars (n=3)');
    expect(whole).toContain('RMSE, stars, ± 95 % CI');
    const half = { runs: runs.map((one) => ({ ...one, shift: { multiply: 4 / 4.5, add: -11 / 4.5 } })) };
    const words = visible(await exportReport({ ...report, input: half }));
    expect(words).toContain('an RMSE of 0.320 ± 0.025 (n=3) (0.360 stars)');
    expect(words).toContain('RMSE, ± 95 % CI Stars');
  });

  it('has one text for one input, and a sentence where nothing is finished', async () => {
    expect(await exportReport(report)).toBe(await exportReport(report));
    const empty = await exportReport({ ...report, input: { runs: [] } });
    expect(visible(empty)).toContain('No run is finished yet');
    expect(/NaN|undefined/.test(visible(empty))).toBe(false);
  });
});

describe('detection in a report', () => {
  it('combines the ps of the seeds, and tells what was seen and what could have been', async () => {
    const measured = runs.map((one) => {
      const seed = one.run.config.seed;
      const more = { welchP: [0.01, 0.04, 0.3][seed - 1], welchDifference: 0.1 * seed, welchEffectSize: 0.3 * seed, welchDetectable: 0.18 };
      return { ...one, run: { ...one.run, metrics: { ...one.run.metrics!, ...more } } };
    });
    const words = visible(await exportReport({ ...report, input: { runs: measured } }));
    // tan of (1/2 - p) π: 31.8205, 7.9158, 0.7265; their mean 13.4876 is exceeded with probability 0.0236.
    expect(words).toMatch(/PGA exact 5\.0 2 of 3 \(0\.21 to 0\.94\) 0\.024 0\.20 0\.60 0\.18 /);
  });
});

describe('other starts in a report', () => {
  const model = { start: 'fixed', objective: 1, relativeGradient: 1e-9, converged: true, difference: 0 };
  const poisoned = { ...model, predictionShiftRmse: 0.33, targetMean: 1.3 };
  const check: Uniqueness = {
    starts: 3,
    clean: [model],
    poisoned: [poisoned, { ...poisoned, predictionShiftRmse: 0.3, targetMean: 1.25 }],
    targetMeanBefore: 0.8,
    cleanDifference: 0.004,
    poisonedDifference: 0.05,
    effectSpread: 0.03,
    targetSpread: 0.05,
    dependence: 0.152,
    targetDependence: 0.1,
    warnings: ['The effect depends on where training starts: RMSE 0.300 to 0.330.'],
  };

  it('says what was checked, and that the rest was not', async () => {
    const checked = runs.find(({ run }) => run.config.attack.id === 'pga' && run.config.budget.maliciousShare === 0.05)!;
    const uniqueness = new Map([[checked.run.key, check]]);
    const words = visible(await exportReport({ ...report, uniqueness }));
    expect(words).toContain(`${checked.run.run}, 3 ${checked.run.config.seed} 0.004 0.050 0.300 to 0.330 1.250 to 1.300 15.2 %`);
    expect(words.match(/not checked/g)).toHaveLength(3);
    expect(words).toContain(check.warnings[0]);
  });

  it('has every checked run of a configuration in a row of its own', async () => {
    const of = (attack: string) => runs.filter(({ run }) => run.config.attack.id === attack && run.config.budget.maliciousShare === 0.05);
    const uniqueness = new Map(of('pga').map(({ run }) => [run.key, { ...check, starts: 3 + run.config.seed }]));
    const words = visible(await exportReport({ ...report, uniqueness }));
    for (const { run } of of('pga')) expect(words).toContain(`${run.run}, ${3 + run.config.seed} ${run.config.seed} 0.004`);
    expect(uniqueness.size).toBeGreaterThan(1);
    expect(words.match(/not checked/g)).toHaveLength(3);
  });

  it('counts the runs that differ from a random start', async () => {
    const apart = runs.map((one, at) => {
      const { predictionShiftRmse } = one.run.metrics!;
      const more = { predictionShiftRmseCold: predictionShiftRmse * (at % 3 === 0 ? 1.06 : 1.04) };
      return { ...one, run: { ...one.run, metrics: { ...one.run.metrics!, ...more } } };
    });
    const words = visible(await exportReport({ ...report, input: { runs: apart } }));
    expect(words).toMatch(/PGA exact 5\.0 1 of 3 not checked/);
  });

  it('counts certified optima among them as the same from every start, and no run that tried none', async () => {
    const withGap = (relativeDualityGap: number) =>
      runs.map((one) => ({ ...one, run: { ...one.run, metrics: { ...one.run.metrics!, relativeDualityGap } } }));
    const words = async (gap: number) => visible(await exportReport({ ...report, input: { runs: withGap(gap) } }));
    expect(await words(1e-7)).toMatch(/PGA exact 5\.0 0 of 3, 3 certified not checked/);
    expect(await words(1e-3)).toMatch(/PGA exact 5\.0 – not checked/);
  });
});
