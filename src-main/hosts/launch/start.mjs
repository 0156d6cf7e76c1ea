import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { electronExecutable } from './electron-runtime.mjs';
import { builtEntry, labNode, root, say } from './installation.mjs';

/** What follows `npm start --`: the library's folder, files to open in Electron, or `--self-test`. */
const given = process.argv.slice(2);
// npm runs scripts in the folder of the package; paths are meant from where npm was called.
const cwd = process.env.INIT_CWD ?? process.cwd();
/** An Electron that fails within this time has not shown a window: a missing library, a forbidden sandbox. */
const startingUp = 15_000;

if (given.length > 0 && areRefused(given)) process.exit(2);
try {
  await buildWhenStale();
  const obstacle = await openInElectron();
  if (obstacle) await openInBrowser(obstacle);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

/** Why the lab did not open in Electron; null when it did, and has been closed. */
async function openInElectron() {
  const executable = electronExecutable();
  if (!executable) return "Electron's runtime is not on this machine.";
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display for Electron.';
    if (process.getuid() === 0) return 'Electron does not run as root.';
  }
  const began = Date.now();
  const code = await ended(spawn(executable, [root, ...given], { stdio: 'inherit', cwd }));
  if (code !== 0 && Date.now() - began < startingUp) return 'Electron could not start here.';
  process.exitCode = code;
  return null;
}

async function openInBrowser(obstacle) {
  say(`${obstacle} The lab opens in your browser instead.`);
  // Standard input stays with the host: Enter prints a fresh address.
  const host = spawn(labNode(), [builtEntry('loopback'), ...given], { stdio: 'inherit', cwd });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(host, signal));
  process.exitCode = await ended(host);
}

/** Whether the hosts would refuse the words, which is said: Electron leaves options that it does not know to Chromium. */
function areRefused(words) {
  const asked = spawnSync(labNode(), [join(root, 'src-main', 'hosts', 'launch', 'refuse-words.ts'), ...words], { stdio: 'inherit', cwd });
  return asked.status === 2;
}

// The terminal sends Ctrl+C to the host itself; a signal to npm alone must reach it too.
function forward(child, signal) {
  if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
}

function ended(child) {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
