import { afterEach, expect, it } from 'vitest';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { setThreadAllowance } from '../../../src-main/numeric/kernels/allowance.ts';
import { kernelTeam } from '../../../src-main/numeric/kernels/team.ts';
import { generateRatings } from '../../../src-main/ratings/synthetic.ts';
import { threadsAtWork } from '../../numeric/kernels/threads-at-work.ts';
import { quiet, smallConfig } from './small-run.ts';

const allowance = new Int32Array(new SharedArrayBuffer(4));
setThreadAllowance(allowance);
afterEach(() => void (allowance[0] = 1));

it.each(['pga', 'sgld'])('%s gives the same bits for 1, 2, 3 and 8 threads', async (attack) => {
  const dataset = generateRatings({ users: 300, items: 200, ratings: 9000, rank: 3, noise: 0.6, seed: 5 });
  const learner = { id: 'als', config: { rank: 9, lambdaUsers: 2, lambdaItems: 2 } };
  const config = {
    ...smallConfig({ dataset: dataset.fingerprint, learner, attack: { id: attack, config: { iterations: 2 } } }),
    learner,
  };
  const results = [];
  for (const threads of [1, 2, 3, 8]) {
    allowance[0] = threads;
    await threadsAtWork(kernelTeam(), Math.min(threads, 3));
    const cleanModel = trainClean({ dataset, learner }, quiet);
    const { metrics, series, profiles } = run({ config, dataset, cleanModel, checkpoint: null }, quiet);
    results.push({ cleanModel, metrics, series, profiles });
  }
  for (const result of results) expect(result).toEqual(results[0]);
});
