import { describe, expect, it } from 'vitest';
import type { AttackContext, OptimizingAttack } from '../../../src-main/engine/attacks/define-attack.ts';
import { advanceOptimizer, blockOf, startOptimizer, type AttackedSystem } from '../../../src-main/engine/attacks/optimize.ts';
import { pga } from '../../../src-main/engine/attacks/pga/pga.ts';
import type { MaliciousBlock } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { sparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';

const context: AttackContext = {
  normal: sparseRatings(4, 6, [0, 1, 2, 3], [0, 1, 2, 3], [1, 2, -1, 0]),
  scale: { min: 1, max: 5, step: 1 },
  budget: { maliciousShare: 0.5, fillerSize: 3, maxRating: 2 },
  maliciousUsers: 2,
  targets: [],
  seed: 3,
};
const valuesOf = (block: MaliciousBlock) => (block.kind === 'sparse' ? block.ratings.rowValue : block.values);

/** A concave utility with its summit at 1.5 everywhere; "V" records how often it was trained. */
function hill(slope = 1) {
  const starts: number[] = [];
  let trainings = 0;
  let gradients = 0;
  const system: AttackedSystem = {
    cleanItemFactors: Float64Array.of(-1),
    evaluate(block, start) {
      starts.push(start[0]);
      trainings++;
      const utility = -slope * valuesOf(block).reduce((sum, value) => sum + (value - 1.5) ** 2, 0);
      return { itemFactors: Float64Array.of(trainings), utility, predictionShiftRmse: 0, targetMean: null, warnings: [`training ${Math.min(trainings, 2)}`] };
    },
    gradient(block) {
      gradients++;
      return { values: valuesOf(block).map((value) => -2 * slope * (value - 1.5)), adjoint: null, warnings: ['slope'] };
    },
  };
  return { system, starts, count: () => gradients };
}

function climb(config: ReturnType<typeof pga.config.parse>, system: AttackedSystem, attack: OptimizingAttack<typeof config> = pga) {
  const support = attack.support(context, config);
  const states = [startOptimizer(attack, context, config, support, system)];
  while (states.at(-1)!.finished === null) {
    states.push(advanceOptimizer(attack, context, config, support, system, states.at(-1)!).state);
  }
  return states;
}

describe('the optimizer', () => {
  it('climbs to the summit, the utility of accepted steps rising, one trace entry an accepted step', () => {
    const { system } = hill();
    const states = climb(pga.config.parse({ iterations: 50 }), system);
    const last = states.at(-1)!;
    for (const value of last.values) expect(value).toBeCloseTo(1.5, 1);
    const { utilityTrace, stepTrace } = last.series;
    expect(utilityTrace).toHaveLength(last.iteration + 1);
    expect(stepTrace).toHaveLength(last.iteration + 1);
    expect(utilityTrace.every((value, at) => at === 0 || value > utilityTrace[at - 1])).toBe(true);
    expect(last.utility).toBe(utilityTrace.at(-1));
  });

  it('keeps the iterate on a rejected step, halves the step, and does not ask for the gradient again', () => {
    const { system, count } = hill();
    const states = climb(pga.config.parse({ iterations: 50, stepSize: 2 }), system);
    const rejected = states.flatMap((state, at) => (at > 0 && state.iteration === states[at - 1].iteration ? [at] : []));
    expect(rejected.length).toBeGreaterThan(0);
    for (const at of rejected) {
      const [before, after] = [states[at - 1], states[at]];
      expect(after.values).toBe(before.values);
      expect(after.itemFactors).toBe(before.itemFactors);
      expect(after.utility).toBe(before.utility);
      expect(after.series).toBe(before.series);
      expect(after.step).toBe(before.step / 2);
      expect(after.gradient).not.toBeNull();
    }
    expect(count()).toBe(states.filter((state, at) => at + 1 < states.length && state.gradient === null).length);
    expect(count()).toBeLessThan(states.length - 1);
  });

  it('never writes to a state it was given', () => {
    const { system } = hill();
    const config = pga.config.parse({ iterations: 6 });
    const support = pga.support(context, config);
    let state = startOptimizer(pga, context, config, support, system);
    while (state.finished === null) {
      const before = structuredClone(state);
      const { state: next } = advanceOptimizer(pga, context, config, support, system, state);
      expect(state).toEqual(before);
      expect(next).not.toBe(state);
      state = next;
    }
  });

  it('retrains from the clean model, or from the last accepted one when asked', () => {
    const clean = hill();
    climb(pga.config.parse({ iterations: 5 }), clean.system);
    expect(new Set(clean.starts)).toEqual(new Set([-1]));
    const previous = hill();
    const states = climb(pga.config.parse({ iterations: 5, retrainFrom: 'previous' }), previous.system);
    expect(previous.starts[0]).toBe(-1);
    expect(previous.starts.slice(1)).toEqual(states.slice(0, -1).map(({ itemFactors }) => itemFactors[0]));
  });

  it('retrains from the last model where it and the next are certified optima, and from the clean one where either is not', () => {
    const { system, starts } = hill();
    // Certified, certified, not (asked again from the clean model, where it is not either), then from the clean model alone.
    const certified = [true, true, false];
    const told: AttackedSystem = { ...system, evaluate: (...asked) => ({ ...system.evaluate(...asked), oneOptimum: certified.shift() ?? false }) };
    climb(pga.config.parse({ iterations: 3 }), told);
    expect(starts.slice(0, 4)).toEqual([-1, 1, 2, -1]);
    expect(new Set(starts.slice(4))).toEqual(new Set([-1]));
  });

  it('gathers each warning once', () => {
    const { system } = hill();
    expect(climb(pga.config.parse({ iterations: 5 }), system).at(-1)!.warnings).toEqual(['training 1', 'slope', 'training 2']);
  });

  it('stops with a reason where the gradient is exactly 0, unless the attack moves anyway', () => {
    const { system, starts } = hill(0);
    const states = climb(pga.config.parse({}), system);
    expect(states).toHaveLength(2);
    expect(starts).toHaveLength(1);
    expect(states[1].finished).toMatch(/gradient is exactly 0/);
    expect(states[1].warnings).toContainEqual(expect.stringMatching(/include the targets/));
    const restless = climb(pga.config.parse({ schedule: 'diminishing', iterations: 2 }), system, { ...pga, movesWithoutGradient: true });
    expect(restless.at(-1)!.iteration).toBe(2);
  });

  it('makes blocks of sparse and dense supports', () => {
    const support = pga.support(context, pga.config.parse({}));
    if (support === 'dense') throw new Error('dense');
    const values = Float64Array.from(support.rowItem, (_, at) => at);
    expect(blockOf(context, support, values)).toEqual({ kind: 'sparse', ratings: { ...support, rowValue: values } });
    const dense = new Float64Array(12);
    expect(blockOf(context, 'dense', dense)).toEqual({ kind: 'dense', users: 2, items: 6, values: dense });
  });
});
