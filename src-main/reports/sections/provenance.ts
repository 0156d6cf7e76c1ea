import type { ReportNode } from '../../../shared/domain/report-document.ts';
import type { Provenance } from '../../../shared/domain/run.ts';
import { compareConfigs, describeField, flattenConfig } from '../../../shared/figures/configuration.ts';
import { formatCount, formatNumber, formatPlain } from '../../../shared/figures/drawing/format.ts';
import type { ReportInput } from './report-input.ts';
import { bullets, facts, paragraph, strong, table, words } from './words.ts';

/** The fields of the configuration: those all runs share, with their value, and those that differ, with theirs. */
export function configurationSection({ input }: ReportInput): ReportNode[] {
  const configs = input.runs.map(({ run }) => run.config);
  if (configs.length === 0) return [paragraph('No runs.')];
  const { differing, same } = compareConfigs(configs);
  const fields = configs.map(flattenConfig);
  const rows = [...differing, ...same].map((path) => {
    const holder = configs.find((_, i) => fields[i].has(path)) ?? configs[0];
    const { title, symbol } = describeField(path, holder, input.components);
    const values = [...new Set(fields.map((one) => one.get(path)).filter((value) => value !== undefined))];
    return { path, title, symbol: symbol ?? '', values: values.map(readable).join(', ') };
  });
  const caption = words`${strong('Configuration.')} ${differing.length} fields differ or belong to some of the runs only, listed
      first; ${same.length} are the same in all ${formatCount(configs.length)} runs.`;
  return [
    table(
      caption,
      [
        { label: 'Field', cell: (row) => row.title },
        { label: 'Symbol', name: true, cell: (row) => row.symbol },
        { label: 'Value', cell: (row) => row.values },
        { label: 'Path in the campaign file', name: true, cell: (row) => row.path },
      ],
      rows,
    ),
  ];
}

/** Data sets with fingerprints, versions, revisions, seeds: what the numbers depend on, and what only made them. */
export function provenanceSection({ input, datasets, application }: ReportInput): ReportNode[] {
  const provenances = input.runs.map((run) => run.provenance).filter((one) => one !== null);
  const seeds = [...new Set(input.runs.map(({ run }) => run.config.seed))].sort((a, b) => a - b);
  const distinct = (value: (one: Provenance) => string): string =>
    [...new Set(provenances.map(value))].filter(Boolean).sort().join('; ');
  const revisions = [...new Set(provenances.flatMap((one) => one.revisions))].sort().join(', ');
  const targets = [...new Set(provenances.flatMap((one) => one.targets))].sort();
  const warnings = [...new Set(provenances.flatMap((one) => one.warnings))].sort();
  return [
    ...datasetFacts(input.runs.map(({ run }) => run.config.dataset), datasets),
    facts([
    ['Seeds', seeds.join(', ')],
    ['Target items', targets.join(', ')],
    ['Component revisions', revisions],
    ['Precision', distinct((one) => one.precision)],
    ['Kernels', distinct((one) => one.kernels)],
    ['Kernels’ WebAssembly', distinct((one) => one.wasmHash ?? '')],
    ['Arithmetic probe', distinct((one) => one.arithmeticProbe)],
    ['Clean models', distinct((one) => one.cleanModel)],
    ['Computed by', distinct((one) => one.application)],
    ['Runtime', distinct((one) => `Node ${one.node}, V8 ${one.v8}`)],
    ['System', distinct((one) => `${one.os}, ${one.arch}, ${one.host}`)],
    ['Report written by', application],
    ]),
    ...(warnings.length === 0 ? [] : [paragraph('Warnings of solvers and attacks:')]),
    ...bullets(warnings),
  ];
}

/** Every run of the report, none left out. */
export function runsSection({ input }: ReportInput): ReportNode[] {
  return [table(
    words`${strong('Runs.')} All ${formatCount(input.runs.length)} runs of this report.`,
    [
      { label: 'Run', name: true, cell: ({ run }) => run.run },
      { label: 'Attack', name: true, cell: ({ run }) => run.label },
      {
        label: 'Malicious, %',
        number: true,
        cell: ({ run }) => formatNumber(run.config.budget.maliciousShare * 100, 1),
      },
      { label: 'Seed', number: true, cell: ({ run }) => String(run.config.seed) },
      { label: 'Status', name: true, cell: ({ run }) => run.status },
      { label: 'RMSE', number: true, cell: ({ run }) => formatNumber(run.metrics?.predictionShiftRmse, 4) },
      {
        label: 'Target’s mean',
        number: true,
        cell: ({ run }) => formatNumber(run.metrics?.targetMeanAfter, 4),
      },
      {
        label: 'Iterations',
        number: true,
        cell: ({ run }) => (run.metrics === null ? '–' : formatCount(run.metrics.iterations)),
      },
      { label: 'Seconds', number: true, cell: ({ run }) => formatNumber(run.seconds, 1) },
    ],
    input.runs,
  )];
}

function datasetFacts(
  fingerprints: readonly string[],
  datasets: readonly ReportInput['datasets'][number][],
): ReportNode[] {
  return [...new Set(fingerprints)].sort().map((fingerprint) => {
    const dataset = datasets.find((one) => one.fingerprint === fingerprint);
    if (dataset === undefined) return facts([['Data fingerprint', fingerprint]]);
    const { scale, shift } = dataset;
    return facts([
      ['Data set', dataset.name],
      ['Data fingerprint', fingerprint],
      [
        'Size',
        `${formatCount(dataset.users)} users, ${formatCount(dataset.items)} items, ${formatCount(dataset.ratings)} ratings`,
      ],
      [
        'Scale',
        `${formatPlain(scale.min)} to ${formatPlain(scale.max)} stars in steps of ${formatPlain(scale.step)}${scale.observed ? ', as observed' : ''}`,
      ],
      [
        'Shift',
        `rating = stars × ${formatPlain(shift.multiply)} ${shift.add < 0 ? '−' : '+'} ${formatPlain(Math.abs(shift.add))}`,
      ],
    ]);
  });
}

function readable(json: string): string {
  const value: unknown = JSON.parse(json);
  if (typeof value === 'number') return formatPlain(value);
  if (value === null) return 'none';
  return typeof value === 'string' ? value : json;
}
