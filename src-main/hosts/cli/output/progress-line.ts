import type { CliIo } from '../cli-io.ts';
import { duration } from './format.ts';

/** One thing worth saying while a command works. */
export interface ProgressReport {
  /** Plain words: "PGA exact: iteration 7 of 30". */
  phase: string;
  /** Steps done, and of how many; absent while that is unknown. */
  done?: number;
  total?: number;
  etaSeconds?: number | null;
  /** Further fields for the JSON lines. */
  details?: Record<string, unknown>;
}

/** Progress on stderr: never on stdout, which belongs to the answer. */
export interface ProgressLine {
  /** Something moved; drawn at most ten times a second on a terminal, twice a second elsewhere. */
  update(report: ProgressReport): void;
  /** Something ended; always written. */
  note(report: ProgressReport): void;
  /** Clears the bar. */
  end(): void;
}

type ProgressStyle = 'bar' | 'json' | 'lines';

/** A bar with ETA on a terminal; elsewhere one JSON object per line with `--json`, notes as plain lines without. */
export function createProgressLine(
  io: Pick<CliIo, 'stderr' | 'stderrIsTerminal' | 'columns'>,
  json: boolean,
  now: () => number = Date.now,
): ProgressLine {
  const style: ProgressStyle = io.stderrIsTerminal ? 'bar' : json ? 'json' : 'lines';
  const pause = style === 'bar' ? 100 : 500;
  let last = -Infinity;
  let drawn = false;
  const clear = () => {
    if (drawn) io.stderr('\r\u001b[2K');
    drawn = false;
  };
  return {
    update(report) {
      if (style === 'lines' || now() - last < pause) return;
      last = now();
      if (style === 'json') return io.stderr(jsonLine('progress', report));
      io.stderr(`\r\u001b[2K${barText(report, io.columns)}`);
      drawn = true;
    },
    note(report) {
      clear();
      io.stderr(style === 'json' ? jsonLine('note', report) : `${report.phase}\n`);
    },
    end: clear,
  };
}

/** The bar as text, cut to the terminal: `[████░░░░] 3/27  ETA 12 s  PGA exact: iteration 7 of 30`. */
export function barText(report: ProgressReport, columns: number): string {
  const parts = [report.phase];
  if (report.etaSeconds !== undefined && report.etaSeconds !== null)
    parts.unshift(`ETA ${duration(report.etaSeconds)}`);
  if (report.done !== undefined && report.total) {
    const filled = Math.round((16 * Math.min(report.done, report.total)) / report.total);
    parts.unshift(
      `[${'█'.repeat(filled)}${'░'.repeat(16 - filled)}] ${Math.floor(report.done)}/${report.total}`,
    );
  }
  return parts.join('  ').slice(0, Math.max(20, columns - 1));
}

function jsonLine(type: string, report: ProgressReport): string {
  const { phase, done, total, etaSeconds, details } = report;
  return `${JSON.stringify({ type, phase, done, total, etaSeconds, ...details })}\n`;
}
