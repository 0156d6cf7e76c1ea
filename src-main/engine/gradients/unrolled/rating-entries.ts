import type { MaliciousBlock, TrainingData } from '../../learners/factored/factor-model.ts';

/** All observed entries as coordinates: the normal block's in row order, then the malicious block's. */
export interface RatingEntries {
  /** Normal and malicious users, in this order. */
  users: number;
  items: number;
  /** Row of each entry; never descends. */
  user: Int32Array;
  item: Int32Array;
  /** Shifted units. */
  value: Float64Array;
  /** The first entry of the malicious block. */
  maliciousStart: number;
}

/** Entries of a poisoned data set, in the order in which gradients name the malicious ones. */
export function ratingEntries({ normal }: TrainingData, block: MaliciousBlock): RatingEntries {
  const maliciousStart = normal.rowItem.length;
  const count = maliciousStart + maliciousEntryCount(block);
  const user = new Int32Array(count);
  const item = new Int32Array(count);
  const value = new Float64Array(count);
  let at = 0;
  const add = (ratings: { users: number; rowStart: Int32Array; rowItem: Int32Array; rowValue: Float64Array }, firstUser: number) => {
    for (let i = 0; i < ratings.users; i++) user.fill(firstUser + i, at + ratings.rowStart[i], at + ratings.rowStart[i + 1]);
    item.set(ratings.rowItem, at);
    value.set(ratings.rowValue, at);
    at += ratings.rowItem.length;
  };
  add(normal, 0);
  if (block.kind === 'sparse') {
    add(block.ratings, normal.users);
  } else {
    for (let i = 0; i < block.users; i++, at += block.items) {
      user.fill(normal.users + i, at, at + block.items);
      for (let j = 0; j < block.items; j++) item[at + j] = j;
    }
    value.set(block.values, maliciousStart);
  }
  const malicious = block.kind === 'sparse' ? block.ratings.users : block.users;
  return { users: normal.users + malicious, items: normal.items, user, item, value, maliciousStart };
}

/** Ratings of a malicious block: one for every item where it is dense. */
export function maliciousEntryCount(block: MaliciousBlock): number {
  return block.kind === 'sparse' ? block.ratings.rowItem.length : block.users * block.items;
}
