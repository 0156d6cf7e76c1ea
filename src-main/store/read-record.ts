import type { z } from 'zod';

/** A record that was stored under other fields than this version knows: by a newer version, or an older one. */
export interface UnreadableRecord {
  /** Key or id. */
  id: string;
  /** What is wrong with it: its first field that does not fit. */
  why: string;
}

/** A stored record, or why it cannot be read; never throws. */
export function readRecord<T>(schema: z.ZodType<T>, id: string, json: string): { record: T } | { unreadable: UnreadableRecord } {
  try {
    const parsed = schema.safeParse(JSON.parse(json));
    if (parsed.success) return { record: parsed.data };
    const [issue] = parsed.error.issues;
    return { unreadable: { id, why: `${issue.path.join('.') || 'record'}: ${issue.message}` } };
  } catch {
    return { unreadable: { id, why: 'it is no JSON' } };
  }
}

/** The records that can be read, in their order. */
export function readable<T>(read: readonly ReturnType<typeof readRecord<T>>[]): T[] {
  return read.flatMap((one) => ('record' in one ? [one.record] : []));
}

/** Those that cannot. */
export function unreadable<T>(read: readonly ReturnType<typeof readRecord<T>>[]): UnreadableRecord[] {
  return read.flatMap((one) => ('unreadable' in one ? [one.unreadable] : []));
}
