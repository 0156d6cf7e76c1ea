import { badFile } from '../reading/bad-input.ts';
import { guessDelimiter } from '../reading/columns.ts';
import { splitFields } from '../reading/fields.ts';
import { forEachRecord } from '../reading/records.ts';
import type { SourceFile } from '../reading/source.ts';

/** Whether a user is malicious, by user id. */
export type UserLabels = Map<string, boolean>;

/** Whether a column of labels is called this: label, malicious, isFake, attacker ... */
export function isLabelName(name: string): boolean {
  return labelNames.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/** What a label says: true for malicious, false for genuine, null when it says neither. */
export function meaningOfLabel(text: string): boolean | null {
  const word = text.toLowerCase();
  if (maliciousWords.has(word)) return true;
  return genuineWords.has(word) ? false : null;
}

/**
 * Remembers the label of a user.
 * @throws LabError bad-input naming file and line on a word that is no label, or one that contradicts an earlier one
 */
export function addLabel(labels: UserLabels, user: string, text: string, file: string, line: number): void {
  const malicious = meaningOfLabel(text);
  if (malicious === null) {
    throw badFile(file, `label "${text.slice(0, 40)}" of user ${user} says neither malicious (1) nor genuine (0)`, line);
  }
  if (labels.get(user) === !malicious) throw badFile(file, `user ${user} is labelled both malicious and genuine`, line);
  labels.set(user, malicious);
}

/**
 * Reads a table of `user,label`, with or without a header; a table of one column lists the malicious users.
 * @throws LabError bad-input naming file and line
 */
export async function readLabels(file: SourceFile, cancelled: () => boolean): Promise<UserLabels> {
  const labels: UserLabels = new Map();
  let columns: { delimiter: string; user: number; label: number | null; count: number } | null = null;
  await forEachRecord(file, { encoding: 'utf8', quotes: true }, { progress: () => {}, cancelled }, (bytes, start, end, line) => {
    const record = bytes.toString('utf8', start, end);
    const delimiter = columns?.delimiter ?? guessDelimiter(record);
    const fields = splitFields(record, delimiter, true) ?? [];
    if (columns === null) {
      const label = fields.findIndex(isLabelName);
      const user = fields.findIndex((name) => userNames.test(name.toLowerCase().replace(/[^a-z0-9]/g, '')));
      const isHeader = user >= 0 && (label >= 0 || fields.length === 1);
      columns = isHeader
        ? { delimiter, user, label: label >= 0 ? label : null, count: fields.length }
        : { delimiter, user: 0, label: fields.length === 1 ? null : 1, count: Math.min(2, fields.length) };
      if (isHeader) return;
    }
    if (fields.length !== columns.count) {
      throw badFile(file.label, `has ${fields.length} columns where ${columns.count} are needed: user,label`, line);
    }
    if (fields[columns.user] === '') throw badFile(file.label, 'has an empty user id; fill it in', line);
    addLabel(labels, fields[columns.user], columns.label === null ? '1' : fields[columns.label], file.label, line);
  });
  if (labels.size === 0) throw badFile(file.label, 'holds no label; a row reads user,label');
  return labels;
}

const labelNames = /^(is)?(label|malicious|fake|attacker|attack|shilling|shiller|spammer|spam)s?$/;
const userNames = /^(user|reviewer|customer)(id|idx|index)?$/;
const maliciousWords = new Set(['1', 'true', 'yes', 'malicious', 'fake', 'attacker', 'attack', 'shilling', 'spammer', 'spam']);
const genuineWords = new Set(['0', 'false', 'no', 'genuine', 'normal', 'real', 'honest', 'authentic']);
