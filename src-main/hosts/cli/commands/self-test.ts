import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { errorToData } from '../../../../shared/domain/errors.ts';
import { selfChecks } from '../../self-test.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { exitCodes } from '../output/error-report.ts';
import { factList } from '../output/text-table.ts';
import { openSession, type Session } from '../session.ts';

/** `--self-test`: whether the parts of this installation work on this machine. It touches no library. */
export function registerSelfTest(program: Command, act: Act): void {
  program
    .command('self-test', { hidden: true })
    .description('check store, worker, kernels and a tiny campaign')
    .action(act(selfTest));
}

interface CheckResult {
  check: string;
  ok: boolean;
  detail: string;
}

async function selfTest(invocation: Invocation): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-self-test-'));
  const checks: CheckResult[] = [];
  const attempt = async (check: string, work: () => Promise<string>): Promise<void> => {
    invocation.progress.update({ phase: `checking the ${check}` });
    try {
      checks.push({ check, ok: true, detail: await untilInterrupted(invocation, work()) });
    } catch (error) {
      if (invocation.interrupted.aborted) throw error;
      checks.push({ check, ok: false, detail: errorToData(error).message });
    }
  };
  let session: Session | null = null;
  try {
    await attempt('library', async () => {
      const { io, options } = invocation;
      session = await openSession({
        home,
        threads: 1,
        kernels: options.kernels,
        looking: false,
        spawnEngine: io.spawnEngine,
      });
      return 'opened in a temporary folder';
    });
    for (const { check, work } of selfChecks)
      await attempt(check, () => {
        if (session === null) throw new Error('needs the store');
        return work(session.service.client);
      });
  } finally {
    await (session as Session | null)?.close();
    rmSync(home, { recursive: true, force: true });
  }
  const ok = checks.every((one) => one.ok);
  invocation.answer({ ok, checks }, () =>
    factList(checks.map((one) => [`${one.ok ? 'ok    ' : 'FAILED'}  ${one.check}`, one.detail])),
  );
  return ok ? exitCodes.done : exitCodes.failed;
}
