import { arithmeticProbe } from '../../numeric/arithmetic-probe.ts';
import { kernelBuild } from '../../numeric/kernels/choice.ts';
import { kernelModule } from '../../numeric/kernels/module.ts';
import type { EngineEnvironment } from './protocol.ts';

let known: Omit<EngineEnvironment, 'kernels' | 'wasmHash'> | null = null;

/** With what this process computes: versions, platform and the arithmetic probe, determined once, and its kernels. */
export function engineEnvironment(): EngineEnvironment {
  known ??= {
    arithmeticProbe: arithmeticProbe(),
    node: process.versions.node,
    v8: process.versions.v8,
    os: process.platform,
    arch: process.arch,
  };
  return { ...known, kernels: kernelBuild(), wasmHash: wasmHash() };
}

/** Kernels that were not built are an error of whoever computes with them, not of asking. */
function wasmHash(): string | null {
  try {
    return kernelModule(kernelBuild()).sha256;
  } catch {
    return null;
  }
}
