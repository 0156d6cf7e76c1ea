import { createHash } from 'node:crypto';
import type { Metrics, RunConfig } from '../../shared/domain/run.ts';
import type { FinishedRun, PlannedRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';

interface Attack {
  label: string;
  attack: RunConfig['attack'];
  gradient: RunConfig['gradient'];
  /** RMSE that it approaches with ever more users. */
  reach: number;
}

const attacks: readonly Attack[] = [
  { label: 'Uniform', attack: { id: 'uniform', config: {} }, gradient: null, reach: 0.09 },
  { label: 'PGA exact', attack: { id: 'pga', config: { iterations: 30 } }, gradient: { id: 'exact', config: {} }, reach: 0.34 },
  { label: 'PGA one-step', attack: { id: 'pga', config: { iterations: 30 } }, gradient: { id: 'one-step', config: {} }, reach: 0.23 },
  { label: 'SGLD exact', attack: { id: 'sgld', config: { iterations: 40, beta: 0.6 } }, gradient: { id: 'exact', config: {} }, reach: 0.21 },
  { label: 'Template Langevin', attack: { id: 'template-langevin', config: { iterations: 40, beta: 0.3 } }, gradient: { id: 'exact', config: {} }, reach: 0.14 },
];
const shares = [0.005, 0.01, 0.02, 0.05, 0.1];
const objectives: readonly RunConfig['objective'][] = [
  { id: 'availability', config: {} },
  { id: 'hybrid', config: { availability: 1, integrity: 1, targets: ['478'], weight: 2 } },
];
const ranks = [4, 8, 16, 32];
const sizes = [25, 50];

/** Runs of invented numbers, laid out as campaigns lay them out: seeds fastest, then attacks, shares, settings. */
export function inventedRuns(count: number): { planned: PlannedRun; finished: FinishedRun | null }[] {
  const seeds = Math.max(1, Math.ceil(count / (attacks.length * shares.length * objectives.length * ranks.length * sizes.length)));
  const runs: { planned: PlannedRun; finished: FinishedRun | null }[] = [];
  for (const objective of objectives)
    for (const rank of ranks)
      for (const fillerSize of sizes)
        for (const share of shares)
          for (const attack of attacks)
            for (let seed = 1; seed <= seeds; seed++) runs.push(inventedRun(objective, rank, fillerSize, share, attack, seed));
  return runs.slice(0, count);
}

/** Makes a library of so many runs in the folder, one campaign of those of rank 8, and some stars, tags and notes. */
export async function fillLibrary(home: string, count: number): Promise<PlannedRun[]> {
  const store = await openStore(home);
  const runs = inventedRuns(count);
  for (const { planned, finished } of runs) {
    if (finished) store.runs.finish(planned, finished, null);
    else {
      store.queue.add('invented', [planned]);
      const claim = store.queue.claim({ keys: [planned.key] });
      if (claim) store.runs.fail(planned.key, { code: 'failed', message: 'Training did not converge.', complaints: [] }, 2, claim.lease);
    }
  }
  const chosen = runs.map(({ planned }) => planned).filter(({ config }) => config.seed === 1 && config.learner.config.rank === 8);
  const keys = (label: string) => chosen.filter((one) => one.label === label).map(({ key }) => key);
  store.annotations.change(keys('PGA exact').slice(0, 8), { starred: true, addTags: ['figure 1'], removeTags: [] });
  store.annotations.change(keys('SGLD exact').slice(0, 4), { addTags: ['audited'], removeTags: [] });
  store.annotations.change(keys('SGLD exact').slice(0, 1), { addTags: [], removeTags: [], note: 'Look at the chain again.' });
  store.close();
  return runs.map(({ planned }) => planned);
}

function inventedRun(objective: RunConfig['objective'], rank: number, fillerSize: number, share: number, one: Attack, seed: number) {
  const config: RunConfig = {
    dataset: 'd'.repeat(64),
    learner: { id: 'als', config: { rank, lambdaUsers: 5, lambdaItems: 5 } },
    objective,
    gradient: one.gradient,
    attack: one.attack,
    budget: { maliciousShare: share, fillerSize, maxRating: 2 },
    seed,
  };
  const text = JSON.stringify(config);
  const hash = createHash('sha256').update(text);
  const key = hash.digest('hex');
  const noise = (Number.parseInt(key.slice(0, 6), 16) / 0xffffff - 0.5) * 0.02;
  const rmse = one.reach * (1 - Math.exp(-share * 40)) * (fillerSize / 50) ** 0.3 * (8 / rank) ** 0.1 + noise * (one.reach / 0.3);
  const planned: PlannedRun = { key, config, label: one.label, datasetName: 'ml-100k', maliciousUsers: Math.floor(share * 943 + 0.5) };
  const failed = key.startsWith('00');
  return { planned, finished: failed ? null : finishedRun(one, objective.id === 'hybrid', Math.max(0.001, rmse), key) };
}

function finishedRun(one: Attack, pushes: boolean, rmse: number, key: string): FinishedRun {
  const steps = one.attack.id === 'uniform' ? 0 : Number(one.attack.config.iterations);
  const trace = Array.from({ length: steps + 1 }, (_, step) => (steps === 0 ? rmse : rmse * (1 - Math.exp((-4 * step) / steps))));
  const metrics: Metrics = {
    predictionShiftRmse: rmse,
    targetMeanBefore: pushes ? 0.8 : null,
    targetMeanAfter: pushes ? 0.8 + rmse : null,
    targetTop10ShareBefore: pushes ? 0.02 : null,
    targetTop10ShareAfter: pushes ? 0.1 + rmse : null,
    utility: rmse * rmse * 1e6,
    iterations: steps,
    welchP: one.attack.id === 'pga' ? 0.0001 : 0.3,
    welchDifference: -0.5,
    welchEffectSize: -1.5,
    welchSd: 0.3,
    welchUsers: 47,
    welchPartners: 943,
    welchDetectable: 0.1,
    pairedTP: 0.01,
    pairedTPLow: 0.001,
    pairedTPHigh: 0.1,
    relativeGradient: 1e-9,
    predictionShiftRmseCold: rmse,
    targetMeanAfterCold: pushes ? 0.8 + rmse : null,
  };
  const startedAt = '2026-11-20T10:00:00.000Z';
  return {
    metrics,
    series: { utilityTrace: trace, predictionShiftRmseTrace: trace, targetMeanTrace: trace.map(() => null), stepTrace: trace.map(() => 1) },
    provenance: {
      application: 'poison-lab 0.1.0',
      revisions: [`attack:${one.attack.id}@1`, 'learner:als@1', 'numeric@1'],
      precision: 'float64',
      kernels: 'fma',
      arithmeticProbe: 'f'.repeat(64),
      node: '24.21.0',
      v8: '13.6',
      os: 'linux',
      arch: 'x64',
      host: 'cli',
      threads: 2,
      startedAt,
      finishedAt: startedAt,
      targets: pushes ? ['478'] : [],
      maliciousUsers: 1,
      cleanModel: 'c'.repeat(64),
      warnings: [],
    },
    profiles: { users: 1, items: 3, rowStart: Int32Array.of(0, 3), rowItem: Int32Array.of(0, 1, 2), rowValue: Float64Array.of(1, -1, Number.parseInt(key.slice(0, 4), 16)) },
    targets: pushes ? ['478'] : [],
    warnings: [],
    seconds: 10 + steps,
  };
}
