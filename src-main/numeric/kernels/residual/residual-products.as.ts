import { count, word } from '../simd.as';

/**
 * y_i = Σ_j e_ij x_j for the rows of a chunk.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 e_ij, 4 e is float64?, 5 x (float64, a number a column), 6 y (float64, set).
 */
export function residualProduct(task: usize, chunk: i32, _thread: i32): void {
  if (count(task, 4)) productRows<f64>(task, chunk);
  else productRows<f32>(task, chunk);
}

/**
 * One slot's part of z_j = Σ_i e_ij y_i.
 * Words: 0 bounds, 1 rowStart, 2 index, 3 e_ij, 4 e is float64?, 5 y (float64, a number a row),
 * 6 accumulators (float64, chunks x columns), 7 columns.
 */
export function residualTransposed(task: usize, chunk: i32, _thread: i32): void {
  if (count(task, 4)) scatterRows<f64>(task, chunk);
  else scatterRows<f32>(task, chunk);
}

function productRows<T>(task: usize, chunk: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const index = word(task, 2);
  const errors = word(task, 3);
  const x = word(task, 5);
  const to = load<i32>(bounds, 4);
  for (let row = load<i32>(bounds); row < to; row++) {
    const start = word(task, 1) + 4 * <usize>row;
    const end = load<i32>(start, 4);
    let at = load<i32>(start);
    let a: f64 = 0,
      b: f64 = 0,
      c: f64 = 0,
      d: f64 = 0;
    for (; at + 4 <= end; at += 4) {
      a += term<T>(errors, index, x, at);
      b += term<T>(errors, index, x, at + 1);
      c += term<T>(errors, index, x, at + 2);
      d += term<T>(errors, index, x, at + 3);
    }
    for (; at < end; at++) a += term<T>(errors, index, x, at);
    store<f64>(word(task, 6) + 8 * <usize>row, a + b + (c + d));
  }
}

function scatterRows<T>(task: usize, chunk: i32): void {
  const bounds = word(task, 0) + 4 * <usize>chunk;
  const index = word(task, 2);
  const errors = word(task, 3);
  const out = word(task, 6) + <usize>chunk * <usize>count(task, 7) * 8;
  const to = load<i32>(bounds, 4);
  for (let row = load<i32>(bounds); row < to; row++) {
    const start = word(task, 1) + 4 * <usize>row;
    const end = load<i32>(start, 4);
    const y = load<f64>(word(task, 5) + 8 * <usize>row);
    for (let at = load<i32>(start); at < end; at++) {
      const to = out + 8 * <usize>load<i32>(index + 4 * <usize>at);
      store<f64>(to, load<f64>(to) + error<T>(errors, at) * y);
    }
  }
}

/** e_ij x_j of rating `at`. */
@inline
function term<T>(errors: usize, index: usize, x: usize, at: i32): f64 {
  return error<T>(errors, at) * load<f64>(x + 8 * <usize>load<i32>(index + 4 * <usize>at));
}

/** e_ij of rating `at`. */
@inline
function error<T>(errors: usize, at: i32): f64 {
  return <f64>load<T>(errors + <usize>at * sizeof<T>());
}
