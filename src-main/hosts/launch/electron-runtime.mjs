import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { labNode, root, say } from './installation.mjs';

const folder = join(root, 'node_modules', 'electron');
/** Inside node_modules, so that it goes where the runtime goes. */
const record = join(root, 'node_modules', '.cache', 'poison-lab', 'electron-runtime.json');
const longestFetch = 180_000;

/** Path of Electron's executable, or null where its runtime is not there. Never fetches it, as `require('electron')` would. */
export function electronExecutable() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(pathFile, 'utf8').trim(),
  );
  return existsSync(executable) ? executable : null;
}

/**
 * Tries to fetch Electron's runtime, once for each version of Electron: within a time limit, in one line, and
 * without failing. What came of it is recorded, so that nothing touches the network again.
 */
export async function fetchElectronOnce() {
  const version = installedVersion();
  if (version === null || electronExecutable() || wasTried(version)) return;
  say(`Fetching Electron ${version} once, for at most ${longestFetch / 60_000} minutes ...`);
  const fetched = await runInstaller();
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, `${JSON.stringify({ version, fetched })}\n`);
  say(
    fetched
      ? 'Electron is here.'
      : 'Electron could not be fetched: npm start will open the lab in a browser. To try again: npx install-electron --no',
  );
}

function installedVersion() {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

function wasTried(version) {
  return existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).version === version;
}

function runInstaller() {
  return new Promise((resolve) => {
    const installer = spawn(labNode(), [join(folder, 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => installer.kill('SIGKILL'), longestFetch);
    const end = () => {
      clearTimeout(timer);
      resolve(electronExecutable() !== null);
    };
    installer.on('error', end);
    installer.on('exit', end);
  });
}
