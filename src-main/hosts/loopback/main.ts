import { createInterface } from 'node:readline';
import { errorToData } from '../../../shared/domain/errors.ts';
import { defaultHome } from '../../service/default-home.ts';
import { openLab } from './open-lab.ts';
import { openWindow } from './open-window.ts';
import { selfTest } from './self-test.ts';

try {
  if (process.argv.includes('--self-test')) process.exitCode = await selfTest(say);
  else await serve();
} catch (error) {
  process.stderr.write(`Poison Lab could not start. ${errorToData(error).message}\n`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const lab = await openLab({ home: defaultHome(process.env), threads: null, kernels: 'auto', port: 0 });
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
