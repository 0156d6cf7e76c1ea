import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { FactorModel, Ridge } from '../../learners/factored/factor-model.ts';
import type { ModelGradient } from '../../learners/factored/linearization.ts';
import { normalInverses } from './normal-inverses.ts';
import type { RatingEntries } from './rating-entries.ts';
import { rowSums } from './row-sums.ts';
import type { TensorFlow } from './tensor-backend.ts';

/** What is unrolled. */
export interface Unrolling {
  tf: TensorFlow;
  entries: RatingEntries;
  /** Where the steps start. */
  model: FactorModel;
  ridge: Ridge;
  /** T. */
  steps: number;
  /** μ of the heavy ball on V. */
  momentum: number;
  /** ∇_Θ R where the steps end. */
  utilityGradient: ModelGradient;
  /** Called before every step in either direction; may throw to stop. */
  beforeStep(): void;
}

/** Where training stands: U (normal and malicious users x k), V, and V one step before, for momentum. */
interface State {
  U: Tensor2D;
  V: Tensor2D;
  before: Tensor2D;
}

/** ∂R by every part of a state, and dR/dM̃ as far as it has been followed back. */
type Slopes = Record<keyof State | 'total', Tensor>;

/** Differentiable steps of the training on malicious ratings `fakes`. */
interface TrainingSteps {
  start: State;
  fakes: Tensor1D;
  /** U after following V. */
  users(U: Tensor2D, V: Tensor2D, fakes: Tensor1D): Tensor2D;
  /** A whole sweep. */
  sweep(state: State, fakes: Tensor1D): State;
}

/**
 * dR/dM̃ through T training steps, by reverse-mode automatic differentiation in float32. A step is a sweep of ALS
 * whose normal matrices stay those of the start, so that no solve has to be differentiated:
 *
 *   U ← U - G_U⁻¹ ∇_U F(U, V),   V ← V - G_V⁻¹ ∇_V F(U, V) + μ (V - V_before),
 *
 * F being half the objective; after the last step U follows once more. At a minimum these steps have the
 * derivatives of ALS's own: without momentum, T of them give Σ_{t<T} (I - G_V⁻¹ S)ᵗ G_V⁻¹ in the place of S⁻¹ in
 * the implicit gradient (S: MATH's Schur form), which is its truncated Neumann series, since 0 < S <= G_V but for
 * rotations, which R does not see.
 *
 * The states between steps are kept; the tape of a step lives only while that step is differentiated.
 * @returns one number per malicious entry in their order, and the most bytes that tensors held at once
 */
export function unrolledGradient(unrolling: Unrolling): { values: Float64Array; bytes: number } {
  const { tf } = unrolling;
  let bytes = 0;
  // A scope of its own, which gives everything back, also when a step was stopped.
  tf.engine().startScope();
  try {
    const gradient = differentiate(unrolling, () => void (bytes = Math.max(bytes, tf.memory().numBytes)));
    return { values: Float64Array.from(gradient.dataSync()), bytes };
  } finally {
    tf.engine().endScope();
  }
}

function differentiate(unrolling: Unrolling, look: () => void): Tensor1D {
  const { tf, model, steps, utilityGradient, beforeStep } = unrolling;
  const training = trainingSteps(unrolling, look);
  const { fakes } = training;
  const states = [training.start];
  for (let t = 0; t < steps; t++) {
    beforeStep();
    states.push(tf.tidy(() => ({ ...training.sweep(states[t], fakes) })));
  }

  const seen = concatenated(utilityGradient.userGradient, new Float64Array(model.maliciousFactors.length));
  const last = states[steps];
  beforeStep();
  let slopes = tf.tidy((): Slopes => {
    const end = tensor(tf, seen, model.rank);
    const [U, V, total] = tf.grads((...given) => {
      const [a, b] = given as Tensor2D[];
      return tf.sum(tf.mul(training.users(a, b, given[2] as Tensor1D), end));
    })([last.U, last.V, fakes]);
    return { U, V: tf.add(V, tensor(tf, utilityGradient.itemGradient, model.rank)), before: tf.zerosLike(V), total };
  });
  for (let t = steps; t > 0; t--) {
    beforeStep();
    const { U, V, before } = states[t - 1];
    const after = slopes;
    slopes = tf.tidy((): Slopes => {
      const [dU, dV, dBefore, dFakes] = tf.grads((...given) => {
        const [a, b, c] = given as Tensor2D[];
        const next = training.sweep({ U: a, V: b, before: c }, given[3] as Tensor1D);
        return tf.addN((['U', 'V', 'before'] as const).map((part) => tf.sum(tf.mul(next[part], after[part]))));
      })([U, V, before, fakes]);
      return { U: dU, V: dV, before: dBefore, total: tf.add(after.total, dFakes) };
    });
    tf.dispose(after);
  }
  return slopes.total as Tensor1D;
}

function trainingSteps({ tf, entries, model, ridge, momentum }: Unrolling, look: () => void): TrainingSteps {
  const { rank: k } = model;
  const { users, items, user, item, value, maliciousStart } = entries;
  const userFactors = concatenated(model.userFactors, model.maliciousFactors);
  const inverses = (numbers: Float32Array, rows: number) => tf.tensor3d(numbers, [rows, k, k]);
  const userInverses = inverses(normalInverses(users, user, item, model.itemFactors, k, ridge.lambdaUsers), users);
  const itemInverses = inverses(normalInverses(items, item, user, userFactors, k, ridge.lambdaItems), items);
  const byUser = rowSums(tf, user, users, look);
  const byItem = rowSums(tf, item, items, look);
  const genuine = tf.tensor1d(Float32Array.from(value.subarray(0, maliciousStart)));
  const [column, row] = [tf.ones([k, 1]) as Tensor2D, tf.ones([1, k]) as Tensor2D];

  /** One block's Newton step with its fixed normal matrices: x - G⁻¹ (λ x - Σ e y). */
  function follow(x: Tensor2D, lambda: number, inverse: Tensor3D, pulls: Tensor2D): Tensor2D {
    const gradient = tf.sub(tf.mul(x, lambda), pulls);
    const step = tf.matMul(inverse, tf.reshape(gradient, [x.shape[0], k, 1]));
    return tf.sub(x, tf.reshape(step, [x.shape[0], k]));
  }

  /** e of every entry, written k times: products with ones are what all backends do fast. */
  function residuals(spreadU: Tensor2D, spreadV: Tensor2D, fakes: Tensor1D): Tensor2D {
    const ratings = tf.reshape(tf.concat([genuine, fakes]), [value.length, 1]);
    return tf.matMul(tf.sub(ratings, tf.matMul(tf.mul(spreadU, spreadV), column)), row) as Tensor2D;
  }

  function followItems(U: Tensor2D, V: Tensor2D, spreadV: Tensor2D, fakes: Tensor1D): Tensor2D {
    const spreadU = byUser.spread(U);
    const pulls = byItem.gather(tf.mul(residuals(spreadU, spreadV, fakes), spreadU));
    return follow(V, ridge.lambdaItems, itemInverses, pulls);
  }

  function followUsers(U: Tensor2D, spreadV: Tensor2D, fakes: Tensor1D): Tensor2D {
    const pulls = byUser.gather(tf.mul(residuals(byUser.spread(U), spreadV, fakes), spreadV));
    return follow(U, ridge.lambdaUsers, userInverses, pulls);
  }

  const V = tensor(tf, model.itemFactors, k);
  return {
    start: { U: tensor(tf, userFactors, k), V, before: V },
    fakes: tf.tensor1d(Float32Array.from(value.subarray(maliciousStart))),
    users: (U, V, fakes) => followUsers(U, byItem.spread(V), fakes),
    sweep({ U, V, before }, fakes) {
      const spreadV = byItem.spread(V);
      const nextU = followUsers(U, spreadV, fakes);
      const nextV = followItems(nextU, V, spreadV, fakes);
      return { U: nextU, V: tf.add(nextV, tf.mul(tf.sub(V, before), momentum)), before: V };
    },
  };
}

function tensor(tf: TensorFlow, rows: Float64Array, k: number): Tensor2D {
  return tf.tensor2d(Float32Array.from(rows), [rows.length / k, k]);
}

function concatenated(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
