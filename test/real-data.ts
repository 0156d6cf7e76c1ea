import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const folder =
  process.env.POISON_LAB_TEST_DATA ?? fileURLToPath(new URL('../../shared/data/', import.meta.url));

/**
 * Path of a real MovieLens zip, or null where it is not at hand (its licence forbids shipping it).
 * Tests that need it skip aloud: `describe.skipIf(!realData('ml-100k.zip'))`.
 */
export function realData(name: 'ml-100k.zip' | 'ml-latest-small.zip'): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
