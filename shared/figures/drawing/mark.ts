import { drawPoint } from 'chart.js/helpers';
import type { AttackStyle } from './attack-style.ts';
import type { SeriesEntry } from './figure-drawing.ts';
import type { Theme } from './tokens.ts';
import { markWidth, swatchSize } from './legend.ts';

/** Draws a sample of a series' line with its marker in the middle, or its square; `left` and `middle` in px. */
export function drawMark(
  context: CanvasRenderingContext2D,
  theme: Theme,
  entry: Pick<SeriesEntry, 'colour' | 'swatch'> & { style: Omit<AttackStyle, 'colour'> },
  left: number,
  middle: number,
): void {
  if (entry.swatch === true) {
    context.fillStyle = entry.colour;
    context.fillRect(left, middle - swatchSize / 2, swatchSize, swatchSize);
    return;
  }
  context.save();
  context.strokeStyle = entry.colour;
  context.lineWidth = theme.lineWidth;
  context.setLineDash(entry.style.dash);
  context.beginPath();
  context.moveTo(left, middle);
  context.lineTo(left + markWidth, middle);
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1.5;
  context.fillStyle = entry.style.filled ? entry.colour : theme.background;
  drawPoint(
    context,
    { pointStyle: entry.style.marker, radius: theme.markerRadius, rotation: 0, borderWidth: 1.5 },
    left + markWidth / 2,
    middle,
  );
  context.restore();
}
