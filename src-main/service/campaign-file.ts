import { readFileSync } from 'node:fs';
import { LabError, type Complaint } from '../../shared/domain/errors.ts';
import { JsonSyntaxError, parseJsonDocument, type JsonDocument } from './json-document.ts';

const largestCampaignFile = 4 * 1024 * 1024;

/**
 * Reads a campaign file as JSON; whether it is a campaign is for the validation to say.
 * `name` is what messages call the file, normally what the person typed; `kind` is what such files are called.
 * @throws LabError bad-input, naming file, line and column, when it is missing, larger than 4 MiB, not
 * UTF-8 or not JSON.
 */
export function readCampaignFile(path: string, name: string, kind = 'Campaign files'): JsonDocument {
  const text = decode(readBytes(path, name), name);
  try {
    return parseJsonDocument(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const complaint: Complaint = { message: error.message, file: name, line: error.line };
    throw new LabError(
      'bad-input',
      `${name}:${error.line}:${error.column}: ${error.message}. ${kind} are JSON.`,
      [complaint],
    );
  }
}

/** Adds file and line to the complaints about fields of a campaign that was read from `name`. */
export function placeComplaints(error: LabError, name: string, document: JsonDocument): LabError {
  const complaints = error.complaints.map((complaint) =>
    complaint.path === undefined
      ? complaint
      : { ...complaint, file: name, line: document.lineOf(complaint.path) },
  );
  return new LabError(error.code, error.message, complaints);
}

function readBytes(path: string, name: string): Buffer {
  try {
    const bytes = readFileSync(path);
    if (bytes.length <= largestCampaignFile) return bytes;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw refused(
      name,
      missing ? 'there is no such file. Check the path' : `it cannot be read (${(error as Error).message})`,
    );
  }
  throw refused(name, 'it is larger than 4 MiB, which no such file is');
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(name, 'it is not UTF-8 text. Save it as UTF-8');
  }
}

function refused(name: string, reason: string): LabError {
  return new LabError('bad-input', `${name}: ${reason}.`, [{ message: reason, file: name }]);
}
