import { beforeEach, expect, test, vi } from 'vitest';

/** The module afresh, as in a process of its own. */
async function freshChoice() {
  vi.resetModules();
  return import('../../../src-main/numeric/kernels/choice.ts');
}

let validated: Uint8Array[] = [];
beforeEach(() => {
  vi.restoreAllMocks();
  validated = [];
});

/** Lets `validate` see what it is asked, and answer as a runtime without relaxed SIMD where `accepts` is false. */
function watchValidate(accepts: boolean): void {
  const { validate } = WebAssembly;
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => {
    validated.push(new Uint8Array(bytes as ArrayBuffer));
    return accepts && validate(bytes);
  });
}

/** The bytes of the module that choice.ts probes with. */
async function probeBytes(): Promise<Uint8Array<ArrayBuffer>> {
  watchValidate(true);
  const { relaxedSimd } = await freshChoice();
  relaxedSimd();
  return Uint8Array.from(validated[0]);
}

/** The probe with its relaxed_madd (3 bytes) replaced by f32x4.mul and f32x4.add on a fourth operand's place. */
function twoRoundings(probe: Uint8Array): Uint8Array<ArrayBuffer> {
  // c, a, b, mul, add: the operands are pushed in another order, so that mul takes the upper two.
  const head = [...probe.subarray(0, 32)];
  const body = [
    ...[0x00, 0x20, 0x02, 0xfd, 0x13, 0x20, 0x00, 0xfd, 0x13, 0x20, 0x01, 0xfd, 0x13],
    ...[0xfd, 0xe6, 0x01, 0xfd, 0xe4, 0x01, 0xfd, 0x1f, 0x00, 0x0b],
  ];
  return Uint8Array.of(...head, 0x0a, body.length + 2, 0x01, body.length, ...body);
}

test('the probe is a module that uses f32x4.relaxed_madd, and computes a·b + c', async () => {
  const bytes = await probeBytes();
  expect(WebAssembly.validate(bytes)).toBe(true);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const madd = exports.madd as (a: number, b: number, c: number) => number;
  expect(madd(3, 5, 7)).toBe(22);
  expect(madd(-0.5, 4, 0.25)).toBe(-1.75);
  // The opcode is there once, and no module without it would be asked for.
  const hex = Buffer.from(bytes).toString('hex');
  expect(hex.split('fd8502')).toHaveLength(2);
});

test('a runtime that rounds twice counts as unfused, one that refuses the module has none', async () => {
  const { probeRelaxedSimd } = await freshChoice();
  const bytes = await probeBytes();
  const unfused = twoRoundings(bytes);
  expect(WebAssembly.validate(unfused)).toBe(true);
  expect(probeRelaxedSimd(unfused)).toBe('unfused');
  const unknown = Uint8Array.from(bytes);
  unknown.set([0xfd, 0xff, 0x7f], Buffer.from(bytes).indexOf(Buffer.from('fd8502', 'hex')));
  expect(probeRelaxedSimd(unknown)).toBe('none');
});

test('plain is plain everywhere; auto is fma exactly where relaxed SIMD is fused', async () => {
  const here = await freshChoice();
  expect(here.kernelBuildFor('plain')).toBe('plain');
  expect(here.kernelBuildFor('auto')).toBe(here.relaxedSimd() === 'fused' ? 'fma' : 'plain');
  watchValidate(false);
  const without = await freshChoice();
  expect(without.relaxedSimd()).toBe('none');
  expect(without.kernelBuildFor('auto')).toBe('plain');
});

test('a process computes with one build: auto unless told, then what it was told', async () => {
  const { chooseKernels, kernelBuild, kernelBuildFor } = await freshChoice();
  expect(kernelBuild()).toBe(kernelBuildFor('auto'));
  chooseKernels('plain');
  expect(kernelBuild()).toBe('plain');
  chooseKernels('auto');
  expect(kernelBuild()).toBe(kernelBuildFor('auto'));
});

test('an engine adopts the build of its host, or refuses to compute other bits', async () => {
  watchValidate(false);
  const { adoptKernels, kernelBuild } = await freshChoice();
  adoptKernels('plain');
  expect(kernelBuild()).toBe('plain');
  expect(() => adoptKernels('fma')).toThrow(/no fused multiply-add/);
  expect(kernelBuild()).toBe('plain');
});
