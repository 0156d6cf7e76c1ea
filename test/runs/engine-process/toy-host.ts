import { startEngine } from '../../../src-main/runs/engine-process/client.ts';
import { spawnNodeEngine } from '../../../src-main/runs/engine-process/spawn-node-engine.ts';
import { engineEntry, toyWorkerEntry } from './toy-engine.ts';
import { noModel, toyConfig } from './toy-jobs.ts';

const home = process.argv[2];
const engine = startEngine({ spawn: spawnNodeEngine(engineEntry, toyWorkerEntry), home, threads: 1 });
const config = toyConfig({ iterations: 100_000, pause: 5 });
void engine.run({ key: 'endless', revisions: [], config, cleanModel: noModel }, { jobId: 'endless' });
process.send?.(engine.pid());
