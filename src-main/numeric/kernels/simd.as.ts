@inline
/** a * b + c in every lane: fused in the `fma` build, multiplied and then added in the `plain` one. */
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<T>(a, b, c) : v128.add<T>(v128.mul<T>(a, b), c);
}

@inline
/** c - a * b in every lane, fused like {@link madd}. */
export function nmadd<T>(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_nmadd<T>(a, b, c) : v128.sub<T>(c, v128.mul<T>(a, b));
}

@inline
/** Sum of four float32 lanes, (0 + 1) + (2 + 3). */
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

@inline
/** Sum of two float64 lanes. */
export function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

@inline
/** Address of 32-bit word `n` of a task. */
export function word(task: usize, n: i32): usize {
  return <usize>load<u32>(task + 4 * <usize>n);
}

@inline
/** Integer word `n` of a task. */
export function count(task: usize, n: i32): i32 {
  return load<i32>(task + 4 * <usize>n);
}

@inline
/** Number `n` of a task: float64s stand behind its 32 words. */
export function scalar(task: usize, n: i32): f64 {
  return load<f64>(task + 128 + 8 * <usize>n);
}

@inline
/** Start of thread `thread`'s 2 MiB of scratch; what it holds is undefined when a chunk begins. */
export function scratch(thread: i32): usize {
  return 65536 + (<usize>thread << 21);
}
