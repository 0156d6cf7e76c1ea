/** What went wrong, in the words that hosts translate to exit codes, HTTP statuses and dialogs. */
export type LabErrorCode = 'bad-input' | 'not-found' | 'conflict' | 'cancelled' | 'read-only' | 'engine-died' | 'failed';

/** One sentence about one place: a file and line, or a field of a campaign. */
export interface Complaint {
  message: string;
  /** Dotted path of the field, as in `budget.fillerSize`. */
  path?: string;
  /** What the form calls that field, as in "Malicious users". */
  title?: string;
  /** Base name or path of the file as the person named it. */
  file?: string;
  /** 1-based line of the file. */
  line?: number;
}

/**
 * The one error class that crosses layers; hosts never reshape it.
 * Its message says what is wrong and what to do. `bad-input` ends the command line with exit 2,
 * `cancelled` with 130, everything else with 1.
 */
export class LabError extends Error {
  readonly code: LabErrorCode;
  readonly complaints: Complaint[];

  constructor(code: LabErrorCode, message: string, complaints: Complaint[] = []) {
    super(message);
    this.name = 'LabError';
    this.code = code;
    this.complaints = complaints;
  }
}

/** A LabError as plain data, for structured clone and JSON. */
export interface LabErrorData {
  code: LabErrorCode;
  message: string;
  complaints: Complaint[];
}

/** Turns anything thrown into plain data; what is not a LabError becomes `failed` with its message. */
export function errorToData(error: unknown): LabErrorData {
  if (error instanceof LabError) return { code: error.code, message: error.message, complaints: error.complaints };
  return { code: 'failed', message: error instanceof Error ? error.message : String(error), complaints: [] };
}

/** The inverse of {@link errorToData}. */
export function errorFromData(data: LabErrorData): LabError {
  return new LabError(data.code, data.message, data.complaints);
}
