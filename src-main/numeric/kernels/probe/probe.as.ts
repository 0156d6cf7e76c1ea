import { madd } from '../simd.as';

/**
 * Twelve independent chains of `rounds` multiply-adds, for the peak rate of this machine.
 * Words: 0 address of 16 float32 inputs and outputs, 1 rounds.
 */
export function multiplyAddPeak(task: usize, _chunk: i32): void {
  const at = <usize>load<u32>(task);
  const rounds = load<i32>(task + 4);
  const x = v128.load(at);
  const y = v128.load(at + 16);
  let a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
  for (let r = 0; r < rounds; r++) {
    a = madd<f32>(a, y, x);
    b = madd<f32>(b, y, x);
    c = madd<f32>(c, y, x);
    d = madd<f32>(d, y, x);
    e = madd<f32>(e, y, x);
    f = madd<f32>(f, y, x);
    g = madd<f32>(g, y, x);
    h = madd<f32>(h, y, x);
    i = madd<f32>(i, y, x);
    j = madd<f32>(j, y, x);
    k = madd<f32>(k, y, x);
    l = madd<f32>(l, y, x);
  }
  a = v128.add<f32>(a, b);
  c = v128.add<f32>(c, d);
  e = v128.add<f32>(e, f);
  g = v128.add<f32>(g, h);
  i = v128.add<f32>(i, j);
  k = v128.add<f32>(k, l);
  v128.store(at + 32, v128.add<f32>(v128.add<f32>(v128.add<f32>(a, c), v128.add<f32>(e, g)), v128.add<f32>(i, k)));
}
