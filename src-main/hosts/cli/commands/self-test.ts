import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { errorToData } from '../../../../shared/domain/errors.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { exitCodes } from '../output/error-report.ts';
import { factList } from '../output/text-table.ts';
import { openSession, type Session } from '../session.ts';

/** `--self-test`: whether the parts of this installation work on this machine. It touches no library. */
export function registerSelfTest(program: Command, act: Act): void {
  program
    .command('self-test', { hidden: true })
    .description('check store, worker and versions')
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
    await attempt('store', async () => {
      const { io, options } = invocation;
      session = await openSession({
        home,
        threads: 1,
        kernels: options.kernels,
        looking: false,
        spawnEngine: io.spawnEngine,
      });
      const { datasets } = await session.service.client.datasets.list({});
      return `made a library and read back ${datasets[0].ratings} ratings`;
    });
    await attempt('worker', () => trainOnce(session));
    await attempt('kernels', () => kernels(session));
    await attempt('versions', () => versions(session));
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

async function trainOnce(session: Session | null): Promise<string> {
  if (session === null) throw new Error('needs the store');
  const { items } = await session.service.client.datasets.items({ dataset: 'built-in' });
  const means = items.map((item) => item.predictedMean);
  if (!means.every((mean) => mean !== null && Number.isFinite(mean)))
    throw new Error('the engine answered without predictions');
  return `the engine process trained ALS and predicted ${means.length} items`;
}

async function kernels(session: Session | null): Promise<string> {
  if (session === null) throw new Error('needs the store');
  const { build, relaxedSimd, wasmHash } = (await session.service.client.settings.about({})).kernels;
  if (wasmHash === null) throw new Error('the kernels have not been built; run npm run build');
  return `${build} build, ${relaxedSimdInWords[relaxedSimd]}, WebAssembly ${wasmHash}`;
}

const relaxedSimdInWords = {
  none: 'no relaxed SIMD in this runtime',
  unfused: 'relaxed SIMD, which this processor does not fuse',
  fused: 'relaxed SIMD with fused multiply-add',
};

async function versions(session: Session | null): Promise<string> {
  if (session === null) throw new Error('needs the store');
  const { version, node, v8, os, arch, sqlite } = await session.service.client.settings.about({});
  return `poison-lab ${version}, Node ${node}, V8 ${v8}, SQLite ${sqlite}, ${os} ${arch}`;
}
