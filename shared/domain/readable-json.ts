/** Longest line of a readable JSON in characters, but for a value that is longer by itself. */
const lineLength = 100;

/**
 * A value as JSON that people read and programs take: whatever fits on a line stands on one, numbers and words of a longer
 * list fill lines, all else is indented by two spaces. Reads as the same value as `JSON.stringify` writes.
 */
export function readableJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value)), 0, 0);
}

/** `indent` is that of the line, `used` what stands on it already. */
function written(value: unknown, indent: number, used: number): string {
  const line = onOneLine(value);
  if (indent + used + line.length <= lineLength || value === null || typeof value !== 'object') return line;
  const inner = indent + 2;
  const [open, close, entries] = Array.isArray(value) ? ['[', ']', listed(value, inner)] : ['{', '}', membersOf(value, inner)];
  return `${open}\n${entries.map((entry) => ' '.repeat(inner) + entry).join('\n')}\n${' '.repeat(indent)}${close}`;
}

function listed(values: readonly unknown[], indent: number): string[] {
  if (values.some((one) => one !== null && typeof one === 'object')) return values.map((one, at) => written(one, indent, 0) + comma(at, values.length));
  const lines: string[] = [];
  for (const [at, one] of values.entries()) {
    const entry = onOneLine(one) + comma(at, values.length);
    const last = lines.at(-1);
    if (last !== undefined && indent + last.length + 1 + entry.length <= lineLength) lines[lines.length - 1] = `${last} ${entry}`;
    else lines.push(entry);
  }
  return lines;
}

function membersOf(value: object, indent: number): string[] {
  const members = Object.entries(value);
  return members.map(([key, one], at) => {
    const name = `${JSON.stringify(key)}: `;
    return name + written(one, indent, name.length) + comma(at, members.length);
  });
}

function comma(at: number, count: number): string {
  return at < count - 1 ? ',' : '';
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
