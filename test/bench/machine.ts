import { availableParallelism, cpus, totalmem } from 'node:os';
import { kernelBuild, relaxedSimd } from '../../src-main/numeric/kernels/choice.ts';
import { kernelModule } from '../../src-main/numeric/kernels/module.ts';

/** What the figures were measured on and with, in plain lines. */
export function machineLines(): string[] {
  const build = kernelBuild();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `${cpus()[0].model.trim()}, ${availableParallelism()} threads, ${memory} GiB; Node ${process.versions.node}, V8 ${process.versions.v8}`,
    `kernels ${build} (multiply-add ${relaxedSimd()}), ${kernelModule(build).sha256.slice(0, 12)}; ${new Date().toISOString().slice(0, 10)}`,
  ];
}
