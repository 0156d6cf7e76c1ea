import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keepLastPort, readLastPort } from '../../../src-main/hosts/loopback/last-port.ts';
import { hostLab } from './hosted-lab.ts';

const home = mkdtempSync(join(tmpdir(), 'poison-lab-port-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the port of a library', () => {
  test('is read back, and nothing else is taken for one', () => {
    expect(readLastPort(home)).toBeNull();
    keepLastPort(home, 40_123);
    expect(readLastPort(home)).toBe(40_123);
    for (const text of ['', '80', '70000', '1e4x', '4000.5']) {
      writeFileSync(join(home, 'last-port'), text);
      expect(readLastPort(home)).toBeNull();
    }
  });

  test('is taken again where it is free, and lets nobody in who was in before', async () => {
    const first = await hostLab();
    const { port } = first.host;
    const { headers } = await first.signIn();
    await first.close();
    const second = await hostLab({ preferredPort: port });
    expect(second.host.port).toBe(port);
    expect((await fetch(second.host.origin, { headers: { cookie: headers.cookie } })).status).toBe(401);
    await second.close();
  });

  test('is left to whoever listens there', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const lab = await hostLab({ preferredPort: port });
    expect(lab.host.port).not.toBe(port);
    await lab.close();
    other.close();
  });
});
