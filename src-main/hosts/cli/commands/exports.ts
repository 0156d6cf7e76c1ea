import { extname } from 'node:path';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { FigureSource } from '../../../../shared/contract/figures.ts';
import { reportFormats, type DrawOptions, type exportRequestSchema } from '../../../../shared/contract/reports.ts';
import { LabError } from '../../../../shared/domain/errors.ts';
import type { RunFilter } from '../../../../shared/domain/run-filter.ts';
import { copyDurably } from '../../copy-durably.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { requireAdded, requireColumns, requireMarks, requireSettings } from '../known-marks.ts';
import { readLayoutFile } from '../layout-argument.ts';
import { axisBrushes, commaList, decimalNumber, numberBetween, oneOf, plotPart, runFilters, wholeNumber } from '../option-values.ts';
import { count } from '../output/format.ts';

const formats = ['svg', 'png', 'pdf', 'csv'] as const;

/** `figure`, `report` and `export`: everything that ends in a file. */
export function registerExportCommands(program: Command, act: Act): void {
  program
    .command('figure')
    .description('draw one figure, or write its table')
    .argument('<figure>', 'id of the figure, or rmse-along-PATH and target-mean-along-PATH for any number of the configuration')
    .option('--campaign <name>', 'of a whole campaign')
    .option('--runs <runs>', 'of chosen runs, separated by commas', commaList)
    .option('--where <setting>', 'only runs with one of these values, PATH=VALUE,VALUE; runs without the setting stay; once for each setting', runFilters)
    .requiredOption('--to <file>', 'FILE.svg, .png, .pdf or .csv; an existing file is replaced')
    .option('--width-mm <mm>', 'width on paper (20 to 1000, default 160)', numberBetween(20, 1000))
    .option('--height-mm <mm>', 'height on paper (20 to 1000, default 100)', numberBetween(20, 1000))
    .option('--dpi <n>', 'dots per inch of a PNG (default 300)', wholeNumber(36, 1200))
    .option('--text-pt <pt>', 'size of the smallest text (4 to 24, default 9, below 120 mm of width 7.2)', numberBetween(4, 24))
    .option('--theme <theme>', 'light, dark or print (default)', oneOf(['light', 'dark', 'print']))
    .option('--log <axes>', 'logarithmic axes: x, y or xy', oneOf(['x', 'y', 'xy']))
    .option('--zoom <part>', 'the part to draw, X0:X1,Y0:Y1 in the units of the axes', plotPart)
    .option('--no-bands', 'lines alone, without the bands of their intervals')
    .option('--no-labels', 'without names at the ends of lines')
    .option('--no-title', 'without title inside the drawing')
    .option('--brush <stretch>', 'of an axis of parallel coordinates, COLUMN=FROM:TO or COLUMN=WORD,WORD; once for each axis', axisBrushes)
    .option('--effect <value>', 'an effect (shifted units) to read off: how many malicious users it takes', decimalNumber)
    .option('--pin <place>', 'a value of the x axis to mark, as its table has it (0.05 for 5 %)', decimalNumber)
    .option('--baseline <series>', 'the series that differences are taken to, as its table names it: said beside its name, and columns of their own in a CSV')
    .option('--hide <series>', 'series that are not drawn, as the table names them, separated by commas; axes and numbers stay', commaList)
    .action(act(drawFigure));
  program
    .command('report')
    .description('write a report: a self-contained HTML page, a PDF, or all of its series as CSV and JSON')
    .option('--campaign <name>', 'of a whole campaign')
    .option('--runs <runs>', 'of chosen runs, separated by commas', commaList)
    .option('--check-starts', 'first train one run of each configuration from several starts, unless that was done before')
    .option('--layout <file>', 'title, order, ticks and notes as a report says them (default: as stored with the campaign)')
    .requiredOption('--to <file>', 'FILE.html, .pdf or .zip; an existing file is replaced')
    .action(act(writeReport));
  const exports = program.command('export').description('write profiles or the list of runs as CSV, or a run as an attack bundle');
  exports
    .command('profiles')
    .description("the malicious users' ratings of one run: user, item, rating, stars")
    .argument('<run>', 'key of the run, or a prefix of it')
    .requiredOption('--to <file>', 'FILE.csv; an existing file is replaced')
    .action(
      act((invocation, run: string, flags: { to: string }) =>
        write(invocation, { what: 'profiles', run }, flags.to, ['csv']),
      ),
    );
  exports
    .command('bundle')
    .description('one run as a zip: profiles, labels, targets, every switch, versions, metrics')
    .argument('<run>', 'key of the run, or a prefix of it')
    .requiredOption('--to <file>', 'FILE.poisonlab or FILE.zip, the same bytes; an existing file is replaced')
    .action(
      act((invocation, run: string, flags: { to: string }) =>
        write(invocation, { what: 'bundle', run }, flags.to, ['poisonlab', 'zip']),
      ),
    );
  exports
    .command('runs')
    .description('every saved run, one line each, every digit')
    .requiredOption('--to <file>', 'FILE.csv; an existing file is replaced')
    .action(
      act((invocation, flags: { to: string }) => write(invocation, { what: 'runs' }, flags.to, ['csv'])),
    );
}

interface SourceFlags {
  campaign?: string;
  runs?: string[];
  to: string;
}

type FigureFlags = SourceFlags &
  Partial<DrawOptions> & {
    log?: 'x' | 'y' | 'xy';
    zoom?: ReturnType<typeof plotPart>;
    bands: boolean;
    labels: boolean;
    title: boolean;
    brush?: ReturnType<typeof axisBrushes>;
    effect?: number;
    pin?: number;
    baseline?: string;
    where?: RunFilter[];
    hide?: string[];
  };

async function drawFigure(invocation: Invocation, figure: string, flags: FigureFlags): Promise<void> {
  const { campaign, runs, to, log = '', zoom = null, bands, labels: endLabels, title, brush: brushes = [], effect = null, pin: pinned = null, baseline = null, where, hide: hidden = [], ...options } = flags;
  const format = formatOf(to, formats);
  const source = { ...sourceOf({ campaign, runs, to }), ...(where && { where }) };
  if (where) await requireSettings(invocation, source, where);
  if (brushes.length > 0) await requireColumns(invocation, figure, source, brushes);
  if (pinned !== null || baseline !== null || hidden.length > 0) await requireMarks(invocation, figure, source, { pinned, baseline, hidden });
  const view = { logarithmic: log.includes('x'), logarithmicY: log.includes('y'), zoom, bands, endLabels, title, brushes, effect, pinned, baseline, hidden };
  await write(invocation, { what: 'figure', figure, source, format, options, view }, to, formats);
}

async function writeReport(
  invocation: Invocation,
  flags: SourceFlags & { checkStarts?: boolean; layout?: string },
): Promise<void> {
  const checkStarts = flags.checkStarts === true;
  const format = formatOf(flags.to, reportFormats);
  const layout = flags.layout === undefined ? undefined : readLayoutFile(invocation.path(flags.layout), flags.layout);
  const source = sourceOf(flags);
  // A library that is open for looking stays so, and starts are work.
  const how = checkStarts ? 'work' : 'look';
  await invocation.open(how);
  await requireAdded(invocation, source, layout !== undefined && flags.layout !== undefined ? { file: flags.layout, blocks: layout } : null);
  const request = { what: 'report', source, format, checkStarts, layout } as const;
  await write(invocation, request, flags.to, reportFormats, how);
}

async function write(
  invocation: Invocation,
  request: z.input<typeof exportRequestSchema>,
  to: string,
  extensions: readonly string[],
  how: 'look' | 'work' = 'look',
): Promise<void> {
  formatOf(to, extensions);
  const { service } = await invocation.open(how);
  invocation.progress.update({ phase: `writing ${to}` });
  const made = await untilInterrupted(invocation, service.client.reports.export(request));
  const file = invocation.path(to);
  copyDurably(service.files.find(made.fileId).path, file);
  service.files.release(made.fileId);
  invocation.answer(
    { file, sha256: made.sha256 },
    () => `${to}: ${count(made.bytes)} bytes, SHA-256 ${made.sha256}\n`,
  );
}

function sourceOf({ campaign, runs }: SourceFlags): FigureSource {
  if (campaign !== undefined && runs === undefined) return { campaign };
  if (runs !== undefined && campaign === undefined) return { runs };
  throw new LabError('bad-input', 'Give either --campaign NAME or --runs RUN,RUN.');
}

function formatOf<T extends string>(to: string, extensions: readonly T[]): T {
  const found = extensions.find((extension) => extname(to).toLowerCase() === `.${extension}`);
  if (found) return found;
  const wanted = extensions.map((extension) => `.${extension}`).join(', ');
  throw new LabError('bad-input', `--to ${to}: the file's name must end in ${wanted}.`, [
    { path: '--to', message: `must end in ${wanted}` },
  ]);
}
