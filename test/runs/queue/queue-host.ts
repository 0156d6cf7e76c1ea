import { openQueue, seedCampaign } from './queue-bench.ts';

/** A host of its own: works on a campaign of seeds in the given library and says when it has ended. */
const [home, seeds, threads] = process.argv.slice(2);
const { queue, engine, close } = await openQueue(home, Number(threads));
const { campaign, runs } = seedCampaign(seeds.split(',').map(Number));
queue.add({ campaign, runs });
process.send?.({ engine: engine.pid() });
const ended = await queue.whenEnded(runs.map((run) => run.key));
process.send?.({ ended });
await close();
process.disconnect?.();
