/** A choice with a price (less is better) and a gain (more is better), in any units. */
export interface Choice {
  price: number;
  gain: number;
}

/**
 * Which choices are on the Pareto front: no other one costs no more and gains no less, and is better in either.
 * Equal choices are on it together. Same order as given. O(n log n).
 */
export function onParetoFront(choices: readonly Choice[]): boolean[] {
  const order = choices
    .map((choice, index) => ({ ...choice, index }))
    .sort((a, b) => a.price - b.price || b.gain - a.gain);
  const front = choices.map(() => false);
  let best = -Infinity;
  let price = NaN;
  for (const choice of order) {
    const equal = choice.gain === best && choice.price === price;
    if (choice.gain <= best && !equal) continue;
    front[choice.index] = true;
    best = choice.gain;
    price = choice.price;
  }
  return front;
}
