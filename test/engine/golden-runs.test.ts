import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Slot } from '../../shared/domain/component.ts';
import type { Attack } from '../../src-main/engine/attacks/define-attack.ts';
import { attacks } from '../../src-main/engine/attacks/list.ts';
import { runIdentity } from '../../src-main/engine/catalogue.ts';
import { gradients } from '../../src-main/engine/gradients/list.ts';
import type { RunResult } from '../../src-main/engine/jobs/job.ts';
import { run } from '../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../src-main/engine/jobs/train-clean.ts';
import { learners } from '../../src-main/engine/learners/list.ts';
import { chooseKernels } from '../../src-main/numeric/kernels/choice.ts';
import { quiet, smallData, smallRun } from './jobs/small-run.ts';

/** Bits of one run and the revisions that they belong to. */
interface Golden {
  sha256: string;
  revisions: string[];
}

// The stored bits are those of the plain build, which every machine computes alike.
chooseKernels('plain');

const file = new URL('./golden-runs.json', import.meta.url);
const stored = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>;
const writing = process.env.POISON_LAB_WRITE_GOLDEN_RUNS === '1';

/** Every attack with every gradient on ALS, and other learners under one attack. */
const cases: { name: string; attack: Attack; gradient: string | null; learner?: Slot }[] = [
  ...attacks.all().flatMap((attack) =>
    (attack.usesGradient ? gradients.all().map(({ id }) => id) : [null]).map((gradient) => ({
      name: gradient === null ? attack.id : `${attack.id} ${gradient}`,
      attack,
      gradient,
    })),
  ),
  ...learners.all().flatMap(({ id }) => {
    const config = { 'nuclear-norm': { lambda: 2.5 } }[id];
    if (id === 'als') return [];
    return ['exact', 'appendix-b'].map((gradient) => ({
      name: `pga ${gradient} on ${id}`,
      attack: attacks.find('pga')!,
      gradient,
      learner: { id, config: config ?? {} },
    }));
  }),
];

/** Where a gradient leaves open what computes it: JavaScript, whose bits every machine has; few steps are enough. */
const gradientConfig: Record<string, Record<string, unknown>> = { unrolled: { backend: 'cpu', steps: 5 } };

/** SHA-256 of metrics, traces, and the little-endian bytes of the profiles. */
function bitsOf({ metrics, series, profiles }: RunResult): string {
  const bytes = Buffer.alloc(profiles.rowItem.length * 12);
  profiles.rowItem.forEach((item, at) => bytes.writeInt32LE(item, at * 12));
  profiles.rowValue.forEach((value, at) => bytes.writeDoubleLE(value, at * 12 + 4));
  return createHash('sha256').update(canonicalJson({ metrics, series })).update(bytes).digest('hex');
}

describe('golden runs', () => {
  it.each(cases)('$name gives the bits of its revision', ({ name, attack, gradient, learner }) => {
    const config = 'iterations' in (attack.config.parse({}) as object) ? { iterations: 3 } : {};
    const input = smallRun({
      attack: { id: attack.id, config },
      gradient: gradient === null ? null : { id: gradient, config: gradientConfig[gradient] ?? {} },
      ...(learner ? { learner } : {}),
    });
    if (learner) input.cleanModel = trainClean({ dataset: smallData, learner: input.config.learner }, quiet);
    const found: Golden = { sha256: bitsOf(run(input, quiet)), revisions: runIdentity(input.config).revisions };
    const known = stored[name];
    const sameRevisions = known !== undefined && canonicalJson(known.revisions) === canonicalJson(found.revisions);
    if (sameRevisions) {
      expect(
        found.sha256,
        `The bits of ${name} changed, and no revision did: stored results would be taken for new ones. Raise the revision of ` +
          'the component that changed (or numericRevision), then store the new bits with POISON_LAB_WRITE_GOLDEN_RUNS=1.',
      ).toBe(known.sha256);
      return;
    }
    if (writing) {
      stored[name] = found;
      const names = Object.keys(stored).filter((each) => cases.some((one) => one.name === each));
      writeFileSync(file, JSON.stringify(Object.fromEntries(names.sort().map((each) => [each, stored[each]])), null, 2) + '\n');
      return;
    }
    expect(found, `No golden bits for ${name} at these revisions: store them with POISON_LAB_WRITE_GOLDEN_RUNS=1.`).toEqual(known);
  });

  it('are stored for the listed attacks, gradients and learners, and no others', () => {
    expect(Object.keys(stored).sort()).toEqual(cases.map(({ name }) => name).sort());
  });
});
