import fc from 'fast-check';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { fieldOf } from '../../../src-renderer/runs-list/parameter-fields.ts';
import type { ListedRun } from '../../../src-renderer/runs-list/listed-run.ts';
import { differencesToUniform } from '../../../src-renderer/runs-list/to-uniform.ts';
import { sampleRun } from '../sample-run.ts';

/** A run as a list has it, without a difference to the baseline. */
export function listed(run: Run, written: Partial<Annotation> = {}): ListedRun {
  return { run, annotation: { run: run.key, starred: false, tags: [], note: '', ...written }, record: null, toUniform: null };
}

/** Runs as a list of the whole library has them. */
export function listedLibrary(runs: readonly Run[]): ListedRun[] {
  const toUniform = differencesToUniform(runs);
  return runs.map((run) => ({ ...listed(run), toUniform: toUniform.get(run.key) ?? null }));
}

/** The field of a key among runs, without a catalogue. */
export function fieldAmong(runs: readonly ListedRun[]) {
  return (key: string) => fieldOf(key, runs, []);
}

const attacks = [
  { label: 'Uniform', attack: { id: 'uniform', config: {} }, gradient: null },
  { label: 'PGA exact', attack: { id: 'pga', config: { iterations: 30 } }, gradient: { id: 'exact', config: {} } },
  { label: 'PGA one-step', attack: { id: 'pga', config: { iterations: 30 } }, gradient: { id: 'one-step', config: {} } },
  { label: 'SGLD exact', attack: { id: 'sgld', config: { iterations: 40, beta: 0.6 } }, gradient: { id: 'exact', config: {} } },
];

/** Any library: attacks, shares, seeds and data in any mixture, some runs failed, no two with one configuration. */
export const anyLibrary: fc.Arbitrary<Run[]> = fc
  .uniqueArray(
    fc.record({
      attack: fc.integer({ min: 0, max: attacks.length - 1 }),
      share: fc.constantFrom(0.01, 0.05),
      seed: fc.integer({ min: 1, max: 4 }),
      data: fc.constantFrom('ml-100k', 'built-in'),
      done: fc.boolean(),
      rmse: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { selector: ({ attack, share, seed, data }) => `${attack} ${share} ${seed} ${data}`, minLength: 1, maxLength: 40 },
  )
  .map((drawn) =>
    drawn.map(({ attack, share, seed, data, done, rmse }, at) => {
      const run = sampleRun(`${at.toString(16).padStart(8, '0')}`, {
        ...{ label: attacks[attack].label, datasetName: data, status: done ? 'done' : 'failed' },
        config: {
          ...{ dataset: data.padEnd(64, '0'), attack: attacks[attack].attack, gradient: attacks[attack].gradient, seed },
          budget: { maliciousShare: share, fillerSize: 50, maxRating: 2 },
        },
      });
      return { ...run, metrics: done && run.metrics ? { ...run.metrics, predictionShiftRmse: rmse } : null };
    }),
  );
