import type { AtomClass, Box } from './box.ts';

/** Room between atoms in eighteenths of an em, as TeX has it; negative where scripts have none. */
const room: Readonly<Record<string, readonly number[]>> = {
  // Before:  ord op bin rel open close punct inner
  ord: [0, 3, -4, -5, 0, 0, 0, -3],
  op: [3, 3, 0, -5, 0, 0, 0, -3],
  bin: [-4, -4, 0, 0, -4, 0, 0, -4],
  rel: [-5, -5, 0, 0, -5, 0, 0, -5],
  open: [0, 0, 0, 0, 0, 0, 0, 0],
  close: [0, 3, -4, -5, 0, 0, 0, -3],
  punct: [-3, -3, 0, -3, -3, -3, -3, -3],
  inner: [-3, 3, -4, -5, -3, 0, -3, -3],
};
const order: readonly AtomClass[] = ['ord', 'op', 'bin', 'rel', 'open', 'close', 'punct', 'inner'];

/** Boxes on one line, with the room between them that TeX leaves: none around relations and signs of scripts. */
export function beside(boxes: readonly Box[], em: number, inScript: boolean): Box {
  const classes = classesOf(boxes);
  const lefts: number[] = [];
  let width = 0;
  for (const [at, box] of boxes.entries()) {
    if (at > 0) width += between(classes[at - 1][1], classes[at][0], inScript) * em;
    lefts.push(width);
    width += box.width + (boxes.length > 1 ? box.lean : 0);
  }
  const ends: readonly [AtomClass, AtomClass] = boxes.length === 0 ? ['ord', 'ord'] : [classes[0][0], classes[classes.length - 1][1]];
  return {
    width,
    up: Math.max(0, ...boxes.map(({ up }) => up)),
    down: Math.max(0, ...boxes.map(({ down }) => down)),
    lean: boxes.length === 1 ? boxes[0].lean : 0,
    sides: ends,
    // What is raised behind letters in parentheses is raised as behind one letter.
    isSign: boxes.at(-1)?.isSign === true && (boxes.length === 1 || ends[1] === 'close'),
    draw(page, left, line) {
      for (const [at, box] of boxes.entries()) box.draw(page, left + lefts[at], line);
    },
  };
}

/** A sign between two things is one only where there are two: a minus at the beginning belongs to what follows. */
function classesOf(boxes: readonly Box[]): (readonly [AtomClass, AtomClass])[] {
  const classes = boxes.map(({ sides }) => sides);
  const at = (place: number, side: 0 | 1) => classes[place]?.[side];
  for (const [place, [side]] of classes.entries()) {
    if (side !== 'bin') continue;
    const before = at(place - 1, 1);
    const after = at(place + 1, 0);
    const alone = before === undefined || ['bin', 'op', 'rel', 'open', 'punct'].includes(before) || after === undefined || ['rel', 'close', 'punct'].includes(after);
    if (alone) classes[place] = ['ord', 'ord'];
  }
  return classes;
}

function between(left: AtomClass, right: AtomClass, inScript: boolean): number {
  if (left === 'space' || right === 'space') return 0;
  const eighteenths = room[left][order.indexOf(right)];
  return (eighteenths < 0 && inScript ? 0 : Math.abs(eighteenths)) / 18;
}
