/** Less than this says nothing about the rest, in seconds. */
const least = 0.5;

/** How long the rest takes at the pace of what was read, in seconds; null while too little is read to tell. */
export function secondsLeft(elapsedSeconds: number, read: number, remaining: number): number | null {
  if (elapsedSeconds < least || read <= 0 || remaining <= 0) return null;
  return (elapsedSeconds / read) * remaining;
}
