import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { tracePointSchema } from '../../../shared/domain/queue.ts';
import { syncFolder } from '../../store/durable-files.ts';

const headerSchema = z.strictObject({
  format: z.literal(1),
  key: z.string(),
  arithmeticProbe: z.string(),
  revisions: z.array(z.string()),
  /** Seconds of computing up to here, and core-seconds where they were counted. */
  seconds: z.number(),
  coreSeconds: z.number().optional(),
  trace: z.array(tracePointSchema),
  sha256: z.string(),
});

/** What a checkpoint says of itself, in one line of JSON before the serialized state. */
export type CheckpointHeader = Omit<z.infer<typeof headerSchema>, 'format' | 'sha256'>;

/** A checkpoint that may be continued, none, or one that may not and why. */
export type FoundCheckpoint =
  | { kind: 'none' }
  | { kind: 'found'; header: CheckpointHeader; state: unknown }
  | { kind: 'refused'; reason: string };

/**
 * Writes `checkpoints/<key>` beside the library: temporary file, fsync, rename, fsync of the folder, so that a
 * kill at any moment leaves the former or the new one whole. The state is any structured-clonable data.
 * @param home the library folder
 */
export function writeCheckpoint(home: string, header: CheckpointHeader, state: unknown): void {
  const payload = serialize(state);
  const line = JSON.stringify({ format: 1, ...header, sha256: sha256(payload) });
  const folder = join(home, 'checkpoints');
  mkdirSync(folder, { recursive: true });
  const target = join(folder, header.key);
  const temporary = `${target}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    writeAll(file, Buffer.from(`${line}\n`));
    writeAll(file, payload);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, target);
  syncFolder(folder);
}

/**
 * The checkpoint of a key, held against what the caller would continue with: another arithmetic probe, other
 * revisions, another key or a damaged file are refused with the reason in words.
 */
export function readCheckpoint(
  home: string,
  expected: { key: string; arithmeticProbe: string; revisions: string[] },
): FoundCheckpoint {
  const bytes = readIfThere(join(home, 'checkpoints', expected.key));
  if (bytes === null) return { kind: 'none' };
  const lineEnd = bytes.indexOf(10);
  const header = parseHeader(bytes.subarray(0, Math.max(lineEnd, 0)).toString('utf8'));
  const payload = bytes.subarray(lineEnd + 1);
  if (header === null || header.sha256 !== sha256(payload) || header.key !== expected.key) {
    return { kind: 'refused', reason: 'the checkpoint is damaged' };
  }
  if (header.arithmeticProbe !== expected.arithmeticProbe) {
    return {
      kind: 'refused',
      reason: 'the checkpoint was made by a machine whose arithmetic gives other bits',
    };
  }
  if (JSON.stringify(header.revisions) !== JSON.stringify(expected.revisions)) {
    return { kind: 'refused', reason: 'the checkpoint was made by another revision of the components' };
  }
  try {
    return { kind: 'found', header, state: deserialize(payload) };
  } catch {
    return { kind: 'refused', reason: 'the checkpoint was written by a newer engine than this one' };
  }
}

/** What a key's checkpoint says of itself, whether or not it may be continued here; null where there is none, or none that can be read. */
export function readCheckpointHeader(home: string, key: string): CheckpointHeader | null {
  const bytes = readIfThere(join(home, 'checkpoints', key));
  return bytes && parseHeader(bytes.subarray(0, Math.max(bytes.indexOf(10), 0)).toString('utf8'));
}

/** Removes a key's checkpoint and what killed processes left of it; nothing happens where there is none. */
export function removeCheckpoint(home: string, key: string): void {
  const folder = join(home, 'checkpoints');
  for (const name of checkpointFiles(folder)) {
    if (keyOfFile(name) === key) rmSync(join(folder, name), { force: true });
  }
}

/** Keys that have a checkpoint, or the rest of one, in no particular order. */
export function checkpointKeys(home: string): string[] {
  return [...new Set(checkpointFiles(join(home, 'checkpoints')).map(keyOfFile))];
}

function checkpointFiles(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function keyOfFile(name: string): string {
  return name.split('.', 1)[0];
}

function parseHeader(line: string): z.infer<typeof headerSchema> | null {
  try {
    return headerSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written, bytes.length - written);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
