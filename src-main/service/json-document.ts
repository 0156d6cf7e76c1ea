/** A parsed JSON text that still knows where its fields stand. */
export interface JsonDocument {
  value: unknown;
  /**
   * 1-based line of the field at a dotted path such as `sweep.0.values.1` (`sweep[0].values[1]` is the
   * same), or of its nearest ancestor that exists; `''` is the whole document.
   */
  lineOf(path: string): number;
}

/** Where and why a text is no JSON. */
export class JsonSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'JsonSyntaxError';
    this.line = line;
    this.column = column;
  }
}

/**
 * Parses JSON as RFC 8259 has it, and refuses a name that appears twice in one object.
 * `JSON.parse` names no place for half of its errors and none at all for values that parse.
 * @throws JsonSyntaxError
 */
export function parseJsonDocument(text: string): JsonDocument {
  const lines = new Map<string, number>();
  const cursor: Cursor = { text, at: 0 };
  const value = readValue(cursor, '', lines);
  skipSpace(cursor);
  if (cursor.at < text.length) fail(cursor, 'there is text after the end of the document');
  return {
    value,
    lineOf(path) {
      const steps = path
        .replaceAll(/\[(\d+)\]/g, '.$1')
        .split('.')
        .filter((step) => step !== '');
      for (let length = steps.length; length > 0; length--) {
        const line = lines.get(steps.slice(0, length).join('.'));
        if (line !== undefined) return line;
      }
      return lines.get('') ?? 1;
    },
  };
}

interface Cursor {
  text: string;
  at: number;
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordPattern = /true|false|null/y;
// Escapes are checked for form only; JSON.parse turns the whole string into its value.
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

function readValue(cursor: Cursor, path: string, lines: Map<string, number>): unknown {
  skipSpace(cursor);
  lines.set(path, place(cursor).line);
  const character = cursor.text[cursor.at];
  if (character === '{') return readObject(cursor, path, lines);
  if (character === '[') return readArray(cursor, path, lines);
  if (character === '"') return readString(cursor);
  const literal = match(cursor, numberPattern) ?? match(cursor, wordPattern);
  if (literal === null)
    fail(
      cursor,
      character === undefined
        ? 'the document ends too early'
        : `a value cannot start with ${JSON.stringify(character)}`,
    );
  return JSON.parse(literal);
}

function readObject(cursor: Cursor, path: string, lines: Map<string, number>): unknown {
  const members = new Map<string, unknown>();
  cursor.at++;
  skipSpace(cursor);
  if (take(cursor, '}')) return {};
  do {
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '"') fail(cursor, 'a name in double quotes belongs here');
    const start = cursor.at;
    const name = readString(cursor);
    if (members.has(name)) fail({ ...cursor, at: start }, `"${name}" appears twice; keep one`);
    skipSpace(cursor);
    if (!take(cursor, ':')) fail(cursor, `a colon belongs after "${name}"`);
    members.set(name, readValue(cursor, join(path, name), lines));
    lines.set(join(path, name), place({ ...cursor, at: start }).line);
    skipSpace(cursor);
  } while (take(cursor, ','));
  if (!take(cursor, '}')) fail(cursor, 'a comma or a closing brace belongs here');
  // fromEntries defines own properties, so that a name such as __proto__ stays plain data.
  return Object.fromEntries(members);
}

function readArray(cursor: Cursor, path: string, lines: Map<string, number>): unknown {
  const entries: unknown[] = [];
  cursor.at++;
  skipSpace(cursor);
  if (take(cursor, ']')) return entries;
  do {
    entries.push(readValue(cursor, join(path, String(entries.length)), lines));
    skipSpace(cursor);
  } while (take(cursor, ','));
  if (!take(cursor, ']')) fail(cursor, 'a comma or a closing bracket belongs here');
  return entries;
}

function readString(cursor: Cursor): string {
  const literal = match(cursor, stringPattern);
  if (literal === null) fail(cursor, 'this text is not closed, or holds a line break or an unknown escape');
  return JSON.parse(literal) as string;
}

function skipSpace(cursor: Cursor): void {
  while (' \t\r\n'.includes(cursor.text[cursor.at] ?? 'x')) cursor.at++;
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

function match(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return null;
  cursor.at += found[0].length;
  return found[0];
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

function place(cursor: Cursor): { line: number; column: number } {
  const before = cursor.text.slice(0, cursor.at).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

function fail(cursor: Cursor, message: string): never {
  const { line, column } = place(cursor);
  throw new JsonSyntaxError(message, line, column);
}
