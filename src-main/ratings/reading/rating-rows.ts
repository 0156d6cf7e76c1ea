/** Ratings in file order; users and items are numbered in order of first appearance. */
export interface RatingRows {
  /** Ids as in the file, by number. */
  userIds: string[];
  itemIds: string[];
  user: Int32Array;
  item: Int32Array;
  /** As in the file, before the shift. */
  stars: Float64Array;
  /** 1-based line of every row. */
  line: Int32Array;
}

/** Collects rows in growing typed arrays: 20 bytes a rating. */
export interface RatingRowsBuilder {
  count(): number;
  /** Ids are numbers (taken for their decimal text) or text. */
  add(user: number | string, item: number | string, stars: number, line: number): void;
  /** The rows so far; the builder is not used afterwards. */
  finish(): RatingRows;
}

/** An empty collection. */
export function ratingRowsBuilder(): RatingRowsBuilder {
  const users = interner();
  const items = interner();
  let capacity = 1 << 14;
  let user = new Int32Array(capacity);
  let item = new Int32Array(capacity);
  let stars = new Float64Array(capacity);
  let line = new Int32Array(capacity);
  let count = 0;
  const grow = (): void => {
    capacity = Math.ceil(capacity * 1.5);
    user = grown(user, new Int32Array(capacity));
    item = grown(item, new Int32Array(capacity));
    stars = grown(stars, new Float64Array(capacity));
    line = grown(line, new Int32Array(capacity));
  };
  return {
    count: () => count,
    add(userId, itemId, rating, at) {
      if (count === capacity) grow();
      user[count] = users.indexOf(userId);
      item[count] = items.indexOf(itemId);
      stars[count] = rating;
      line[count++] = at;
    },
    finish: () => ({
      userIds: users.ids,
      itemIds: items.ids,
      user: user.subarray(0, count),
      item: item.subarray(0, count),
      stars: stars.subarray(0, count),
      line: line.subarray(0, count),
    }),
  };
}

interface Interner {
  ids: string[];
  indexOf(id: number | string): number;
}

/** Canonical decimal text is looked up as a number, so that 42 and "42" are one id, and "042" another. */
function interner(): Interner {
  const numbers = new Map<number, number>();
  const texts = new Map<string, number>();
  const ids: string[] = [];
  return {
    ids,
    indexOf(id) {
      const key = typeof id === 'string' && canonical.test(id) ? Number(id) : id;
      const known = typeof key === 'number' ? numbers.get(key) : texts.get(key);
      if (known !== undefined) return known;
      const index = ids.push(String(id)) - 1;
      if (typeof key === 'number') numbers.set(key, index);
      else texts.set(key, index);
      return index;
    },
  };
}

const canonical = /^(0|[1-9]\d{0,14})$/;

function grown<A extends Int32Array | Float64Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
