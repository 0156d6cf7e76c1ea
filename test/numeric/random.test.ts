import { describe, expect, it } from 'vitest';
import { randomStream, sampleWithoutReplacement, type RandomStream } from '../../src-main/numeric/random.ts';

const draws = (stream: RandomStream, count: number, draw: 'uniform' | 'normal') =>
  Float64Array.from({ length: count }, () => stream[draw]());
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** xoshiro128** as its authors wrote it, in big integers, seeded by the documented hash of the key. */
function reference(key: string): () => bigint {
  const mask = 0xffffffffn;
  const times = (a: bigint, b: bigint) => (a * b) & mask;
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & mask;
  const state: bigint[] = [];
  let hash = 0x811c9dc5n;
  for (let round = 1n; round <= 4n; round++) {
    hash ^= times(round, 0x9e3779b9n);
    for (const letter of key) hash = times(hash ^ BigInt(letter.charCodeAt(0)), 0x01000193n);
    let word = hash;
    word = times(word ^ (word >> 16n), 0x85ebca6bn);
    word = times(word ^ (word >> 13n), 0xc2b2ae35n);
    state.push(word ^ (word >> 16n));
  }
  return () => {
    const result = times(rotate(times(state[1], 5n), 7n), 9n);
    const t = (state[1] << 9n) & mask;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotate(state[3], 11n);
    return result;
  };
}

describe('random streams', () => {
  it('are xoshiro128** with 53-bit uniforms', () => {
    for (const [seed, purpose, step] of [[1, 'sgld.noise', 3], [0, 'als.start', 0], [2 ** 53 - 1, '', 7]] as const) {
      const next = reference(`${seed}/${purpose}/${step}`);
      const stream = randomStream(seed, purpose, step);
      for (let draw = 0; draw < 200; draw++) {
        const high = next() >> 5n;
        const low = next() >> 6n;
        expect(stream.uniform()).toBe(Number((high << 26n) | low) / 2 ** 53);
      }
    }
  });

  it('have known first values, so that stored runs keep their bits', () => {
    const stream = randomStream(1, 'golden', 2);
    expect([stream.uniform(), stream.normal(), stream.normal(), stream.integer(1000), stream.integer(2 ** 32)]).toEqual([
      0.5188862194431489, -0.25986671612262446, 0.420118819717823, 470, 3764173264,
    ]);
    expect([...sampleWithoutReplacement(randomStream(1, 'golden.sample'), 1682, 6)]).toEqual([44, 601, 747, 838, 927, 1231]);
  });

  it('have the moments of the uniform and the normal distribution', () => {
    const count = 200_000;
    const uniform = draws(randomStream(7, 'moments'), count, 'uniform');
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(mean(uniform.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
    expect(Math.min(...uniform.subarray(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform.subarray(0, 50_000))).toBeLessThan(1);
    const normal = draws(randomStream(7, 'moments'), count, 'normal');
    const variances = [1, 2, 15, 96];
    const moments = [0, 1, 0, 3];
    moments.forEach((expected, power) => {
      const measured = mean(normal.map((x) => x ** (power + 1)));
      expect(Math.abs(measured - expected)).toBeLessThan(4 * Math.sqrt(variances[power] / count));
    });
    const within = normal.filter((x) => Math.abs(x) < 1).length / count;
    expect(Math.abs(within - 0.6826894921370859)).toBeLessThan(4 * Math.sqrt(0.217 / count));
    const lagged = mean(normal.subarray(1).map((x, at) => x * normal[at]));
    expect(Math.abs(lagged)).toBeLessThan(4 / Math.sqrt(count));
  });

  it('repeat for the same key and are uncorrelated across seed, purpose and step', () => {
    const count = 20_000;
    const base = draws(randomStream(3, 'purpose', 4), count, 'normal');
    expect(draws(randomStream(3, 'purpose', 4), count, 'normal')).toEqual(base);
    for (const other of [randomStream(4, 'purpose', 4), randomStream(3, 'purposf', 4), randomStream(3, 'purpose', 5)]) {
      const values = draws(other, count, 'normal');
      expect(Math.abs(mean(values.map((x, at) => x * base[at])))).toBeLessThan(4.5 / Math.sqrt(count));
    }
    const firsts = new Set(Array.from({ length: 5000 }, (_, step) => randomStream(1, 'profiles.items', step).uniform()));
    expect(firsts.size).toBe(5000);
  });

  it('fill arrays with the numbers that one normal after the other would be', () => {
    for (const lengths of [[7, 0, 1, 4], [2, 2, 1, 1, 1], [0, 30], [1000, 129]]) {
      const one = randomStream(5, 'filled', 2);
      const many = randomStream(5, 'filled', 2);
      for (const length of lengths) {
        const filled = new Float64Array(length);
        many.normals(filled);
        expect([...filled]).toEqual(Array.from({ length }, () => one.normal()));
        expect(many.normal()).toBe(one.normal());
      }
      expect(many.uniform()).toBe(one.uniform());
    }
  });

  it('give unbiased integers, also below a bound that no power of two serves', () => {
    const stream = randomStream(9, 'integers');
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[stream.integer(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.5);
    const wide = randomStream(9, 'wide');
    const bound = 3 * 2 ** 30;
    const thirds = new Array<number>(3).fill(0);
    for (let draw = 0; draw < 30_000; draw++) thirds[Math.floor(wide.integer(bound) / 2 ** 30)]++;
    for (const third of thirds) expect(Math.abs(third - 10_000)).toBeLessThan(400);
    expect(randomStream(1, 'one').integer(1)).toBe(0);
  });
});

describe('samples without replacement', () => {
  it('give every subset equally often, ascending and distinct', () => {
    const stream = randomStream(5, 'subsets');
    const seen = new Map<string, number>();
    for (let draw = 0; draw < 20_000; draw++) {
      const sample = [...sampleWithoutReplacement(stream, 6, 3)];
      expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
      seen.set(sample.join(), (seen.get(sample.join()) ?? 0) + 1);
    }
    expect(seen.size).toBe(20);
    const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(43.8);
  });

  it('may take all or none, and refuse more than there are', () => {
    expect([...sampleWithoutReplacement(randomStream(1, 'all'), 12, 12)]).toEqual(Array.from({ length: 12 }, (_, j) => j));
    expect(sampleWithoutReplacement(randomStream(1, 'none'), 12, 0)).toHaveLength(0);
    expect(() => sampleWithoutReplacement(randomStream(1, 'more'), 12, 13)).toThrow(RangeError);
  });
});
