@inline
/** Copies a match of `length` bytes from `distance` bytes before; writes up to 15 bytes beyond its end. */
export function copyMatch(to: usize, distance: usize, length: usize): void {
  let source = to - distance;
  if (distance >= 16) {
    v128.store(to, v128.load(source));
    for (let n: usize = 16; n < length; n += 16) v128.store(to + n, v128.load(source + n));
  } else if (distance >= 8) {
    for (let n: usize = 0; n < length; n += 8) store<u64>(to + n, load<u64>(source + n));
  } else {
    for (let n: usize = 0; n < length; n++) store<u8>(to + n, load<u8>(source + n));
  }
}
