import { setImmediate } from 'node:timers/promises';

/** So many milliseconds of work at most, or one step, before whatever else the process has to do has its turn. */
const turn = 10;

/** What the steps make, in their order, giving way between them to whatever else the process has to do. */
export async function inTurn<Made>(steps: Iterable<Made>): Promise<Made[]> {
  const made: Made[] = [];
  await setImmediate();
  let since = performance.now();
  for (const one of steps) {
    made.push(one);
    if (performance.now() - since < turn) continue;
    await setImmediate();
    since = performance.now();
  }
  return made;
}

/** The same for steps that are made of what is given, one for each. */
export function eachInTurn<Given, Made>(given: Iterable<Given>, make: (one: Given) => Made): Promise<Made[]> {
  return inTurn(stepsOf(given, make));
}

function* stepsOf<Given, Made>(given: Iterable<Given>, make: (one: Given) => Made): Generator<Made, void> {
  for (const one of given) yield make(one);
}
