import { createInterface } from 'node:readline';
import { errorToData } from '../../../shared/domain/errors.ts';
import { defaultHome } from '../../service/default-home.ts';
import { readStartWords, refuseUnknownOptions } from '../start-words.ts';
import { openLab } from './open-lab.ts';
import { openWindow } from './open-window.ts';
import { selfTest } from './self-test.ts';

try {
  const words = readStartWords(process.argv.slice(2), process.cwd());
  refuseUnknownOptions(words);
  for (const file of words.others) process.stderr.write(`${file}: in a browser, files are opened from the lab's window, or dropped on it.\n`);
  if (words.selfTest) process.exitCode = await selfTest(say);
  else await serve(words.home ?? defaultHome(process.env));
} catch (error) {
  process.stderr.write(`Poison Lab could not start. ${errorToData(error).message}\n`);
  process.exitCode = 1;
}

async function serve(home: string): Promise<void> {
  const lab = await openLab({ home, threads: null, kernels: 'auto', port: 0 });
  const address = lab.address();
  say(`Poison Lab is open at  ${address}`);
  say('The address lets one browser in. Enter prints another; Ctrl+C ends the lab.');
  await openWindow(address);
  const enter = createInterface({ input: process.stdin });
  enter.on('line', () => say(`Poison Lab is open at  ${lab.address()}`));
  await interrupted();
  enter.close();
  say('Closing. What runs continues from its checkpoint next time.');
  await lab.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
