import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loopbackRoutes } from '../../../shared/contract/transport.ts';
import { errorToData } from '../../../shared/domain/errors.ts';
import { createInProcessClient } from '../../service/in-process-client.ts';
import { selfChecks } from '../self-test.ts';
import { openLab } from './open-lab.ts';

/**
 * `--self-test`: opens a library in a temporary folder, is let in over HTTP as a browser is, computes a tiny campaign
 * and says how each part fared, one line each and at last `ok` or `FAILED`.
 * @returns the exit code, 0 or 1
 */
export async function selfTest(say: (line: string) => void): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-self-test-'));
  try {
    const lab = await openLab({ home, threads: 1, kernels: 'auto', port: 0 });
    try {
      const client = createInProcessClient(await enter(lab.address()));
      say('window: served on 127.0.0.1');
      for (const { check, work } of selfChecks) say(`${check}: ${await work(client)}`);
    } finally {
      await lab.close();
    }
    say('ok');
    return 0;
  } catch (error) {
    say(`FAILED: ${errorToData(error).message}`);
    return 1;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Redeems the address, and asks for the page and for procedures with the cookie that it gave. */
async function enter(address: string) {
  const { origin } = new URL(address);
  const arrival = await fetch(address);
  const headers = {
    origin,
    cookie: arrival.headers.get('set-cookie')?.split(';')[0] ?? '',
    'content-type': 'application/json',
  };
  const page = await fetch(origin, { headers });
  if (!page.ok || !(await page.text()).includes('<script')) throw new Error(`the page was answered with ${page.status}`);
  return async (procedure: string, input: unknown): Promise<unknown> => {
    const body = JSON.stringify(input);
    const answer = await fetch(`${origin}${loopbackRoutes.api}${procedure}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${procedure}: ${await answer.text()}`);
    return answer.json();
  };
}
