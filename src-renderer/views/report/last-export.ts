import type { HandedFile } from '../../api.ts';

/** A file that left the report, and when. */
export interface LastExport extends HandedFile {
  /** ISO date. */
  at: string;
}
