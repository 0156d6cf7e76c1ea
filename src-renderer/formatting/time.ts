/** Seconds in words that fit a table: "0.4 s", "9 s", "5 min", "1 h 47 min". */
export function duration(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An estimate, in no finer steps than it is known: "about 7 s", "about 45 s", "about 6 min", "about 1 h 50 min". */
export function about(seconds: number | null): string {
  if (seconds === null) return 'time unknown';
  const step = seconds < 10 ? 1 : seconds < 99.5 ? 5 : seconds < 20 * minute ? minute : seconds < 100 * minute ? 5 * minute : seconds < 10 * hour ? 10 * minute : hour;
  const words = duration(Math.max(1, Math.round(seconds / step) * step));
  return `about ${words.replace('.0 s', ' s').replace(' h 0 min', ' h')}`;
}

/** Local time of day, "22:29:30", of an ISO date. */
export function timeOfDay(iso: string): string {
  const date = new Date(iso);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** Local date and time, "24 Nov 2026, 22:07:41", of an ISO date. */
export function dateAndTime(iso: string): string {
  const date = new Date(iso);
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${timeOfDay(iso)}`;
}

/** When something is, seen from `now`: "14:20" on the same local day, else "30 Nov, 14:20", with the year where that is another one. */
export function nearTime(date: Date, now: Date): string {
  const time = timeOfDay(date.toISOString()).slice(0, 5);
  if (date.toDateString() === now.toDateString()) return time;
  const year = date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`;
  return `${date.getDate()} ${months[date.getMonth()]}${year}, ${time}`;
}

/** Local day, "24 Nov 2026", of an ISO date. */
export function day(iso: string): string {
  return dateAndTime(iso).split(',')[0];
}

const minute = 60;
const hour = 60 * minute;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
