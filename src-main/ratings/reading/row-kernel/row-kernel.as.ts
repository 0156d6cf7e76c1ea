@inline
/** Address or number in word `n` of the task, as row-kernel.ts lists them. */
function word(task: usize, n: i32): u32 {
  return load<u32>(task + 4 * <usize>n);
}

@inline
/** Which of 16 bytes are no digits, a bit each. */
function otherThanDigits(at: usize): u32 {
  // With 80 added, digits are the ten lowest of signed bytes.
  return <u32>i8x16.bitmask(i8x16.gt_s(i8x16.add(v128.load(at), i8x16.splat(80)), i8x16.splat(-119)));
}

@inline
/** Up to seven digits as a number: `top` holds them less '0', the last one in its highest byte, zeros below the first. */
function numberFrom(top: u64): usize {
  const pairs = ((top * 0x0a01) >> 8) & 0x00ff00ff00ff00ff;
  const fours = ((pairs * 0x640001) >> 16) & 0x0000ffff0000ffff;
  return <usize>((fours * 0x271000000001) >> 32);
}

const zeros: u64 = 0x3030303030303030;
const zero: u32 = 48;
const point: u32 = 46;
const carriageReturn: u32 = 13;
const newline: u32 = 10;

/**
 * Parses rows of the plainest kind from the front of a text that ends with a line break, for as long as there are
 * such and there is room: ids are integers below 10^7, ratings `d.d` or `d` that are known. Where a row is not
 * taken, nothing of it is kept. Reads up to 47 bytes beyond the text.
 * @returns how many rows were taken
 */
export function parseRows(task: usize): u32 {
  let at: usize = word(task, 0);
  const to: usize = word(task, 1);
  const delimiter = word(task, 2);
  const doubled = word(task, 3) != 0;
  const timed = word(task, 4) != 0;
  let users = word(task, 5);
  let items = word(task, 6);
  const codes: usize = word(task, 7);
  const smallUsers: usize = word(task, 8);
  const smallItems: usize = word(task, 9);
  let newUser: usize = word(task, 10);
  let newItem: usize = word(task, 11);
  const userOut: usize = word(task, 12);
  const itemOut: usize = word(task, 13);
  const codeOut: usize = word(task, 14);
  const most: usize = word(task, 15);

  let rows: usize = 0;
  let lastText: u64 = 0;
  let lastUser: u32 = 0;
  while (at < to && rows < most) {
    // Everything but a long time ends within 32 bytes. `marks` loses its lowest bit with each byte that was looked at.
    let marks = otherThanDigits(at) | (otherThanDigits(at + 16) << 16);

    const userEnd = ctz(marks);
    marks &= marks - 1;
    if (userEnd - 1 > 6 || <u32>load<u8>(at + userEnd) != delimiter) break;
    const userWord = load<u64>(at);
    const userShift = 64 - 8 * <u64>userEnd;
    const userText = userWord << userShift;
    let userValue: usize = 0;
    let user = lastUser;
    if (userText != lastText) {
      if (userEnd > 1 && <u32>(userWord & 0xff) == zero) break;
      userValue = numberFrom(userText ^ (zeros << userShift));
      user = load<u32>(smallUsers + 4 * userValue);
    }
    let itemStart = userEnd + 1;
    if (doubled) {
      if (<u32>load<u8>(at + itemStart) != delimiter) break;
      itemStart++;
      marks &= marks - 1;
    }

    const itemEnd = ctz(marks);
    marks &= marks - 1;
    const itemDigits = itemEnd - itemStart;
    if (itemDigits - 1 > 6 || <u32>load<u8>(at + itemEnd) != delimiter) break;
    const itemWord = load<u64>(at + itemStart);
    if (itemDigits > 1 && <u32>(itemWord & 0xff) == zero) break;
    const itemValue = numberFrom((itemWord ^ zeros) << (64 - 8 * <u64>itemDigits));
    let item = load<u32>(smallItems + 4 * itemValue);
    let start = itemEnd + 1;
    if (doubled) {
      if (<u32>load<u8>(at + start) != delimiter) break;
      start++;
      marks &= marks - 1;
    }

    let end = ctz(marks);
    marks &= marks - 1;
    if (end != start + 1) break;
    const rating = load<u32>(at + start);
    let digits = 100 + (rating & 15);
    if (((rating >> 8) & 0xff) == point) {
      digits = 10 * (rating & 15) + ((rating >> 16) & 15);
      end = ctz(marks);
      marks &= marks - 1;
      if (end != start + 3) break;
    }
    const code = <i32>load<i16>(codes + 2 * <usize>digits);
    if (code < 0) break;

    if (timed) {
      if (<u32>load<u8>(at + end) != delimiter) break;
      if (doubled) {
        if (<u32>load<u8>(at + end + 1) != delimiter) break;
        marks &= marks - 1;
      }
      end = ctz(marks);
      while (marks == 0) {
        marks = otherThanDigits(at + end);
        end += marks == 0 ? 16 : ctz(marks);
      }
    }
    let lineEnd = at + end;
    if (<u32>load<u8>(lineEnd) == carriageReturn) lineEnd++;
    if (<u32>load<u8>(lineEnd) != newline) break;

    if (userText != lastText) {
      if (user == 0) {
        user = ++users;
        store<u32>(smallUsers + 4 * userValue, user);
        store<u32>(newUser, <u32>userValue);
        newUser += 4;
      }
      lastText = userText;
      lastUser = user;
    }
    if (item == 0) {
      item = ++items;
      store<u32>(smallItems + 4 * itemValue, item);
      store<u32>(newItem, <u32>itemValue);
      newItem += 4;
    }
    store<u32>(userOut + 4 * rows, user - 1);
    store<u32>(itemOut + 4 * rows, item - 1);
    store<u8>(codeOut + rows, <u8>code);
    rows++;
    at = lineEnd + 1;
  }
  store<u32>(task, <u32>at);
  store<u32>(task + 4 * 5, users);
  store<u32>(task + 4 * 6, items);
  return <u32>rows;
}
