import type { FigureSource } from '../../../shared/contract/figures.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { FigureMarks } from '../../../shared/domain/figure-view.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';
import type { ReportBlock } from '../../../shared/domain/report-layout.ts';
import { settingAt, type RunFilter } from '../../../shared/domain/run-filter.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { attackAxisKey, axisColumns } from '../../../shared/figures/brush.ts';
import { flattenConfig } from '../../../shared/figures/configuration.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { untilInterrupted, type Invocation } from './invocation.ts';
import type { axisBrushes } from './option-values.ts';

/** The window drops a brush on a column that its runs lack; who types one is told. @throws LabError bad-input, naming what there is */
export async function requireColumns(
  invocation: Invocation,
  figure: string,
  source: FigureSource,
  brushes: ReturnType<typeof axisBrushes>,
  flag = '--brush',
): Promise<void> {
  const { service } = await invocation.open('look');
  const table = await untilInterrupted(invocation, service.client.figures.table({ figure, source }));
  const known = [attackAxisKey, ...axisColumns(table).map(({ key }) => key)];
  const wrong = brushes.find(({ key }) => !known.includes(key));
  if (wrong === undefined) return;
  const message = `there is no axis ${wrong.key}.${didYouMean(wrong.key, known)} The axes are ${known.join(', ')}.`;
  refuse(flag, wrong.key, message);
}

/**
 * A filter by a setting that no run has would keep all of them, one by a value that none has would keep none of them for it.
 * @param missed what is done where no run has a value; by default it is thrown, too
 * @throws LabError bad-input, naming what there is
 */
export async function requireSettings(
  invocation: Invocation,
  source: FigureSource,
  where: readonly RunFilter[],
  flag = '--where',
  missed: (error: LabError) => void = thrown,
): Promise<void> {
  const configs = await configsOf(invocation, source);
  for (const { path, values } of where) {
    const own = new Set(configs.map((config) => settingAt(config, path)).filter((value) => value !== undefined).map(canonicalJson));
    if (own.size === 0) {
      const known = [...new Set(configs.flatMap((config) => [...flattenConfig(config).keys()]))];
      refuse(flag, path, `no run has a setting ${path}.${didYouMean(path, known)} Name it by its dotted path.`);
    }
    const missing = values.find((value) => !own.has(canonicalJson(value)));
    if (missing !== undefined) missed(complaint(flag, path, `no run has ${canonicalJson(missing)}. The values are ${[...own].join(', ')}.`));
  }
}

/** A pin, a baseline or a hidden series that the figure lacks would change nothing. @throws LabError bad-input, naming what there is */
export async function requireMarks(
  invocation: Invocation,
  figure: string,
  source: FigureSource,
  { pinned = null, baseline = null, hidden = [] }: FigureMarks,
  flags = { pinned: '--pin', baseline: '--baseline', hidden: '--hide' },
): Promise<void> {
  const { service } = await invocation.open('look');
  const { rows } = await untilInterrupted(invocation, service.client.figures.table({ figure, source }));
  const series = [...new Set(rows.map((row) => String(row['series'])))];
  if (baseline !== null && !series.includes(baseline)) refuse(flags.baseline, baseline, `there is no series ${baseline}.${didYouMean(baseline, series)} The series are ${series.join(', ')}.`);
  const unknown = hidden.find((one) => !series.includes(one));
  if (unknown !== undefined) refuse(flags.hidden, unknown, `there is no series ${unknown}.${didYouMean(unknown, series)} The series are ${series.join(', ')}.`);
  const axis = findFigure(figure)?.x ?? '';
  const places = [...new Set(rows.flatMap((row) => (typeof row[axis] === 'number' ? [row[axis]] : [])))].sort((a, b) => a - b);
  if (pinned !== null && !places.includes(pinned)) refuse(flags.pinned, String(pinned), `nothing was measured at ${pinned}. The places are ${places.join(', ')}.`);
}

/**
 * The same for every shown figure that the layout of a report adds. One that is stored, in the library or as its file, is
 * printed as the window prints it, and what it names in vain is a warning. A value that no run has is one in any: the page
 * of a report gives its layout as it was, though runs may have gone since, and whoever follows it has to get the same page.
 * @param typed the file that was asked for, and its blocks; null for the stored layout
 * @throws LabError bad-input, naming file and field, for one that somebody wrote
 */
export async function requireAdded(invocation: Invocation, source: FigureSource, typed: { file: string; blocks: readonly ReportBlock[] } | null): Promise<void> {
  const stored = await storedLayout(invocation, source);
  const { file, blocks } = typed ?? { file: 'The stored layout', blocks: stored };
  const isStored = typed === null || canonicalJson(typed.blocks) === canonicalJson(stored);
  const warn = (error: LabError): void => invocation.progress.note({ phase: `warning: ${error.message}` });
  await checkAdded(invocation, source, blocks, file, isStored ? warn : thrown, warn);
}

function refuse(path: string, typed: string, message: string): never {
  throw complaint(path, typed, message);
}

function complaint(path: string, typed: string, message: string): LabError {
  return new LabError('bad-input', `${path} ${typed}: ${message}`, [{ path, message }]);
}

function thrown(error: LabError): never {
  throw error;
}

/**
 * The same for every shown figure that a layout adds, named by its place in the file.
 * @param complain what is done with each complaint; it may throw it
 * @param missed what is done where no run has the value of a filter
 */
async function checkAdded(
  invocation: Invocation,
  source: FigureSource,
  blocks: readonly ReportBlock[],
  file: string,
  complain: (error: LabError) => void,
  missed: (error: LabError) => void,
): Promise<void> {
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'figure' || !block.shown || findFigure(block.figure) === undefined) continue;
    const { figure, where = [], view = {} } = block;
    const { pinned = null, baseline = null, hidden = [], brushes = [] } = view;
    const field = (name: string): string => `${file}, ${at}.${name}`;
    const of = { ...source, where };
    const marks = { pinned: field('view.pinned'), baseline: field('view.baseline'), hidden: field('view.hidden') };
    try {
      if (where.length > 0) await requireSettings(invocation, source, where, field('where'), missed);
      if (pinned !== null || baseline !== null || hidden.length > 0) await requireMarks(invocation, figure, of, view, marks);
      if (brushes.length > 0) await requireColumns(invocation, figure, of, brushes, field('view.brushes'));
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'bad-input') throw error;
      complain(error);
    }
  }
}

/** A campaign's stored layout, or none for chosen runs; it may have been stored before runs went. */
async function storedLayout(invocation: Invocation, source: FigureSource): Promise<ReportBlock[]> {
  if (!('campaign' in source)) return [];
  const { service } = await invocation.open('look');
  return (await untilInterrupted(invocation, service.client.reports.layout({ campaign: source.campaign }))).blocks;
}

/** Of all runs of a source, whatever its filters. */
async function configsOf(invocation: Invocation, source: FigureSource): Promise<RunConfig[]> {
  const { service } = await invocation.open('look');
  const wanted = 'campaign' in source ? { campaign: source.campaign } : {};
  const { runs } = await untilInterrupted(invocation, service.client.runs.list(wanted));
  const isNamed = (key: string): boolean => !('runs' in source) || source.runs.some((reference) => key.startsWith(reference));
  return runs.filter(({ key }) => isNamed(key)).map(({ config }) => config);
}
