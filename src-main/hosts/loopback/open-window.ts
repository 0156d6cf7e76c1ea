import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Record<string, string | undefined>;

/** A program and its arguments that show an address. */
export interface WindowCommand {
  program: string;
  args: string[];
}

/**
 * How to show `address` here: Chromium's or Chrome's window without tabs, else the default browser, else null
 * where there is no display.
 */
export function windowCommand(
  address: string,
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  asRoot = process.getuid?.() === 0,
): WindowCommand | null {
  if (env.CI) return null;
  const inAppWindow = (program: string) => ({ program, args: [`--app=${address}`] });
  if (platform === 'linux') {
    if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return null;
    const chrome = onPath(linuxChromes, env);
    // Chromium refuses to run as root with its sandbox, and without it it should not run.
    if (chrome && !asRoot) return inAppWindow(chrome);
    const opener = onPath(['xdg-open'], env);
    return opener ? { program: opener, args: [address] } : null;
  }
  if (platform === 'darwin') {
    const chrome = macChromes.find(canExecute);
    return chrome ? inAppWindow(chrome) : { program: 'open', args: [address] };
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const chrome = folders
      .flatMap((folder) => windowsChromes.map((path) => join(folder, path)))
      .find(canExecute);
    return chrome
      ? inAppWindow(chrome)
      : { program: 'rundll32', args: ['url.dll,FileProtocolHandler', address] };
  }
  return null;
}

/** Shows `address` in a window of its own process; false where there is no display or no browser. */
export async function openWindow(address: string): Promise<boolean> {
  const command = windowCommand(address);
  if (!command) return false;
  return new Promise((resolve) => {
    const child = spawn(command.program, command.args, { detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

const linuxChromes = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macChromes = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const windowsChromes = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

function onPath(names: string[], env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canExecute);
}

function canExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
