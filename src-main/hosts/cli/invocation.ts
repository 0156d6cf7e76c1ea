import { isAbsolute, resolve } from 'node:path';
import { LabError, errorToData, type LabErrorData } from '../../../shared/domain/errors.ts';
import type { CliIo } from './cli-io.ts';
import { errorLines, exitCodeOf, exitCodes } from './output/error-report.ts';
import { createProgressLine, type ProgressLine } from './output/progress-line.ts';
import { openSession, type Session } from './session.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  /** Library folder, absolute. */
  home: string;
  threads: number | null;
  kernels: 'auto' | 'plain';
  json: boolean;
}

/** What a command works with; lives as long as the command. */
export interface Invocation {
  io: CliIo;
  options: GlobalOptions;
  progress: ProgressLine;
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal;
  /** Opens the library; `look` when the command only reads. At most once a command. */
  open(how: 'look' | 'work'): Promise<Session>;
  /** The one answer: `document` with `--json`, `text` otherwise. */
  answer(document: unknown, text: () => string): void;
  /** A path as the person typed it, made absolute. */
  path(typed: string): string;
}

/** What a command does; it ends with an exit code, 0 when it names none. */
export type CommandBody = (invocation: Invocation) => Promise<number | void>;

/**
 * Makes the action of a command: `body` gets the invocation and then what commander gives an action, which is
 * the declared arguments in order and the command's own options.
 */
export type Act = <A extends unknown[]>(
  body: (invocation: Invocation, ...given: A) => Promise<number | void>,
) => (...given: unknown[]) => Promise<void>;

/**
 * Runs one command from open to close: Ctrl-C closes the library (checkpoints are kept) and ends with 130,
 * a second one ends at once; errors are told on stderr, and as the document with `--json`.
 */
export async function invoke(io: CliIo, options: GlobalOptions, body: CommandBody): Promise<number> {
  const progress = createProgressLine(io, options.json);
  const abort = new AbortController();
  const opened: { session: Session | null } = { session: null };
  let answered = false;
  const stopListening = io.onInterrupt(() => {
    if (abort.signal.aborted) process.exit(exitCodes.cancelled);
    abort.abort();
  });
  const invocation: Invocation = {
    io,
    options,
    progress,
    interrupted: abort.signal,
    async open(how) {
      if (opened.session === null) {
        opened.session = await openSession({
          ...options,
          looking: how === 'look',
          spawnEngine: io.spawnEngine,
        });
        if (opened.session.service.notice) progress.note({ phase: opened.session.service.notice });
      }
      return opened.session;
    },
    answer(document, text) {
      answered = true;
      progress.end();
      io.stdout(options.json ? `${JSON.stringify(document)}\n` : text());
    },
    path: (typed) => (isAbsolute(typed) ? typed : resolve(io.cwd, typed)),
  };
  try {
    return (await body(invocation)) ?? exitCodes.done;
  } catch (error) {
    progress.end();
    const data = abort.signal.aborted ? interruptedData(error) : errorToData(error);
    reportError(io, options.json, data, answered, opened.session === null ? null : options.home);
    return exitCodeOf(data);
  } finally {
    stopListening();
    await opened.session?.close();
  }
}

/**
 * Tells an error: with `--json` as the document on stdout (unless there was one) and in words on stderr.
 * @param library the folder that was looked in, which is named where something is not in it; null before one was opened
 */
export function reportError(io: CliIo, json: boolean, error: LabErrorData, answered = false, library: string | null = null): void {
  const where = library !== null && error.code === 'not-found' ? [`This library is ${library}; --home opens another.`] : [];
  const lines = [...errorLines(error), ...where];
  if (json && !answered) io.stdout(`${JSON.stringify({ error })}\n`);
  if (json && !io.stderrIsTerminal) {
    io.stderr(
      `${JSON.stringify({ type: 'error', code: error.code, message: lines.join('\n') })}\n`,
    );
  } else {
    io.stderr(`poison-lab: ${lines.join('\n  ')}\n`);
  }
}

/**
 * Waits for `work`, or for Ctrl-C, whichever is first.
 * @throws LabError cancelled after Ctrl-C.
 */
export async function untilInterrupted<T>(invocation: Invocation, work: Promise<T>): Promise<T> {
  const { interrupted } = invocation;
  let stop = () => {};
  const abort = new Promise<never>((_, reject) => {
    stop = () =>
      reject(new LabError('cancelled', 'Cancelled. What was begun can be resumed with the same command.'));
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, abort]);
  } finally {
    interrupted.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function interruptedData(error: unknown): LabErrorData {
  const data = errorToData(error);
  return data.code === 'cancelled' ? data : { code: 'cancelled', message: 'Cancelled.', complaints: [] };
}
