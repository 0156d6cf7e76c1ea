import { formatNumber } from '../../shared/figures/drawing/format.ts';

/** Bytes of a file of any size to the next kB or, from a million on, to a tenth of a MB: "0.4 kB", "96 kB", "1.2 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 999_500) return `${formatNumber(bytes / 1e3, bytes < 9_950 ? 1 : 0)} kB`;
  return `${formatNumber(bytes / 1e6, bytes < 9_950_000 ? 1 : 0)} MB`;
}
