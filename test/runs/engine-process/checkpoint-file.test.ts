import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseRunConfig, runIdentity } from '../../../src-main/engine/catalogue.ts';
import { chooseKernels, kernelBuildFor } from '../../../src-main/numeric/kernels/choice.ts';
import {
  checkpointKeys,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from '../../../src-main/runs/engine-process/checkpoint-file.ts';

const header = { key: 'abc', arithmeticProbe: 'p', revisions: ['a@1', 'b@2'], seconds: 1.5, trace: [] };
const state = { step: 3, values: Float64Array.of(0.1, -0, Number.MIN_VALUE, NaN), nested: [{ x: 1n }] };

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'poison-lab-checkpoint-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('a checkpoint comes back bit for bit, the newest one', () => {
  writeCheckpoint(home, { ...header, seconds: 1 }, { step: 2 });
  writeCheckpoint(home, header, state);
  expect(readCheckpoint(home, header)).toEqual({
    kind: 'found',
    header: expect.objectContaining({ key: 'abc', seconds: 1.5 }) as unknown,
    state,
  });
  expect(readdirSync(join(home, 'checkpoints'))).toEqual(['abc']);
});

test('every flipped bit and every cut end is refused', () => {
  writeCheckpoint(home, header, state);
  const path = join(home, 'checkpoints', 'abc');
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at += 7) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 1;
    writeFileSync(path, damaged);
    const found = readCheckpoint(home, header);
    // A digit of the seconds in the header is the one thing that may change without harm to the state.
    if (found.kind === 'found') expect(found.state).toEqual(state);
    else expect(found.kind).toBe('refused');
    writeFileSync(path, whole.subarray(0, at));
    expect(readCheckpoint(home, header).kind).toBe('refused');
  }
});

test.skipIf(kernelBuildFor('auto') === 'plain')(
  'a checkpoint of another build of the kernels is not found, and refused under the name of this one',
  () => {
    const slot = (id: string) => ({ id, config: {} });
    const config = parseRunConfig({
      dataset: 'd',
      learner: slot('als'),
      objective: slot('availability'),
      gradient: slot('exact'),
      attack: slot('pga'),
      budget: { maliciousShare: 0.1, fillerSize: 2, maxRating: 2 },
      seed: 1,
    });
    const of = (setting: 'auto' | 'plain') => {
      chooseKernels(setting);
      return { ...header, ...runIdentity(config) };
    };
    const [fma, plain] = [of('auto'), of('plain')];
    chooseKernels('auto');
    writeCheckpoint(home, plain, state);
    expect(readCheckpoint(home, fma)).toEqual({ kind: 'none' });
    const folder = join(home, 'checkpoints');
    copyFileSync(join(folder, plain.key), join(folder, fma.key));
    expect(readCheckpoint(home, fma).kind).toBe('refused');
    expect(readCheckpoint(home, plain).kind).toBe('found');
  },
);

test('without one there is none; removing takes leftovers of killed writers along', () => {
  expect(readCheckpoint(home, header)).toEqual({ kind: 'none' });
  removeCheckpoint(home, 'abc');
  writeCheckpoint(home, header, state);
  writeCheckpoint(home, { ...header, key: 'abcd' }, state);
  writeFileSync(join(home, 'checkpoints', 'abc.4711.tmp'), 'half');
  expect(checkpointKeys(home).sort()).toEqual(['abc', 'abcd']);
  removeCheckpoint(home, 'abc');
  expect(readdirSync(join(home, 'checkpoints'))).toEqual(['abcd']);
});
