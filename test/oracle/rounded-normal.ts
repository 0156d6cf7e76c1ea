/**
 * Mean and variance of f(mean + deviation z), z standard normal, by the trapezoidal rule over z in [-9, 9];
 * `f` clips and rounds.
 */
export function momentsOf(mean: number, deviation: number, f: (value: number) => number): { mean: number; variance: number } {
  const h = 1e-3;
  let [weight, first, second] = [0, 0, 0];
  for (let step = -9000; step <= 9000; step++) {
    const z = step * h;
    const density = Math.exp((-z * z) / 2);
    const value = f(mean + deviation * z);
    weight += density;
    first += density * value;
    second += density * value * value;
  }
  const center = first / weight;
  return { mean: center, variance: second / weight - center * center };
}
