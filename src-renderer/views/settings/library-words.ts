import type { LibraryParts } from '../../../shared/domain/library.ts';
import { formatNumber } from '../../../shared/figures/drawing/format.ts';

/** Bytes in a unit that fits: "0.4 MB", "126 MB", "1.8 GB". */
export function size(bytes: number): string {
  if (bytes >= 1e9) return `${formatNumber(bytes / 1e9, 1)} GB`;
  if (bytes > 0 && bytes < 5e4) return `${formatNumber(Math.max(1, bytes / 1e3), 0)} kB`;
  return bytes >= 1e7 ? `${formatNumber(bytes / 1e6, 0)} MB` : `${formatNumber(bytes / 1e6, 1)} MB`;
}

/** Parts of a library in the order in which they are told, with what each of them is. */
export const libraryParts: readonly { key: keyof LibraryParts; label: string; hint: string }[] = [
  { key: 'database', label: 'Database', hint: 'Runs, campaigns, settings, and what is small of their results' },
  { key: 'blobs', label: 'Results', hint: 'Large profiles, traces and clean models' },
  { key: 'ratings', label: 'Ratings', hint: 'Data sets as they were imported' },
  { key: 'checkpoints', label: 'Checkpoints', hint: 'Of runs that were begun and not finished' },
  { key: 'backups', label: 'Older databases', hint: 'From before an update of Poison Lab; the three latest' },
  { key: 'scratch', label: 'Uploads and exports', hint: 'Go when the lab is closed' },
];

/** How long something stays in the bin yet, in days. */
export function daysLeft(deletedAt: string, now: Date): number {
  const days = 30 - (now.getTime() - new Date(deletedAt).getTime()) / (24 * 3600 * 1000);
  return Math.max(0, Math.ceil(days));
}
