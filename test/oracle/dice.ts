/** Random numbers for test problems, independent of the random streams under test (Numerical Recipes' LCG, shuffled bits). */
export interface Dice {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Roughly normal: the sum of twelve uniforms less six. */
  bell(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
}

export function dice(seed: number): Dice {
  let state = (seed * 2654435761 + 12345) >>> 0;
  function uniform(): number {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x45d9f3b);
    word ^= word >>> 15;
    return (word >>> 0) / 4294967296;
  }
  function bell(): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += uniform();
    return sum;
  }
  return { uniform, bell, integer: (bound) => Math.floor(uniform() * bound) };
}
