import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';

// Draws the icon of the installers in the sizes that they take: npm run icons, after a change of the drawing.
const folder = new URL('./', import.meta.url);
const drawing = await loadImage(await readFile(new URL('icon.svg', folder)));
for (const size of [512, 1024]) {
  const canvas = createCanvas(size, size);
  canvas.getContext('2d').drawImage(drawing, 0, 0, size, size);
  await writeFile(new URL(`${size}x${size}.png`, folder), await canvas.encode('png'));
}
