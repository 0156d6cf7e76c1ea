import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/domain/errors.ts';

/**
 * Copies a file, then reads the copy back from the disk and compares; the copy is durable when this resolves.
 * @param read is told how many bytes were copied since it was last told
 * @returns SHA-256 (hex) of both
 * @throws LabError 'failed' when the copy holds something else, else the system's error
 */
export async function copyVerified(from: string, to: string, read: (bytes: number) => void): Promise<string> {
  mkdirSync(dirname(to), { recursive: true });
  const hash = createHash('sha256');
  const target = await open(to, 'w');
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      await target.writeFile(bytes);
      read(bytes.length);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  const wanted = hash.digest('hex');
  if ((await hashOfFile(to)) !== wanted) throw new LabError('failed', `${to} was not written as it should be. Check that disk.`);
  return wanted;
}

/** SHA-256 (hex) of a file. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
