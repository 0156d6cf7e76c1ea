@inline
/** Address of word `n` of an array. */
function cell(array: usize, n: u32): usize {
  return array + 4 * <usize>n;
}

/**
 * Replaces items by their ranks, for rows `from` to `to` of some that ascend by user and, within a user, by item, and
 * notes in `rowStart` where each user starts. Users are numbered in order of first appearance.
 * @returns the first row that is not in order, which keeps its item as those after it do; `to` where there is none
 */
export function rankRows(from: u32, to: u32, user: usize, item: usize, itemRank: usize, rowStart: usize): u32 {
  let before: u32 = 0xffffffff;
  let beforeRank: u32 = 0;
  if (from > 0) {
    before = load<u32>(cell(user, from - 1));
    beforeRank = load<u32>(cell(item, from - 1));
  }
  for (let at = from; at < to; at++) {
    const now = load<u32>(cell(user, at));
    const place = cell(item, at);
    const rank = load<u32>(cell(itemRank, load<u32>(place)));
    if (now != before) {
      if (now != before + 1) return at;
      store<u32>(cell(rowStart, now), at);
      before = now;
    } else if (rank <= beforeRank) {
      return at;
    }
    store<u32>(place, rank);
    beforeRank = rank;
  }
  return to;
}

/**
 * Puts entries `from` to `to` of a row form where they belong in the column form: first, with their users, into
 * `parts` by bands of 2^shift items, then each band into its columns, of which there are so few that their pages stay
 * at hand. User and place within the band share a word.
 * @param user the one that entry `from` is of, or one before
 * @param ends working memory, a word for each band and one more
 * @param next where the next entry of each column goes
 * @returns the user of the last entry
 */
export function sortEntries(
  from: u32,
  to: u32,
  user: u32,
  rowStart: usize,
  rowItem: usize,
  bands: u32,
  shift: u32,
  ends: usize,
  parts: usize,
  next: usize,
  colUser: usize,
  colEntry: usize,
): u32 {
  memory.fill(ends, 0, 4 * <usize>(bands + 1));
  for (let at = from; at < to; at++) {
    const count = cell(ends, (load<u32>(cell(rowItem, at)) >> shift) + 1);
    store<u32>(count, load<u32>(count) + 1);
  }
  let end = <u32>parts;
  for (let band: u32 = 0; band <= bands; band++) {
    end += 8 * load<u32>(cell(ends, band));
    store<u32>(cell(ends, band), end);
  }

  const mask: u32 = (1 << shift) - 1;
  let i = user;
  for (let at = from; at < to;) {
    let rowEnd = load<u32>(cell(rowStart, i + 1));
    while (rowEnd <= at) rowEnd = load<u32>(cell(rowStart, ++i + 1));
    const last = min(rowEnd, to);
    const high = <u64>(i << shift);
    for (; at < last; at++) {
      const item = load<u32>(cell(rowItem, at));
      const place = cell(ends, item >> shift);
      const part = load<u32>(place);
      store<u32>(place, part + 8);
      store<u64>(<usize>part, ((high | <u64>(item & mask)) << 32) | <u64>at);
    }
  }

  let part = parts;
  for (let band: u32 = 0; band < bands; band++) {
    const bandEnd = <usize>load<u32>(cell(ends, band));
    const columns = cell(next, band << shift);
    for (; part < bandEnd; part += 8) {
      const entry = load<u64>(part);
      const word = <u32>(entry >> 32);
      const place = cell(columns, word & mask);
      const to = load<u32>(place);
      store<u32>(place, to + 1);
      store<u32>(cell(colUser, to), word >> shift);
      store<u32>(cell(colEntry, to), <u32>entry);
    }
  }
  return i;
}
