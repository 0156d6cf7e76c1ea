import { spawn } from 'node:child_process';
import { buildWhenStale } from './build.mjs';
import { electronExecutable } from './electron-runtime.mjs';
import { builtEntry, labNode, root, say } from './installation.mjs';

/** What follows `npm start --`: files to open in Electron, or `--self-test`. */
const given = process.argv.slice(2);
/** An Electron that fails within this time has not shown a window: a missing library, a forbidden sandbox. */
const startingUp = 15_000;

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
  const code = await ended(spawn(executable, [root, ...given], { stdio: 'inherit' }));
  if (code !== 0 && Date.now() - began < startingUp) return 'Electron could not start here.';
  process.exitCode = code;
  return null;
}

async function openInBrowser(obstacle) {
  say(`${obstacle} The lab opens in your browser instead.`);
  // Standard input stays with the host: Enter prints a fresh address.
  const host = spawn(labNode(), [builtEntry('loopback'), ...given], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(host, signal));
  process.exitCode = await ended(host);
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
