import type { PlainLayout } from './plain-format.ts';
import type { CollectedRows } from './rating-rows.ts';
import type { BlockReader } from './records.ts';
import { startSecondThread, type SecondThread } from './second-thread.ts';
import type { DiskFile } from './source.ts';

/** What whoever reads a table on two threads knows and does. */
export interface TwoThreadSteps {
  /** How the rows are written; null while that is not known, and where the second thread cannot parse them. */
  layout(): PlainLayout | null;
  /** Says where to ask for what the second thread has read that was not added yet. */
  ahead(done: SecondThread['done']): void;
  /** Adds rows of consecutive lines that take `bytes` of the file, the first on `line`. */
  addPart(rows: CollectedRows, line: number, bytes: number): void;
  /** Called now and then while this thread waits for the other. */
  poll(): void;
}

/** The share of this thread: the other one starts later, and this one waits for chunks a little. */
const firstShare = 0.57;

/**
 * Takes all chunks of a file and closes it. From about the middle on a second thread parses the plain rows of
 * whole chunks; its rows count only if this thread comes to a new record exactly where they start. From where
 * they end, this thread goes on with the same chunks that it would take without the other, so rows, lines and
 * errors are the same.
 */
export async function takeOnTwoThreads(
  reader: BlockReader,
  file: DiskFile,
  bytes: number,
  steps: TwoThreadSteps,
): Promise<void> {
  const { fd, chunkBytes } = file;
  const from = chunkBytes * Math.max(1, Math.round((firstShare * bytes) / chunkBytes));
  let second: SecondThread | null = null;
  try {
    for await (const chunk of file.chunks(0, from)) {
      reader.take(chunk);
      const layout = from < bytes ? steps.layout() : null;
      if (second || !layout) continue;
      second = startSecondThread({ fd, bytes, chunkBytes, from, layout });
      steps.ahead(second.done);
    }
    if (second) await addSecondPart(reader, file, second, steps);
    for await (const chunk of file.chunks(reader.place().read)) reader.take(chunk);
  } finally {
    await second?.end();
    await file.close();
  }
}

async function addSecondPart(
  reader: BlockReader,
  file: DiskFile,
  second: SecondThread,
  { ahead, addPart, poll }: TwoThreadSteps,
): Promise<void> {
  const part = await second.rows(poll);
  ahead(() => ({ bytes: 0, rows: 0 }));
  const { start, line } = reader.place();
  if (!part || part.start !== start) return;
  addPart(part.rows, line, part.end - part.start);
  reader.skipTo(part.read, line + part.rows.user.length, await file.read(part.end, part.read));
}
