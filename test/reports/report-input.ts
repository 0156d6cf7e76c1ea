import type { Campaign } from '../../shared/domain/campaign.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import type { Provenance } from '../../shared/domain/run.ts';
import type { FigureInput, FigureRun } from '../../shared/figures/figure-run.ts';
import type { ReportInput } from '../../src-main/reports/sections/report-input.ts';
import { figureRun } from '../figures/figure-runs.ts';

const provenance: Provenance = {
  application: '0.1.0',
  revisions: ['learner:als@1', 'attack:pga@2'],
  precision: 'float64',
  kernels: 'plain',
  wasmHash: 'e'.repeat(64),
  arithmeticProbe: 'c'.repeat(64),
  node: '24.1.0',
  v8: '13.6',
  os: 'linux',
  arch: 'x64',
  host: 'cli',
  threads: 2,
  startedAt: '2026-11-24T21:00:00.000Z',
  finishedAt: '2026-11-24T22:00:00.000Z',
  targets: ['478'],
  maliciousUsers: 47,
  cleanModel: 'd'.repeat(64),
  warnings: [],
};

/** The data set that the invented runs are on. */
export const dataset: Dataset = {
  name: 'ml-100k',
  fingerprint: 'a'.repeat(64),
  users: 943,
  items: 1682,
  ratings: 100000,
  scale: { min: 1, max: 5, step: 1, observed: false },
  shift: { multiply: 1, add: -3 },
  report: { rows: 100000, kept: 100000, droppedByReason: {} },
  layout: 'ml-100k',
  importedAt: '2026-11-24T20:00:00.000Z',
  hasTitles: true,
  deletedAt: null,
};

/** The campaign of the invented runs. */
export const campaign: Campaign = {
  schema: 1,
  name: 'first look',
  dataset: 'ml-100k',
  learner: { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } },
  objective: { id: 'hybrid', config: { targets: ['478'] } },
  gradient: { id: 'exact', config: {} },
  attack: { id: 'pga', config: {} },
  budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
  seed: 1,
  sweep: [{ path: 'seed', values: [1, 2, 3] }],
};

/** Two attacks, two shares, three seeds, with targets and traces: small numbers that can be added by hand. */
export const runs: FigureRun[] = ['uniform', 'pga'].flatMap((attack) =>
  [0.01, 0.05].flatMap((share) =>
    [1, 2, 3].map((seed) => ({
      ...figureRun({
        attack,
        share,
        seed,
        objective: { id: 'hybrid', config: { targets: ['478'] } },
        rmse: (attack === 'pga' ? 0.3 : 0.1) * (share / 0.05) + seed / 100,
        before: 0.8,
        after: attack === 'pga' ? 1.2 + seed / 10 : 0.8,
        rmseTrace: attack === 'pga' ? [0, 0.1, 0.2] : [0.1],
      }),
      provenance,
    })),
  ),
);

/** Runs as a figure receives them. */
export const input: FigureInput = { runs };

/** A whole report of them. */
export const report: ReportInput = {
  title: 'first look',
  input,
  campaign,
  campaigns: [campaign],
  datasets: [dataset],
  imports: [dataset],
  uniqueness: new Map(),
  audits: [],
  auditCampaigns: [],
  layout: [],
  application: '0.1.0',
};
