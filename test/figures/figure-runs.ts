import type { ComponentDescription, Slot } from '../../shared/domain/component.ts';
import type { Metrics, Run, RunConfig } from '../../shared/domain/run.ts';
import type { FigureRun } from '../../shared/figures/figure-run.ts';

/** What a test says of a run; the rest is filled in. All numbers of tests are invented. */
export interface RunWish {
  attack?: string;
  gradient?: string | null;
  share?: number;
  /** B; default 50. */
  fillerSize?: number;
  seed?: number;
  rmse?: number;
  before?: number | null;
  after?: number | null;
  status?: Run['status'];
  learner?: Slot;
  objective?: Slot;
  attackConfig?: Record<string, unknown>;
  dataset?: string;
  datasetName?: string;
  rmseTrace?: number[];
  targetTrace?: number[];
  /** p of the paired t; null is undefined. */
  pairedP?: number | null;
  welchP?: number | null;
  /** Welch's difference in standard deviations; a run without it is from before it was kept. */
  standOut?: number | null;
  topTen?: number;
  /** RMSE from a random start; a run without it tried none. */
  coldRmse?: number;
  /** The targets’ mean from a random start. */
  coldAfter?: number;
}

/** A component of the catalogue, with its fields' titles and symbols. */
export function component(kind: ComponentDescription['kind'], id: string, properties: Record<string, { title: string; symbol?: string }>): ComponentDescription {
  return { kind, id, revision: 1, title: id, label: id.toUpperCase(), summary: '', source: '', config: { properties } };
}

const names: Record<string, string> = { pga: 'PGA', sgld: 'SGLD', uniform: 'Uniform' };
const gradients: Record<string, string> = { exact: 'exact', 'one-step': 'one-step' };
let count = 0;

/** A run of invented numbers on whole stars (shift by 3). */
export function figureRun(wish: RunWish = {}): FigureRun {
  const attack = wish.attack ?? 'pga';
  const gradient = wish.gradient === undefined ? (attack === 'uniform' ? null : 'exact') : wish.gradient;
  const share = wish.share ?? 0.05;
  const config: RunConfig = {
    dataset: wish.dataset ?? 'a'.repeat(64),
    learner: wish.learner ?? { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } },
    objective: wish.objective ?? { id: 'availability', config: {} },
    gradient: gradient === null ? null : { id: gradient, config: {} },
    attack: { id: attack, config: wish.attackConfig ?? {} },
    budget: { maliciousShare: share, fillerSize: wish.fillerSize ?? 50, maxRating: 2 },
    seed: wish.seed ?? 1,
  };
  const status = wish.status ?? 'done';
  const key = (count++).toString(16).padStart(64, '0');
  const run: Run = {
    run: key.slice(-7),
    key,
    status,
    cached: false,
    seconds: status === 'done' ? 1.5 : null,
    config,
    metrics: status === 'done' ? metricsOf(wish) : null,
    datasetName: wish.datasetName ?? 'ml-100k',
    label: [names[attack] ?? attack, gradient === null ? '' : gradients[gradient]].join(' ').trim(),
    maliciousUsers: Math.floor(share * 943 + 0.5),
    finishedAt: status === 'done' ? '2026-11-24T22:00:00.000Z' : null,
    deletedAt: null,
  };
  const rmse = wish.rmseTrace ?? wish.targetTrace?.map(() => 0.1);
  const series =
    rmse === undefined
      ? null
      : {
          utilityTrace: rmse,
          predictionShiftRmseTrace: rmse,
          targetMeanTrace: wish.targetTrace ?? rmse.map(() => null),
          stepTrace: rmse,
        };
  const scale = { min: 1, max: 5, step: 1, observed: false };
  return { run, series, provenance: null, shift: { multiply: 1, add: -3 }, scale };
}

function metricsOf(wish: RunWish): Metrics {
  return {
    predictionShiftRmse: wish.rmse ?? 0.1,
    targetMeanBefore: wish.before ?? null,
    targetMeanAfter: wish.after ?? null,
    targetTop10ShareBefore: null,
    targetTop10ShareAfter: wish.topTen ?? null,
    utility: 1,
    iterations: 5,
    welchP: wish.welchP === undefined ? 0.03 : wish.welchP,
    ...(wish.standOut === undefined ? {} : { welchEffectSize: wish.standOut }),
    ...(wish.coldRmse === undefined ? {} : { predictionShiftRmseCold: wish.coldRmse }),
    ...(wish.coldAfter === undefined ? {} : { targetMeanAfterCold: wish.coldAfter }),
    pairedTP: wish.pairedP === undefined ? 0.04 : wish.pairedP,
    pairedTPLow: 0.01,
    pairedTPHigh: 0.2,
    relativeGradient: 1e-9,
  };
}
