import { openQueue, seedCampaign } from './queue-bench.ts';
import { labWorker, longRun } from './small-data.ts';

/** A host of its own that computes the long run in the given library. */
const { queue } = await openQueue(process.argv[2], 1, 'library', labWorker);
queue.add({ campaign: seedCampaign([1], 'long').campaign, runs: [longRun] });
