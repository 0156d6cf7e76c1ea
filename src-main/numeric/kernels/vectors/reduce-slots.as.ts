import { count, scalar, word } from '../simd.as';

/** Numbers that stay in the first-level cache while all slots are added to them. */
const block: i32 = 1024;

/**
 * out[i] = λ x[i] + Σ_s slot_s[i], summed in the order of slots, and the slots emptied if asked to.
 * Words: 0 out, 1 x (0: nothing), 2 first slot, 3 bytes from slot to slot, 4 slots, 5 slots are float64?,
 * 6 empty them?, 7 numbers (a multiple of 4), 8 numbers a chunk (a multiple of 4). Numbers: 0 λ. out may be x.
 */
export function reduceSlots(task: usize, chunk: i32, _thread: i32): void {
  const end = min(count(task, 7), (chunk + 1) * count(task, 8));
  for (let begin = chunk * count(task, 8); begin < end; begin += block) {
    const length = min(block, end - begin);
    if (count(task, 5)) reduceBlock<f64>(task, begin, length);
    else reduceBlock<f32>(task, begin, length);
  }
}

function reduceBlock<T>(task: usize, begin: i32, length: i32): void {
  const out = word(task, 0) + 8 * <usize>begin;
  const x = word(task, 1);
  if (x) scaleRun(x + 8 * <usize>begin, out, length, scalar(task, 0));
  else memory.fill(out, 0, 8 * <usize>length);
  const slots = count(task, 4);
  const stride = word(task, 3);
  let slot = word(task, 2) + sizeof<T>() * <usize>begin;
  let s = 0;
  for (; s + 4 <= slots; s += 4) {
    addFour<T>(out, slot, stride, length);
    slot += 4 * stride;
  }
  for (; s < slots; s++) {
    addOne<T>(out, slot, length);
    slot += stride;
  }
  if (count(task, 6)) {
    slot = word(task, 2) + sizeof<T>() * <usize>begin;
    for (s = 0; s < slots; s++) {
      memory.fill(slot, 0, sizeof<T>() * <usize>length);
      slot += stride;
    }
  }
}

@inline
function scaleRun(from: usize, to: usize, length: i32, factor: f64): void {
  const both = v128.splat<f64>(factor);
  for (const end = to + 8 * <usize>length; to < end; ) {
    v128.store(to, v128.mul<f64>(both, v128.load(from)));
    v128.store(to, v128.mul<f64>(both, v128.load(from, 16)), 16);
    from += 32;
    to += 32;
  }
}

@inline
function addOne<T>(out: usize, slot: usize, length: i32): void {
  for (const end = out + 8 * <usize>length; out < end; ) {
    v128.store(out, v128.add<f64>(v128.load(out), lower<T>(slot)));
    v128.store(out, v128.add<f64>(v128.load(out, 16), upper<T>(slot)), 16);
    out += 32;
    slot += 4 * sizeof<T>();
  }
}

@inline
function addFour<T>(out: usize, a: usize, stride: usize, length: i32): void {
  let b = a + stride, c = b + stride, d = c + stride;
  for (const end = out + 8 * <usize>length; out < end; ) {
    let low = v128.add<f64>(v128.load(out), lower<T>(a));
    let high = v128.add<f64>(v128.load(out, 16), upper<T>(a));
    low = v128.add<f64>(low, lower<T>(b));
    high = v128.add<f64>(high, upper<T>(b));
    low = v128.add<f64>(low, lower<T>(c));
    high = v128.add<f64>(high, upper<T>(c));
    low = v128.add<f64>(low, lower<T>(d));
    high = v128.add<f64>(high, upper<T>(d));
    v128.store(out, low);
    v128.store(out, high, 16);
    out += 32;
    a += 4 * sizeof<T>();
    b += 4 * sizeof<T>();
    c += 4 * sizeof<T>();
    d += 4 * sizeof<T>();
  }
}

/** Numbers 0 and 1 at an address, in float64. */
@inline
function lower<T>(at: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(at) : f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** Numbers 2 and 3 at an address, in float64. */
@inline
function upper<T>(at: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(at, 16) : f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
}
