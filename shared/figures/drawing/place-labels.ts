/** A label that wants its centre at `wanted` and is `height` high, in px. */
export interface WantedLabel {
  wanted: number;
  height: number;
}

/**
 * Centres of labels in a column, in the order given, so that none overlaps another and all stay within
 * [top, bottom]; as near as that allows to where they want to be (least squares, by pooling neighbours that
 * touch). Where they do not fit at all they are spread evenly.
 */
export function placeLabels(labels: readonly WantedLabel[], top: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a].wanted - labels[b].wanted || a - b);
  const total = labels.reduce((sum, label) => sum + label.height, 0);
  const squeeze = Math.min(1, (bottom - top) / Math.max(total, 1e-9));
  const pools: { members: number[]; start: number; height: number }[] = [];
  for (const index of order) {
    const height = labels[index].height * squeeze;
    let pool = { members: [index], start: labels[index].wanted - height / 2, height };
    let above = pools.at(-1);
    while (above !== undefined && above.start + above.height > pool.start) {
      pools.pop();
      const members: number[] = [...above.members, ...pool.members];
      pool = { members, height: above.height + pool.height, start: pooledStart(members, labels, squeeze) };
      above = pools.at(-1);
    }
    pool.start = Math.min(Math.max(pool.start, top), bottom - pool.height);
    while (above !== undefined && above.start + above.height > pool.start + 1e-9) {
      pools.pop();
      pool = {
        members: [...above.members, ...pool.members],
        height: above.height + pool.height,
        start: Math.max(top, bottom - above.height - pool.height),
      };
      above = pools.at(-1);
    }
    pools.push(pool);
  }
  const centres = labels.map(() => 0);
  for (const pool of pools) {
    let edge = pool.start;
    for (const index of pool.members) {
      const height = labels[index].height * squeeze;
      centres[index] = edge + height / 2;
      edge += height;
    }
  }
  return centres;
}

/** Where a pool has to begin for the mean of its members' displacements to be zero. */
function pooledStart(members: readonly number[], labels: readonly WantedLabel[], squeeze: number): number {
  let offset = 0;
  let total = 0;
  for (const index of members) {
    const height = labels[index].height * squeeze;
    total += labels[index].wanted - (offset + height / 2);
    offset += height;
  }
  return total / members.length;
}
