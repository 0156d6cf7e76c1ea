import { labJobs } from './lab-jobs.ts';
import { serveWorker } from './serve-worker.ts';

serveWorker(labJobs);
