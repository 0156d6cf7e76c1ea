import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';
import { serveWorker } from '../../../src-main/runs/engine-process/serve-worker.ts';
import { toyJobs, toyLog } from '../engine-process/toy-jobs.ts';
import type { ToyPlan } from './queue-bench.ts';

serveWorker({
  ...toyJobs,
  trainClean(request, context) {
    appendFileSync(toyLog(context.home), `training ${request.dataset} ${process.pid}\n`);
    for (let waited = 0; waited < (planOf(context.home).cleanPause ?? 0); waited += 10) {
      if (context.hooks.cancelled()) {
        appendFileSync(toyLog(context.home), `stopped ${request.dataset} ${process.pid}\n`);
        throw new LabError('cancelled', 'cancelled');
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
    return toyJobs.trainClean(request, context);
  },
  run(request, context) {
    const plan = planOf(context.home);
    const config = { ...plan.every, ...plan.seeds?.[request.config.seed] };
    return toyJobs.run({ ...request, config: { ...request.config, attack: { id: 'toy', config } } }, context);
  },
});

function planOf(home: string): ToyPlan {
  return JSON.parse(readFileSync(join(home, 'toy.json'), 'utf8')) as ToyPlan;
}
