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
): Promise<void> {
  const { service } = await invocation.open('look');
  const table = await untilInterrupted(invocation, service.client.figures.table({ figure, source }));
  const known = [attackAxisKey, ...axisColumns(table).map(({ key }) => key)];
  const wrong = brushes.find(({ key }) => !known.includes(key));
  if (wrong === undefined) return;
  const message = `there is no axis ${wrong.key}.${didYouMean(wrong.key, known)} The axes are ${known.join(', ')}.`;
  refuse('--brush', wrong.key, message);
}

/** A filter by a setting that no run has would keep all of them, one by a value that none has would keep none. @throws LabError bad-input, naming what there is */
export async function requireSettings(invocation: Invocation, source: FigureSource, where: readonly RunFilter[], flag = '--where'): Promise<void> {
  const configs = await configsOf(invocation, source);
  for (const { path, values } of where) {
    const own = new Set(configs.map((config) => settingAt(config, path)).filter((value) => value !== undefined).map(canonicalJson));
    if (own.size === 0) {
      const known = [...new Set(configs.flatMap((config) => [...flattenConfig(config).keys()]))];
      refuse(flag, path, `no run has a setting ${path}.${didYouMean(path, known)} Name it by its dotted path.`);
    }
    const missing = values.find((value) => !own.has(canonicalJson(value)));
    if (missing !== undefined) refuse(flag, path, `no run has ${canonicalJson(missing)}. The values are ${[...own].join(', ')}.`);
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

function refuse(path: string, typed: string, message: string): never {
  throw new LabError('bad-input', `${path} ${typed}: ${message}`, [{ path, message }]);
}

/** The same for every figure that a layout adds, named by its place in the file. @throws LabError bad-input, naming file and field */
export async function requireAdded(invocation: Invocation, source: FigureSource, blocks: readonly ReportBlock[], file: string): Promise<void> {
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'figure') continue;
    const { figure, where = [], view = {} } = block;
    const field = (name: string): string => `${file}, ${at}.${name}`;
    await requireSettings(invocation, source, where, field('where'));
    await requireMarks(invocation, figure, { ...source, where }, view, { pinned: field('view.pinned'), baseline: field('view.baseline'), hidden: field('view.hidden') });
  }
}

/** Of all runs of a source, whatever its filters. */
async function configsOf(invocation: Invocation, source: FigureSource): Promise<RunConfig[]> {
  const { service } = await invocation.open('look');
  const wanted = 'campaign' in source ? { campaign: source.campaign } : {};
  const { runs } = await untilInterrupted(invocation, service.client.runs.list(wanted));
  const isNamed = (key: string): boolean => !('runs' in source) || source.runs.some((reference) => key.startsWith(reference));
  return runs.filter(({ key }) => isNamed(key)).map(({ config }) => config);
}
