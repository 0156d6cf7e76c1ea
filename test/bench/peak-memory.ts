import { readFileSync } from 'node:fs';

/**
 * Most memory that this process ever held, in bytes. On Linux what `resourceUsage` says begins with what the parent
 * held when it forked, so the process' own high-water mark is read there.
 */
export function peakBytes(): number {
  const own = /^VmHWM:\s*(\d+) kB$/m.exec(statusOfProcess());
  return 1024 * (own === null ? process.resourceUsage().maxRSS : Number(own[1]));
}

function statusOfProcess(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
