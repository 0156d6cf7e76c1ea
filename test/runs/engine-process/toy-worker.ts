import { serveWorker } from '../../../src-main/runs/engine-process/serve-worker.ts';
import { toyJobs } from './toy-jobs.ts';

serveWorker(toyJobs);
