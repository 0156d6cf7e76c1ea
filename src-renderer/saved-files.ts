/** How each file that was saved by this window is shown in its folder, by name. */
const reveals = new Map<string, () => Promise<void>>();

/** Remembers a saved file; a later one of the same name takes its place. */
export function rememberSaved(name: string, reveal: () => Promise<void>): void {
  reveals.set(name, reveal);
}

/** Shows the file that a message tells of, which begins with its name; null where it tells of none. */
export function revealOf(message: string): (() => Promise<void>) | null {
  for (const [name, reveal] of reveals) if (message.startsWith(`${name} `) || message.startsWith(`${name}:`)) return reveal;
  return null;
}
