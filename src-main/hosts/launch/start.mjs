import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { electronExecutable } from './electron-runtime.mjs';
import { builtEntry, labNode, root, say } from './installation.mjs';

/** What follows `npm start --`: the library's folder, files to open in Electron, or `--self-test`. */
const given = wordsFrom(process.argv.slice(2));
/** An Electron that fails within this time has not shown a window: a missing library, a forbidden sandbox. */
const startingUp = 15_000;

if (given === null) process.exit(2);
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

/** The words with the library's folder made absolute; null, and said why, when one is an option that is not known. */
function wordsFrom(typed) {
  // npm runs scripts in the folder of the package; paths are meant from where npm was called.
  const folder = process.env.INIT_CWD ?? process.cwd();
  const words = [];
  for (let at = 0; at < typed.length; at++) {
    const [option, ...rest] = typed[at].split('=');
    const home = option === '--home' ? (rest.length > 0 ? rest.join('=') : typed[++at]) : null;
    if (option === '--home' && home && !home.startsWith('-')) words.push('--home', resolve(folder, home));
    else if (option === '--home') return refused('--home needs a folder: npm start -- --home DIR.');
    else if (typed[at] === '--self-test') words.push(typed[at]);
    else if (option.startsWith('-')) return refused(`npm start has no option ${option}: it takes --home DIR and --self-test. Other options belong to npx poison-lab.`);
    else words.push(resolve(folder, typed[at]));
  }
  return words;
}

function refused(why) {
  say(why);
  return null;
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
