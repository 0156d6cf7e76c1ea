import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { builtLab } from '../built-lab.ts';

/** The built lab on the loopback host, as `npm start` runs it where Electron's runtime is missing. */
export interface RunningLab {
  /** Lets one browser in, once. */
  address: string;
  /** Connections that a process of the lab opened to another machine. */
  connections(): string[];
  /** Ends it as Ctrl+C does. */
  stop(): Promise<void>;
}

/** Starts the lab over the library `home`. */
export async function startLab(home: string): Promise<RunningLab> {
  const record = join(home, 'connections.txt');
  const watch = fileURLToPath(new URL('./watch-connections.ts', import.meta.url));
  const lab = spawn(process.execPath, [join(builtLab(), 'main', 'loopback.js')], {
    env: {
      ...process.env,
      CI: '1',
      POISON_LAB_HOME: home,
      POISON_LAB_TEST_CONNECTIONS: record,
      NODE_OPTIONS: `--import=${watch}`,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return {
    address: await addressOf(lab),
    connections: () => (existsSync(record) ? readFileSync(record, 'utf8').split('\n').filter(Boolean) : []),
    stop: () =>
      new Promise((resolve) => {
        lab.once('exit', () => resolve());
        lab.kill('SIGINT');
      }),
  };
}

// Chromium asks its maker about updates, accounts, messages and forms, whatever page it shows; Electron does not.
const ownServices = /^(CONNECT |POST http:\/\/)((update|content-autofill)\.googleapis\.com|(accounts|android\.clients)\.google\.com)[:/]/;

/** Chromium whose every connection but those to 127.0.0.1 would go through `attempts`, and end there. */
export interface WatchedBrowser {
  browser: Browser;
  /** First lines of what the browser tried to send to other machines. */
  attempts: string[];
  close(): Promise<void>;
}

export async function startBrowser(): Promise<WatchedBrowser> {
  const attempts: string[] = [];
  const trap = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes) => {
      const line = bytes.toString('latin1').split('\r\n')[0];
      if (!ownServices.test(line)) attempts.push(line);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const { port } = trap.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--proxy-server=http://127.0.0.1:${port}`,
      '--proxy-bypass-list=127.0.0.1',
    ],
  });
  return {
    browser,
    attempts,
    async close() {
      await browser.close();
      await new Promise((resolve) => trap.close(resolve));
    },
  };
}

function addressOf(lab: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: Buffer) => {
      said += text.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    lab.stdout?.on('data', listen);
    lab.stderr?.on('data', listen);
    lab.once('exit', (code) => reject(new Error(`The lab ended with ${code} before it was open:\n${said}`)));
  });
}
