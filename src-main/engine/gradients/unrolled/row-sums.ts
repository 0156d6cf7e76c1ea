import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensor-backend.ts';

/** The two linear maps between rows and the entries that belong to them; each is the other's gradient. */
export interface RowSums {
  /** rows x k to entries x k: each entry's row. */
  spread(rows: Tensor2D): Tensor2D;
  /** entries x k to rows x k: each row's sum over its entries, in their order. */
  gather(entries: Tensor2D): Tensor2D;
}

/**
 * Differentiable maps for entries that belong to `row[at]` of `rows`. TensorFlow.js's own gradient of a gather goes
 * through all entries once for every row.
 * @param look called where a map's tensors are all there
 */
export function rowSums(tf: TensorFlow, row: Int32Array, rows: number, look: () => void): RowSums {
  const index = tf.tensor1d(row, 'int32');
  const places = tf.tensor2d(row, [row.length, 1], 'int32');
  const order = tf.range(0, row.length, 1, 'int32');

  // A segment sum of one row each: the backends' own gathers address every number anew.
  const spread = (x: Tensor2D) => looked(tf.sparse.sparseSegmentSum(x, index, order) as Tensor2D);
  const gather = (x: Tensor2D) => looked(tf.scatterND(places, x, [rows, x.shape[1]]) as Tensor2D);
  function looked(result: Tensor2D): Tensor2D {
    look();
    return result;
  }
  const linear = (map: typeof spread, transposed: typeof spread) => {
    const differentiable = tf.customGrad((...inputs) => ({
      value: map((inputs as Tensor2D[])[0]) as Tensor,
      gradFunc: (dy) => transposed(dy as Tensor2D),
    }));
    return (x: Tensor2D) => differentiable(x) as Tensor2D;
  };
  return { spread: linear(spread, gather), gather: linear(gather, spread) };
}
