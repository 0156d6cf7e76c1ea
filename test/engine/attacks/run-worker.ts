import { parentPort, workerData } from 'node:worker_threads';
import { run } from '../../../src-main/engine/jobs/run.ts';
import type { RunInput } from '../../../src-main/engine/jobs/job.ts';

const { metrics, series, profiles } = run(workerData as RunInput, { progress: () => {}, checkpoint: () => {}, cancelled: () => false });
parentPort?.postMessage({ metrics, series, profiles });
