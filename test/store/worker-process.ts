import { once } from 'node:events';
import { openStore } from '../../src-main/store/store.ts';
import { samplePlan, sampleResult } from './sample-results.ts';

/*
 * A second process on a library. `work HOME FROM TO`: queues the runs FROM..TO, says so, and once it is told to go on
 * computes all it can claim, one line per run that it stored. `write HOME ENTRIES`: stores runs without end, one line per committed run.
 * `hold HOME`: claims the first run and waits to be killed.
 */
const [command, home, first, last] = process.argv.slice(2);
const store = await openStore(home);
const say = (text: string) => void process.stdout.write(`${text}\n`);

if (command === 'work') {
  store.queue.add(
    'shared',
    Array.from({ length: Number(last) - Number(first) }, (_, at) => samplePlan(Number(first) + at)),
  );
  say('ready');
  await once(process.stdin, 'data');
  process.stdin.destroy();
  for (let claim = store.queue.claim(); claim; claim = store.queue.claim()) {
    const { planned, lease } = claim;
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (store.runs.finish(planned, sampleResult(planned.config.seed), lease)) say(planned.key);
  }
  store.close();
} else if (command === 'write') {
  for (let seed = 0; ; seed++) {
    store.runs.finish(samplePlan(seed), sampleResult(seed, seed % 2 === 0 ? 3 : Number(first)), null);
    say(String(seed));
  }
} else {
  store.queue.add('shared', [samplePlan(0)]);
  store.queue.claim();
  say('holding');
  setInterval(() => undefined, 1000);
}
