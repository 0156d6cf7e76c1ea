/**
 * Puts `present` (1 to 4) neighbouring rows of kp numbers side by side: component r of row s at
 * to + (4 r + s) * sizeof(T). Missing rows are zeros.
 * @param kp a multiple of 4
 */
export function interleaveRows<T>(from: usize, kp: i32, present: i32, to: usize): void {
  const row = <usize>kp * sizeof<T>();
  if (present < 4) {
    memory.fill(to, 0, 4 * row);
    for (let s = 0; s < present; s++) {
      for (let r = 0; r < kp; r++) {
        store<T>(to + <usize>(4 * r + s) * sizeof<T>(), load<T>(from + <usize>s * row + <usize>r * sizeof<T>()));
      }
    }
    return;
  }
  const end = from + row;
  for (let at = from; at < end; at += 4 * sizeof<T>()) {
    if (sizeof<T>() == 4) {
      transpose32(at, row, to, 16);
    } else {
      transpose64(at, row, to, 32);
      transpose64(at + 16, row, to + 64, 32);
      transpose64(at + 2 * row, row, to + 16, 32);
      transpose64(at + 2 * row + 16, row, to + 80, 32);
    }
    to += 16 * sizeof<T>();
  }
}

/** The inverse of {@link interleaveRows}; writes only the `present` rows. */
export function deinterleaveRows<T>(from: usize, kp: i32, present: i32, to: usize): void {
  const row = <usize>kp * sizeof<T>();
  if (present < 4) {
    for (let s = 0; s < present; s++) {
      for (let r = 0; r < kp; r++) {
        store<T>(to + <usize>s * row + <usize>r * sizeof<T>(), load<T>(from + <usize>(4 * r + s) * sizeof<T>()));
      }
    }
    return;
  }
  const end = to + row;
  for (let at = to; at < end; at += 4 * sizeof<T>()) {
    if (sizeof<T>() == 4) {
      transpose32(from, 16, at, row);
    } else {
      transpose64(from, 32, at, row);
      transpose64(from + 64, 32, at + 16, row);
      transpose64(from + 16, 32, at + 2 * row, row);
      transpose64(from + 80, 32, at + 2 * row + 16, row);
    }
    from += 16 * sizeof<T>();
  }
}

/** A 4 x 4 block of float32, its rows `step` bytes apart, transposed to rows `stride` bytes apart. */
@inline
function transpose32(from: usize, step: usize, to: usize, stride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const ef = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const gh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(to + stride, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(to + 2 * stride, v128.shuffle<i64>(ef, gh, 0, 2));
  v128.store(to + 3 * stride, v128.shuffle<i64>(ef, gh, 1, 3));
}

/** A 2 x 2 block of float64, its rows `step` bytes apart, transposed to rows `stride` bytes apart. */
@inline
function transpose64(from: usize, step: usize, to: usize, stride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(to + stride, v128.shuffle<i64>(a, b, 1, 3));
}
