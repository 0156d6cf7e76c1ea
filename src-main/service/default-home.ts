import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The library folder when a command line names none: `POISON_LAB_HOME`, else the platform's folder for
 * application data. Absolute.
 */
export function defaultHome(
  env: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.POISON_LAB_HOME) return resolve(env.POISON_LAB_HOME);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Poison Lab');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Poison Lab');
  // The base directory specification: one that is empty or relative counts as not set.
  const data = env.XDG_DATA_HOME ?? '';
  return join(isAbsolute(data) ? data : join(homedir(), '.local', 'share'), 'poison-lab');
}
