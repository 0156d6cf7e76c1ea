import { createRequire } from 'node:module';
import type * as tensorflow from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOfKey, runIdentity } from '../../../src-main/engine/catalogue.ts';
import { requiredBytes, requireRoom } from '../../../src-main/engine/gradients/unrolled/required-memory.ts';
import { isInstalled, tensorBackendFor, tensorFlowOn, type TensorBackend } from '../../../src-main/engine/gradients/unrolled/tensor-backend.ts';
import { unrolled } from '../../../src-main/engine/gradients/unrolled/unrolled.ts';
import type { TrainingData } from '../../../src-main/engine/learners/factored/factor-model.ts';
import { fitItems, fitUsers } from '../../oracle/factorization.ts';
import { matrix } from '../../oracle/matrix.ts';
import type { RatingTable } from '../../oracle/rating-table.ts';
import { hybridOf, type Wish } from '../../oracle/utilities.ts';
import { smallConfig } from '../jobs/small-run.ts';
import { engineGradient, relativeError, retrainedUtility, slopes, smallAttack, type SmallAttack } from './small-attack.ts';

const wishes = {
  availability: { availability: 1, integrity: 0, targets: [], weight: 2 },
  integrity: { availability: 0, integrity: 1, targets: [0, 5], weight: 2 },
  hybrid: { availability: -1, integrity: 1, targets: [5], weight: 2 },
};

/** R after T textbook sweeps from the trained model on other fakes, with a heavy ball on V. */
function utilityAfterSweeps({ blocks, clean, poisoned, lambda }: SmallAttack, fakes: RatingTable, wish: Wish, steps: number, momentum: number) {
  let [before, V] = [poisoned.V, poisoned.V];
  for (let t = 0; t < steps; t++) {
    const swept = fitItems({ ...blocks, fakes }, fitUsers(blocks.normal, V, lambda.users), fitUsers(fakes, V, lambda.users), lambda.items);
    const next = matrix(V.length, V[0].length, (j, c) => swept[j][c] + momentum * (V[j][c] - before[j][c]));
    [before, V] = [V, next];
  }
  return hybridOf(blocks.normal, clean, { U: fitUsers(blocks.normal, V, lambda.users), V }, wish);
}

describe.each<TensorBackend>(['cpu', 'wasm', 'tensorflow'])('the unrolled gradient on %s', (backend) => {
  describe.skipIf(!isInstalled(backend))('where that is installed', () => {
    beforeAll(() => unrolled.prepare!({ steps: 1, momentum: 0, backend }));
    const at = (attack: SmallAttack, wish: Wish, steps: number, momentum: number) =>
      engineGradient(attack, 'unrolled', wish, { steps, momentum, backend }).values;

    describe.each(['sparse', 'dense'] as const)('of a %s block', (form) => {
      const attack = smallAttack(5, form);

      it.each(Object.entries(wishes))('of %s is that of T sweeps of alternating least squares', (_, wish) => {
        for (const [steps, momentum] of [[1, 0], [2, 0], [5, 0], [6, 0.6]]) {
          const expected = slopes(attack.blocks.fakes, (fakes) => utilityAfterSweeps(attack, fakes, wish, steps, momentum), 1e-4);
          expect(relativeError(at(attack, wish, steps, momentum), expected), `T = ${steps}, μ = ${momentum}`).toBeLessThan(2e-5);
        }
      });

      it.each(Object.entries(wishes))('of %s nears the exact one with every step, down to float32', (_, wish) => {
        const exact = [...engineGradient(attack, 'exact', wish, { tolerance: 1e-11 }).values];
        const errors = [1, 2, 4, 8, 16, 32].map((steps) => relativeError(at(attack, wish, steps, 0), exact));
        errors.slice(1).forEach((error, t) => expect(error).toBeLessThan(errors[t]));
        expect(errors[4]).toBeLessThan(2e-2);
        expect(relativeError(at(attack, wish, 100, 0), exact)).toBeLessThan(5e-6);
        expect(relativeError(at(attack, wish, 60, 0.7), exact)).toBeLessThan(5e-5);
      });

      it('is the slope of the utility through full retraining', () => {
        const wish = wishes.hybrid;
        const expected = slopes(attack.blocks.fakes, (fakes) => retrainedUtility(attack, fakes, wish), 1e-4);
        expect(relativeError(at(attack, wish, 60, 0.3), expected)).toBeLessThan(1e-4);
      });
    });

    it('holds at other ranks, and repeats bit for bit', () => {
      for (const rank of [1, 4]) {
        const attack = smallAttack(7, 'sparse', rank);
        const exact = engineGradient(attack, 'exact', wishes.hybrid, { tolerance: 1e-11 }).values;
        const found = at(attack, wishes.hybrid, 100, 0.5);
        expect(relativeError(found, [...exact])).toBeLessThan(1e-4);
        expect(at(attack, wishes.hybrid, 100, 0.5)).toEqual(found);
      }
    });

    it('says so where its steps run away from a model that is no minimum', () => {
      const attack = smallAttack(5, 'sparse');
      const { userFactors, maliciousFactors } = attack.model;
      const model = { ...attack.model, userFactors: userFactors.map(() => 0), maliciousFactors: maliciousFactors.map(() => 0) };
      expect(() => at({ ...attack, model }, wishes.hybrid, 100, 0.9)).toThrow(expect.objectContaining({ code: 'failed' }));
    });

    it('counts its bytes, of which a step more takes little, and leaves none behind', () => {
      const attack = smallAttack(5, 'sparse', 4);
      const [few, many] = [10, 40].map((steps) => engineGradient(attack, 'unrolled', wishes.hybrid, { steps, momentum: 0, backend }));
      const factors = (12 + 3 + 8) * 4;
      expect(many.bytes! - few.bytes!).toBe(30 * factors * 4);
      for (const [steps, { bytes, products }] of [[10, few], [40, many]] as const) {
        const estimate = requiredBytes(attack.data, attack.data.malicious!, 4, steps);
        expect(bytes! / estimate).toBeGreaterThan(0.8);
        expect(bytes! / estimate).toBeLessThan(1.2);
        expect(products).toBe(steps);
      }
      const { numTensors } = tensorFlowOn(backend).memory();
      at(attack, wishes.hybrid, 3, 0.5);
      expect(tensorFlowOn(backend).memory().numTensors).toBe(numTensors);
    });

    it('stops before the next step of either direction when it is cancelled, and leaves nothing behind', () => {
      const attack = smallAttack(5, 'sparse');
      const gradient = { itemGradient: new Float64Array(16), userGradient: new Float64Array(24) };
      const ridge = { lambdaUsers: 1, lambdaItems: 1 };
      const { numTensors } = tensorFlowOn(backend).memory();
      for (const stop of [1, 3, 4, 7]) {
        let polls = 0;
        const input = { ...attack, ridge, utilityGradient: gradient, accuracy: 0, near: null, cancelled: () => ++polls >= stop };
        const compute = () => unrolled.compute(input, { steps: 3, momentum: 0, backend });
        expect(compute).toThrow(expect.objectContaining({ code: 'cancelled' }));
        expect(polls).toBe(stop);
      }
      expect(tensorFlowOn(backend).memory().numTensors).toBe(numTensors);
    });
  });
});

describe('the backend of the unrolled gradient', () => {
  it('is the first that is installed, and the one that is asked for', () => {
    expect(tensorBackendFor('auto')).toBe((['tensorflow', 'wasm', 'cpu'] as const).find(isInstalled));
    for (const backend of ['tensorflow', 'wasm', 'cpu'] as const) expect(tensorBackendFor(backend)).toBe(backend);
  });

  it('enters the key, and stands in the record beside the revision', () => {
    const config = (settings: object) => smallConfig({ gradient: { id: 'unrolled', config: settings as Record<string, unknown> } });
    const [auto, wasm, cpu] = [{}, { backend: 'wasm' }, { backend: 'cpu' }].map((settings) => runIdentity(config(settings)));
    expect(auto.revisions).toContain(`gradient:unrolled@${unrolled.revision} on ${tensorBackendFor('auto')}`);
    expect(wasm.revisions).toContain(`gradient:unrolled@${unrolled.revision} on wasm`);
    expect(cpu.revisions).toContain(`gradient:unrolled@${unrolled.revision} on cpu`);
    expect(new Set([auto.key, wasm.key, cpu.key]).size).toBe(3);
    expect(buildOfKey(config({}), auto.key)).not.toBeNull();
    expect(runIdentity(smallConfig()).revisions.join()).not.toMatch(/ on /);
  });

  it.skipIf(isInstalled('tensorflow'))('that is not installed is refused by its field', async () => {
    await expect(unrolled.prepare!({ steps: 1, momentum: 0, backend: 'tensorflow' })).rejects.toMatchObject({
      code: 'bad-input',
      complaints: [{ path: 'gradient.config.backend' }],
    });
  });

  it('says nothing on the error stream', () => {
    const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as typeof tensorflow;
    tensorFlowOn('cpu');
    expect(core.env().getBool('PROD')).toBe(true);
  });
});

describe('the room that unrolling takes', () => {
  const data = (users: number, items: number, ratings: number): TrainingData => ({
    normal: { users, items, rowItem: new Int32Array(ratings) } as TrainingData['normal'],
    malicious: { kind: 'dense', users: 1, items, values: new Float64Array(items) },
  });
  const refusal = ({ normal, malicious }: TrainingData, rank: number, steps: number) => {
    try {
      requireRoom({ normal, malicious }, malicious!, rank, steps);
    } catch (error) {
      return error as { code: string; message: string; complaints: { path: string }[] };
    }
    return null;
  };

  it('is there for ml-100k at any rank that it is used with, and for ml-1m at rank 8', () => {
    expect(refusal(data(943, 1682, 100_000), 64, 100)).toBeNull();
    expect(refusal(data(6040, 3706, 1_000_209), 8, 100)).toBeNull();
  });

  it('is refused with the estimate where the ratings alone are too many', () => {
    expect(refusal(data(1000, 1000, 2_000_000), 64, 1)).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/about 11\.7 GiB .* 1\.5 can be held/),
      complaints: [{ path: 'gradient.id' }],
    });
  });

  it('is refused naming how many steps fit where there are too many of them', () => {
    const many = data(100_000, 1000, 1_000_000);
    const refused = refusal(many, 8, 1000);
    expect(refused).toMatchObject({ code: 'bad-input', complaints: [{ path: 'gradient.config.steps' }] });
    const fitting = Number(/at most (\d+) steps fit/.exec(refused!.message)![1]);
    expect(refusal(many, 8, fitting)).toBeNull();
    expect(refusal(many, 8, fitting + 1)).not.toBeNull();
  });
});
