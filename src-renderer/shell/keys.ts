/** What is wrong with keys that were pressed for an action: words for the person, or null. */
export function objectionTo(keys: string): string | null {
  if (!/(?:Ctrl|Alt)\+/.test(keys) && !/^(?:Shift\+)?F\d+$/.test(keys)) return 'Hold Ctrl or Alt with a key, or take a function key.';
  if (taken.has(keys)) return `${keysInWords(keys).join(' ')} belongs to editing, to the window or to the browser.`;
  return null;
}

/**
 * Keys of an event as they are stored, `Ctrl+Alt+Shift+K` in that order, Ctrl also for Command; null while nothing but
 * modifiers is held.
 */
export function keysOfEvent(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead'].includes(event.key)) return null;
  const held = [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift'].filter((one) => one !== false);
  return [...held, keyName(event)].join('+');
}

/** Keys as caps, as in `['Ctrl', 'Shift', 'K']`. */
export function keysInWords(keys: string): string[] {
  return keys.split(/\+(?=.)/);
}

/** Alt with a letter gives other signs on a Mac; then the place on the keyboard tells the letter. */
function keyName({ key, code }: { key: string; code: string }): string {
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  const place = /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1];
  return place ?? (key === ' ' ? 'Space' : key);
}

const taken = new Set([
  ...['A', 'C', 'V', 'X', 'Z', 'Y', 'Shift+Z', 'S', 'F', 'Enter', 'N', 'T', 'W', 'Q', 'R', 'L', 'P', 'Shift+I', 'Shift+N', 'Shift+T', 'Shift+W'].map((key) => `Ctrl+${key}`),
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'F4', 'Space'].map((key) => `Alt+${key}`),
  'F5',
  'F11',
  'F12',
]);
