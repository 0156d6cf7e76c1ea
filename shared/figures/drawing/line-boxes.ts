import type { Chart } from 'chart.js';
import type { Box } from './point-labels.ts';
import { drawnInk } from './ink.ts';

/** Boxes along the lines of a chart and its hairline that labels keep clear of: their points, and a chain of small ones between them. */
export function lineBoxes(chart: Chart): Box[] {
  return drawnInk(chart).flatMap((line) =>
    line.flatMap((at, i) => {
      const before = line[i - 1] ?? at;
      const steps = Math.min(80, Math.ceil(Math.hypot(at.x - before.x, at.y - before.y) / 8));
      const chain = Array.from({ length: Math.max(0, steps - 1) }, (_, k) => (k + 1) / steps).map((share) => ({
        left: before.x + share * (at.x - before.x) - 2,
        top: before.y + share * (at.y - before.y) - 2,
        width: 4,
        height: 4,
      }));
      return [...chain, { left: at.x - 5, top: at.y - 5, width: 10, height: 10 }];
    }),
  );
}
