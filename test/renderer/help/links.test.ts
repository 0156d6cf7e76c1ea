import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Metrics } from '../../../shared/domain/run.ts';
import { metricsSchema } from '../../../shared/domain/run.ts';
import type { Inline } from '../../../shared/domain/markdown.ts';
import { parseMarkdown } from '../../../shared/domain/markdown.ts';
import { datasetFigures } from '../../../shared/figures/dataset/list.ts';
import { figureDefinitions } from '../../../shared/figures/list.ts';
import { runFigures } from '../../../shared/figures/run/list.ts';
import { describeComponents } from '../../../src-main/engine/catalogue.ts';
import { listPresets } from '../../../src-main/service/presets.ts';
import { componentHelp, figureHelp, metricHelp } from '../../../src-renderer/components/help-address.ts';
import { axisHelp } from '../../../src-renderer/views/design/axis-help.ts';
import { draftFromCampaign } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { fieldAt, sectionsOf } from '../../../src-renderer/views/design/sections.ts';
import { slotKinds } from '../../../src-renderer/campaign-draft/slots.ts';
import { runFields } from '../../../src-renderer/runs-list/fields.ts';

const helpFolder = new URL('../../../resources/help/', import.meta.url);
const statisticsFolder = new URL('../../../shared/statistics/', import.meta.url);
const sources = readdirSync(helpFolder).map((file) => ({ page: file.replace('.md', ''), source: readFileSync(new URL(file, helpFolder), 'utf8') }));
/** Text of every section by its address; that of a page's beginning by the page's. */
const sections = new Map(
  sources.flatMap(({ page, source }) =>
    source.split(/^(?=#{1,3} )/m).map((text): [string, string] => {
      const id = /\{#([a-z0-9-]+)\}$/m.exec(text.split('\n', 1)[0])?.[1];
      return [id === undefined ? `/help/${page}` : `/help/${page}#${id}`, text];
    }),
  ),
);
const missing = (addresses: readonly string[]) => addresses.filter((address) => !sections.has(address));

/** What the section about a metric says of it. */
const words: Record<keyof Metrics, RegExp> = {
  predictionShiftRmse: /root of the mean squared difference/,
  targetMeanBefore: /mean over all normal users and all targets, before and after/,
  targetMeanAfter: /mean over all normal users and all targets, before and after/,
  targetTop10ShareBefore: /ten best unseen items/,
  targetTop10ShareAfter: /ten best unseen items/,
  utility: /\*\*utility\*\*/,
  iterations: /\*\*Accepted iterations\*\*/,
  welchP: /\*\*Welch’s t\*\*/,
  welchDifference: /\*\*difference\*\*/,
  welchEffectSize: /standard deviations of the normal users/,
  welchSd: /\*\*Standard deviation\*\*/,
  welchUsers: /\*\*users\*\*/,
  welchPartners: /\*\*partners\*\*/,
  welchDetectable: /\*\*detectable\*\*/,
  pairedTP: /\*\*Paired t\*\*/,
  pairedTPLow: /5 to 95 % range/,
  pairedTPHigh: /5 to 95 % range/,
  relativeGradient: /relative gradient/,
  modelObjective: /\*\*objective\*\*/,
  modelRank: /\*\*Rank of the model\*\*/,
  certificateRatio: /\*\*ω\/λ\*\*/,
  relativeDualityGap: /\*\*Gap\*\*/,
  predictionShiftRmseCold: /\*cold\*/,
  targetMeanAfterCold: /\*cold\*/,
  utilityUnrounded: /utility, RMSE and target’s mean of the profiles as they were/,
  predictionShiftRmseUnrounded: /utility, RMSE and target’s mean of the profiles as they were/,
  targetMeanAfterUnrounded: /utility, RMSE and target’s mean of the profiles as they were/,
  keptSamples: /\*\*Kept samples\*\*/,
  effectiveSamplesUtility: /\*\*Effective samples\*\*/,
  effectiveSamplesLogPosterior: /log posterior/,
  stepBias: /\*\*Step bias\*\*/,
  stationarityDrift: /\*\*Drift and noise\*\*/,
  stationarityNoise: /\*\*Drift and noise\*\*/,
};

/** What "What the numbers mean" says of what each file of statistics computes. */
const said: Record<string, RegExp> = {
  'cauchy.ts': /Cauchy’s combination/,
  'crossed-interval.ts': /over seeds and targets/,
  'crossing.ts': /where the line of means first reaches the effect/,
  'effective-sample-size.ts': /Geyer’s initial positive sequence/,
  'holm.ts': /adjusted by Holm/,
  'intervals.ts': /95 % \*t\* interval/,
  'paired.ts': /seed by seed, target by target/,
  'pareto.ts': /\*\*front\*\*/,
  'quantile.ts': /a quantile is interpolated/,
  'rejections.ts': /share of runs that reject, with its interval \(Wilson’s/,
  'welch.ts': /\*\*Welch’s t\*\*/,
};
/** What these compute is shown by none but others of them. */
const arithmetic = ['elementary.ts', 'gamma.ts', 'incomplete-beta.ts', 'student-t.ts'];

describe('a question mark leads to a section of help', () => {
  test('about each metric that a run can have, which says what it is', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(metricsSchema.shape).toSorted());
    for (const [metric, word] of Object.entries(words)) expect(sections.get(metricHelp(metric as keyof Metrics)), metric).toMatch(word);
  });

  test('about each result in the list of runs', () => {
    const results = runFields.filter(({ section }) => section === 'Result');
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ help }) => help === undefined).map(({ key }) => key)).toEqual([]);
    expect(missing(runFields.flatMap(({ help }) => help ?? []))).toEqual([]);
  });

  test('about each figure and each component', () => {
    const figures = [...figureDefinitions, ...runFigures, ...datasetFigures];
    expect(missing(figures.map(({ id }) => figureHelp(id)))).toEqual([]);
    expect(missing(describeComponents().map(({ kind, id }) => componentHelp(kind, id)))).toEqual([]);
  });

  test('wherever a view names an address of help itself', () => {
    const renderer = new URL('../../../src-renderer/', import.meta.url);
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(vue|ts)$/.test(file));
    const named = files.flatMap((file) => [...readFileSync(new URL(file, renderer), 'utf8').matchAll(/['"](\/help\/[a-z-]+(?:#[a-z0-9-]+)?)['"]/g)].map((found) => found[1]));
    expect(named.length).toBeGreaterThan(5);
    expect(missing(named)).toEqual([]);
  });
});

describe('in Design', () => {
  const components = describeComponents();
  const drafts = listPresets(fileURLToPath(new URL('../../../resources/presets/', import.meta.url))).map(({ campaign }) => draftFromCampaign(campaign));

  test('each component that a campaign reaches has one beside its choice or its name', () => {
    for (const draft of drafts)
      for (const { rows, of } of sectionsOf(draft, components)) {
        const chosen = rows.flatMap(({ target, value, swept }) => (target.what === 'component' && swept === null ? [componentHelp(target.kind, String(value))] : []));
        const fields = rows.flatMap(({ target }) => (target.what === 'slot' ? [componentHelp(target.kind, target.id)] : []));
        const reached = of === undefined ? chosen : [...chosen, componentHelp(of.kind, of.id)];
        expect(missing(reached)).toEqual([]);
        expect(fields.filter((address) => !reached.includes(address))).toEqual([]);
      }
  });

  test('each axis has one, but for data sets', () => {
    const axes = drafts.flatMap((draft) => draft.axes.map((axis) => axisHelp(draft, components, axis)));
    expect(axes.length).toBeGreaterThan(5);
    expect(missing(axes.map((address) => address ?? 'none'))).toEqual([]);
    const draft = drafts[0];
    const along = (path: string) => axisHelp(draft, components, { kind: 'values', path, values: [1] });
    expect(along('dataset')).toBeNull();
    expect(along('seed')).toBe('/help/statistics#means-intervals-differences');
    expect(along('learner')).toBe(`/help/components#learner-${draft.base.learner.id}`);
    const [field] = fieldAt(draft, components, 'learner.config.rank') === null ? ['learner.config.lambda'] : ['learner.config.rank'];
    expect(along(field)).toBe(`/help/components#learner-${draft.base.learner.id}`);
  });
});

describe('help itself', () => {
  test('tells of every statistic that is computed', () => {
    const statistics = [...sections].filter(([address]) => address.startsWith('/help/statistics')).map(([, text]) => text).join('\n');
    expect(readdirSync(statisticsFolder).toSorted()).toEqual([...Object.keys(said), ...arithmetic].toSorted());
    for (const [file, word] of Object.entries(said)) expect(statistics, file).toMatch(word);
  });

  test('has an equation wherever a link is called one', () => {
    const named = sources.flatMap(({ source }) => parseMarkdown(source).flatMap(contentsOf)).flatMap((piece) => (piece.kind === 'link' && piece.text === 'equation' ? [piece.to] : []));
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter((address) => !/^\$\$.+\$\$$/m.test(sections.get(address) ?? ''))).toEqual([]);
  });

  test.each([
    ['statistics#mean-and-interval', 3],
    ['statistics#paired-difference', 2],
    ['statistics#holms-correction', 1],
    ['statistics#how-many-fakes-for-an-effect', 1],
    ['statistics#damage-against-detectability', 1],
    ['statistics#welchs-t', 3],
    ['statistics#cauchys-combination', 2],
    ['attacks#how-a-step-is-made', 5],
    ['threat-model#what-the-attacker-wants', 3],
    ['components#attack-template-langevin', 2],
    ['components#metric-top-ten-share', 2],
  ])('sets the equations of %s', (address, count) => {
    const equations = parseMarkdown(sections.get(`/help/${address}`) ?? '').filter(({ kind }) => kind === 'equation');
    expect(equations).toHaveLength(count);
  });

  test('leads to sections that are there, and from its pages to each component that no view of Design chooses', () => {
    const links = sources.flatMap(({ source }) => parseMarkdown(source).flatMap(contentsOf)).flatMap((piece) => (piece.kind === 'link' ? [piece.to] : []));
    expect(missing(links)).toEqual([]);
    const others = describeComponents().filter(({ kind }) => !slotKinds.some((slot) => slot === kind));
    const attacks = describeComponents().filter(({ kind }) => kind === 'attack' || kind === 'gradient');
    for (const { kind, id } of [...others, ...attacks]) expect(links).toContain(componentHelp(kind, id));
  });
});

function contentsOf(block: ReturnType<typeof parseMarkdown>[number]): Inline[] {
  if (block.kind === 'heading' || block.kind === 'paragraph') return block.content;
  if (block.kind === 'list') return block.items.flat();
  return block.kind === 'table' ? [...block.head, ...block.rows.flat()].flat() : [];
}
