import { ruleThickness, type Box } from './box.ts';

/** A root over a box, with its degree where it has one. */
export function root(inside: Box, degree: Box | null, em: number, display: boolean): Box {
  const thin = em * ruleThickness;
  const gap = em * (display ? 0.148 : 0.05);
  // A root over something low reaches below it as far as one over letters does.
  const down = Math.max(inside.down, em * 0.12) + em * 0.04;
  const top = Math.max(inside.up, em * 0.5) + gap;
  const width = em * 0.72;
  const hook = Math.min(top + down, em * 1.6) * 0.5;
  const before = degree ? Math.max(0, degree.width - em * 0.3) : 0;
  const raise = degree ? hook - down + em * 0.1 + degree.down : 0;
  return {
    width: before + width + inside.width + inside.lean + em * 0.06,
    up: Math.max(top + thin + em * 0.04, degree ? raise + degree.up : 0),
    down,
    lean: 0,
    sides: ['ord', 'ord'],
    isSign: false,
    draw(page, left, line) {
      const from = left + before;
      const bottom = line + down;
      const bar = line - top - thin / 2;
      degree?.draw(page, left + Math.max(0, em * 0.3 - degree.width), line - raise);
      page.lineJoin = 'miter';
      page.lineWidth = thin;
      page.beginPath();
      page.moveTo(from + em * 0.06, bottom - hook + em * 0.06);
      page.lineTo(from + em * 0.2, bottom - hook);
      page.stroke();
      page.beginPath();
      page.moveTo(from + em * 0.2 - thin, bottom - hook);
      page.lineTo(from + em * 0.2 + thin, bottom - hook - thin / 2);
      page.lineTo(from + em * 0.4 + thin, bottom - em * 0.12);
      page.lineTo(from + em * 0.4, bottom);
      page.fill();
      page.beginPath();
      page.moveTo(from + em * 0.41, bottom - thin);
      page.lineTo(from + width - thin / 2, bar);
      page.lineTo(from + width + inside.width + inside.lean + em * 0.06, bar);
      page.stroke();
      inside.draw(page, from + width, line);
    },
  };
}
