import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveWorker } from '../../../src-main/runs/engine-process/serve-worker.ts';
import { toyJobs } from '../engine-process/toy-jobs.ts';
import type { ToyPlan } from './queue-bench.ts';

serveWorker({
  ...toyJobs,
  run(request, context) {
    const plan = JSON.parse(readFileSync(join(context.home, 'toy.json'), 'utf8')) as ToyPlan;
    const config = { ...plan.every, ...plan.seeds?.[request.config.seed] };
    return toyJobs.run({ ...request, config: { ...request.config, attack: { id: 'toy', config } } }, context);
  },
});
