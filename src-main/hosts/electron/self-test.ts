import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorToData } from '../../../shared/domain/errors.ts';
import type { Installation } from '../../service/installation.ts';
import { createService } from '../../service/service.ts';
import { builtFolder, loadRendererFiles } from '../renderer-files.ts';
import { selfChecks } from '../self-test.ts';
import { utilityEngine } from './utility-engine.ts';

/**
 * `--self-test`: opens a library in a temporary folder, computes a tiny campaign in the utility process and says how
 * each part fared, one line each and at last `ok` or `FAILED`. No window is opened.
 * @returns the exit code, 0 or 1
 */
export async function selfTest(installation: Installation, say: (line: string) => void): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-self-test-'));
  try {
    say(`window: ${loadRendererFiles(builtFolder(installation)).size} files of the renderer`);
    const service = await createService({
      home,
      spawnEngine: utilityEngine(installation),
      publish: () => undefined,
      threads: 1,
      host: 'electron',
      kernels: 'auto',
    });
    try {
      for (const { check, work } of selfChecks) say(`${check}: ${await work(service.client)}`);
    } finally {
      await service.close();
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
