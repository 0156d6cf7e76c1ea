/**
 * Builds of the kernels: `fma` rounds a multiply-add once (relaxed SIMD), `plain` rounds twice and has the same
 * bits on every machine. Their results differ in the last bits, so the build enters every run's key.
 */
export type KernelBuild = 'fma' | 'plain';

/** Whether this runtime has relaxed SIMD, and whether its multiply-add rounds once on this processor. */
export type RelaxedSimd = 'none' | 'unfused' | 'fused';

/** `(func (export "madd") (param f32 f32 f32) (result f32))`: a·b + c by f32x4.relaxed_madd, lane 0. */
const maddModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7d, 0x7d, 0x7d, 0x01, 0x7d], // types: one, (f32, f32, f32) -> f32
  ...[0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
  ...[0x07, 0x08, 0x01, 0x04, 0x6d, 0x61, 0x64, 0x64, 0x00, 0x00], // exports: "madd", function 0
  ...[0x0a, 0x16, 0x01, 0x14, 0x00], // code: 22 bytes, one body of 20, no locals
  ...[0x20, 0x00, 0xfd, 0x13], // local.get 0, f32x4.splat
  ...[0x20, 0x01, 0xfd, 0x13], // local.get 1, f32x4.splat
  ...[0x20, 0x02, 0xfd, 0x13], // local.get 2, f32x4.splat
  ...[0xfd, 0x85, 0x02], // f32x4.relaxed_madd
  ...[0xfd, 0x1f, 0x00, 0x0b], // f32x4.extract_lane 0, end
);

let probed: RelaxedSimd | null = null;
let chosen: KernelBuild | null = null;

/** What this runtime offers on this processor; found out once. */
export function relaxedSimd(): RelaxedSimd {
  probed ??= probeRelaxedSimd(maddModule);
  return probed;
}

/**
 * What a runtime offers that accepts (or refuses) a module with `madd(a, b, c)`, all f32. With a = b = 1 + 2^-12
 * and c = -(1 + 2^-11) a fused multiply-add leaves 2^-24, which two roundings lose.
 */
export function probeRelaxedSimd(module: Uint8Array<ArrayBuffer>): RelaxedSimd {
  if (!WebAssembly.validate(module)) return 'none';
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
  const madd = exports.madd as (a: number, b: number, c: number) => number;
  const a = 1 + 1 / 4096;
  return madd(a, a, -(1 + 1 / 2048)) === 1 / 16_777_216 ? 'fused' : 'unfused';
}

/**
 * The build that a setting means here. `auto` takes `fma` only where it is fused: a processor without the
 * instruction would compute the bits of `plain` under the key of `fma`.
 */
export function kernelBuildFor(setting: 'auto' | 'plain'): KernelBuild {
  return setting === 'auto' && relaxedSimd() === 'fused' ? 'fma' : 'plain';
}

/** Decides for this whole process (or worker thread), before anything is computed or keyed; without it, `auto`. */
export function chooseKernels(setting: 'auto' | 'plain'): void {
  chosen = kernelBuildFor(setting);
}

/**
 * Takes the build of the process that keyed the work.
 * @throws Error where this runtime cannot compute with it: another build has other bits
 */
export function adoptKernels(build: KernelBuild): void {
  if (build === 'fma' && kernelBuildFor('auto') !== 'fma') {
    throw new Error(
      'this engine has no fused multiply-add, with which its host counts; start it with plain kernels',
    );
  }
  chosen = build;
}

/** The build with which this process computes and makes keys. */
export function kernelBuild(): KernelBuild {
  chosen ??= kernelBuildFor('auto');
  return chosen;
}
