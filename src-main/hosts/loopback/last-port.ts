import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The port on which a library was served last, or null. Under the same port a window that outlived its lab goes on
 * once its browser is let in again; nobody is let in by the port.
 */
export function readLastPort(home: string): number | null {
  try {
    const port = Number(readFileSync(fileIn(home), 'utf8'));
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}

/** Keeps it for the next start; a folder that cannot be written to keeps none. */
export function keepLastPort(home: string, port: number): void {
  try {
    writeFileSync(fileIn(home), `${port}\n`);
  } catch {
    // The next start takes a free one.
  }
}

function fileIn(home: string): string {
  return join(home, 'last-port');
}
