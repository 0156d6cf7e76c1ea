/**
 * The fields of one record. With `quotes`, a field may stand in double quotes and double a quote inside them
 * (RFC 4180); blanks around unquoted fields are trimmed.
 * Returns null when a quoted field is followed by something else than the delimiter.
 */
export function splitFields(record: string, delimiter: string, quotes: boolean): string[] | null {
  if (!quotes || !record.includes('"')) return record.split(delimiter).map((field) => field.trim());
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      let text = '';
      let close = record.indexOf('"', at + 1);
      let from = at + 1;
      while (close >= 0 && record[close + 1] === '"') {
        text += record.slice(from, close + 1);
        from = close + 2;
        close = record.indexOf('"', from);
      }
      if (close < 0) return null;
      fields.push(text + record.slice(from, close));
      at = close + 1;
      if (at === record.length) return fields;
      if (!record.startsWith(delimiter, at)) return null;
      at += delimiter.length;
    } else {
      const next = record.indexOf(delimiter, at);
      fields.push(record.slice(at, next < 0 ? record.length : next).trim());
      if (next < 0) return fields;
      at = next + delimiter.length;
    }
  }
}

/** A number as data files write it; NaN for anything else, `NaN`, `Infinity`, hexadecimal and blanks included. */
export function parseNumber(text: string): number {
  if (!decimal.test(text)) return NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : NaN;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
