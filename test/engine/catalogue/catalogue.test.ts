import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { componentDescriptionSchema, componentKinds } from '../../../shared/domain/component.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { defineAttack, type DirectAttack } from '../../../src-main/engine/attacks/define-attack.ts';
import {
  cleanModelKey,
  describeComponents,
  needsCleanModel,
  parseRunConfig,
  requireComponent,
  resolveTargets,
  runIdentity,
  runLabel,
} from '../../../src-main/engine/catalogue.ts';
import { gradients } from '../../../src-main/engine/gradients/list.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { chooseKernels, kernelBuildFor } from '../../../src-main/numeric/kernels/choice.ts';
import { withColumns } from '../../../src-main/numeric/sparse-ratings.ts';
import { quiet, smallData, smallRun } from '../jobs/small-run.ts';

const raw: RunConfig = {
  dataset: 'fingerprint',
  learner: { id: 'als', config: {} },
  objective: { id: 'hybrid', config: { targets: [7] } },
  gradient: { id: 'exact', config: {} },
  attack: { id: 'pga', config: {} },
  budget: { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 },
  seed: 1,
};

let undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo) each();
  undo = [];
});

/** An attack that lets every fake rate the first B items with the number in its configuration. */
const constantConfig = z.strictObject({
  rating: z.number().default(1).meta({ title: 'Rating', description: 'Given to every rated item.' }),
});
const constant = defineAttack<z.infer<typeof constantConfig>, DirectAttack<z.infer<typeof constantConfig>>>({
  kind: 'direct',
  id: 'constant',
  revision: 1,
  title: 'One rating for all',
  label: 'Constant',
  summary: 'Rates the first items, all alike.',
  source: 'This test.',
  knows: { learner: false, ratings: false, gradient: false, detector: false },
  usesGradient: false,
  config: constantConfig,
  profiles({ normal, maliciousUsers, budget }, { rating }) {
    const size = Math.min(budget.fillerSize, normal.items);
    const rowStart = Int32Array.from({ length: maliciousUsers + 1 }, (_, i) => i * size);
    const rowItem = Int32Array.from({ length: maliciousUsers * size }, (_, at) => at % size);
    return withColumns(maliciousUsers, normal.items, rowStart, rowItem, new Float64Array(rowItem.length).fill(rating));
  },
});

/** The complaints of a refused configuration. */
function complaintsOf(config: RunConfig) {
  try {
    parseRunConfig(config);
  } catch (error) {
    if (error instanceof LabError && error.code === 'bad-input') return error.complaints;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('descriptions', () => {
  it('fit the contract, one per component, every property documented and defaulted', () => {
    const all = describeComponents();
    for (const each of all) {
      expect(componentDescriptionSchema.parse(each)).toEqual(each);
      expect(JSON.parse(JSON.stringify(each))).toEqual(each);
      const { type, properties, additionalProperties } = each.config as Record<string, unknown>;
      expect([each.id, type, additionalProperties]).toEqual([each.id, 'object', false]);
      for (const [name, field] of Object.entries((properties ?? {}) as Record<string, object>)) {
        expect(field, `${each.id}.${name}`).toMatchObject({ title: expect.stringMatching(/\S/), description: expect.stringMatching(/\.$/) });
        expect(field, `${each.id}.${name}`).toHaveProperty('default');
      }
      for (const text of [each.title, each.label, each.summary, each.source]) expect(text).toMatch(/\S/);
    }
    for (const kind of componentKinds) {
      const ids = describeComponents(kind).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      expect(all.filter((each) => each.kind === kind).map(({ id }) => id)).toEqual(ids);
    }
  });

  it('name what issue and interfaces promise', () => {
    const ids = (kind: (typeof componentKinds)[number]) => describeComponents(kind).map(({ id }) => id);
    expect(ids('attack')).toEqual(expect.arrayContaining(['uniform', 'pga', 'sgld']));
    expect(ids('gradient')).toEqual(expect.arrayContaining(['one-step', 'exact']));
    expect(ids('learner')).toContain('als');
    expect(ids('objective')).toEqual(expect.arrayContaining(['availability', 'integrity', 'hybrid']));
    expect(describeComponents('attack').find(({ id }) => id === 'uniform')).toMatchObject({ usesGradient: false, knows: { learner: false } });
    expect(describeComponents('attack').find(({ id }) => id === 'pga')).toMatchObject({ usesGradient: true, needs: [], knows: { gradient: true } });
    const imported = describeComponents('attack').find(({ id }) => id === 'imported');
    expect(imported).toMatchObject({ needs: ['profiles'], usesGradient: false });
    expect(imported).not.toHaveProperty('knows');
    expect(describeComponents('attack').find(({ id }) => id === 'segment')).toMatchObject({ needs: ['targets'] });
    expect(describeComponents('learner')[0]).not.toHaveProperty('knows');
  });
});

describe('parsing a run', () => {
  it('fills defaults, turns target ids to text, and is stable', () => {
    const parsed = parseRunConfig(raw);
    expect(parsed.learner.config).toEqual({ rank: 8, lambdaUsers: 5, lambdaItems: 5 });
    expect(parsed.objective.config).toEqual({ availability: 1, integrity: 0, targets: ['7'], weight: 2 });
    expect(parsed.attack.config).toMatchObject({ iterations: 30, includeTargets: false, schedule: 'adaptive' });
    expect(parseRunConfig(parsed)).toEqual(parsed);
    expect(raw.learner.config).toEqual({});
  });

  it('drops the gradient of an attack that uses none, and wants one where it is used', () => {
    expect(parseRunConfig({ ...raw, attack: { id: 'uniform', config: {} } }).gradient).toBeNull();
    expect(complaintsOf({ ...raw, gradient: null })).toEqual([expect.objectContaining({ path: 'gradient' })]);
  });

  it('complains once a field, by path, with the nearest name', () => {
    const complaints = complaintsOf({
      ...raw,
      learner: { id: 'als', config: { rnak: 8, lambdaUsers: -1 } },
      gradient: { id: 'exactt', config: {} },
      attack: { id: 'pga', config: { iterations: 0, includeTarget: true } },
      objective: { id: 'integrity', config: { weight: 'two' } },
    });
    const at = (path: string) => complaints.filter((each) => each.path === path).map(({ message }) => message);
    expect(at('learner.config.rnak')).toEqual([expect.stringContaining('"rank"')]);
    expect(at('learner.config.lambdaUsers')).toHaveLength(1);
    expect(at('gradient.id')).toEqual([expect.stringContaining('"exact"')]);
    expect(at('attack.config.iterations')).toHaveLength(1);
    expect(at('attack.config.includeTarget')).toEqual([expect.stringContaining('"includeTargets"')]);
    expect(at('objective.config.weight')).toHaveLength(1);
    expect(complaints).toHaveLength(6);
  });

  it('says in plain words what is wrong with any field of any component', () => {
    const kinds = ['learner', 'objective', 'gradient', 'attack'] as const;
    const wrong = [1e9, -1e9, 0.123, 'x', null, true, {}, [], [1e9], { choose: 7 }, { choose: { count: -1 } }];
    const said = kinds.flatMap((kind) =>
      describeComponents(kind).flatMap(({ id, config }) =>
        Object.keys(config.properties ?? {}).flatMap((field) =>
          wrong.flatMap((value) => {
            // Never right: a field that no component has, so that there is always something to complain of.
            const complaints = complaintsOf({ ...raw, attack: { id: 'pga', config: {} }, [kind]: { id, config: { nothing: 0, [field]: value } } });
            return complaints.filter(({ path }) => !path?.endsWith('.nothing'));
          }),
        ),
      ),
    );
    const messages = said.map(({ path = '', message }) => message.replace(`${path}: `, ''));
    expect(messages).toEqual(expect.arrayContaining(['Must be at most 256.', 'Must be a number.', 'Must be true or false.']));
    expect(messages.filter((message) => /expected|received|Invalid|Too (?:big|small)|[<>]=|undefined|\.\.$/.test(message))).toEqual([]);
  });

  it('names the field of a bad target choice', () => {
    const objective = { id: 'integrity', config: { targets: { choose: { popularity: 'heads' } } } };
    const [complaint] = complaintsOf({ ...raw, objective });
    expect(complaint.path).toMatch(/^objective\.config\.targets/);
    expect(complaint.message).toMatch(/head|choose/);
  });

  it('wants targets for an attack that rates them, at the field that could give some', () => {
    const attack = { id: 'bandwagon', config: {} };
    const without = (objective: RunConfig['objective']) => complaintsOf({ ...raw, attack, objective }).map(({ path }) => path);
    expect(without({ id: 'integrity', config: { targets: [] } })).toEqual(['objective.config.targets']);
    expect(without({ id: 'availability', config: {} })).toEqual(['objective.id']);
    expect(without({ id: 'integrity', config: { targets: 7 } })).not.toContain('objective.id');
    expect(parseRunConfig({ ...raw, attack, objective: { id: 'integrity', config: { targets: ['7'] } } }).gradient).toBeNull();
  });

  it('refuses an unknown attack by its nearest name, without a word about gradients', () => {
    const complaints = complaintsOf({ ...raw, gradient: null, attack: { id: 'pgaa', config: {} } });
    expect(complaints).toEqual([expect.objectContaining({ path: 'attack.id', message: expect.stringContaining('"pga"') })]);
  });

  it('knows components by kind and id', () => {
    expect(requireComponent('attack', 'pga').label).toBe('PGA');
    expect(() => requireComponent('gradient', 'pga')).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});

describe('the key of a run', () => {
  const key = (config: RunConfig) => runIdentity(parseRunConfig(config)).key;

  it('is a SHA-256 that changes with every field', () => {
    const changes: Partial<RunConfig>[] = [
      { dataset: 'other' },
      { seed: 2 },
      { learner: { id: 'als', config: { rank: 9 } } },
      { learner: { id: 'als', config: { lambdaUsers: 6 } } },
      { learner: { id: 'als', config: { lambdaItems: 6 } } },
      { objective: { id: 'availability', config: {} } },
      { objective: { id: 'hybrid', config: { targets: [8] } } },
      { objective: { id: 'hybrid', config: { targets: [7], weight: -2 } } },
      { objective: { id: 'hybrid', config: { targets: [7], availability: -1 } } },
      { objective: { id: 'hybrid', config: { targets: [7], integrity: 1 } } },
      { objective: { id: 'hybrid', config: { targets: { choose: { popularity: 'head' } } } } },
      { gradient: { id: 'one-step', config: {} } },
      { gradient: { id: 'exact', config: { tolerance: 1e-5 } } },
      { gradient: { id: 'exact', config: { maxProducts: 12 } } },
      { attack: { id: 'sgld', config: {} } },
      { attack: { id: 'uniform', config: {} } },
      { budget: { ...raw.budget, maliciousShare: 0.06 } },
      { budget: { ...raw.budget, fillerSize: 51 } },
      { budget: { ...raw.budget, maxRating: 1 } },
      { attack: { id: 'pga', config: { iterations: 31 } } },
      { attack: { id: 'pga', config: { includeTargets: true } } },
      { attack: { id: 'pga', config: { schedule: 'diminishing' } } },
      { attack: { id: 'pga', config: { stepSize: 0.6 } } },
      { attack: { id: 'pga', config: { retrainFrom: 'previous' } } },
    ];
    const keys = [key(raw), ...changes.map((change) => key({ ...raw, ...change }))];
    expect(new Set(keys).size).toBe(keys.length);
    for (const each of keys) expect(each).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not change with the order of fields, nor with defaults written out', () => {
    const { seed, budget, attack, gradient, objective, learner, dataset } = parseRunConfig(raw);
    const reversed = (object: Record<string, unknown>) => Object.fromEntries(Object.entries(object).reverse());
    const backwards = {
      seed,
      budget: reversed(budget) as RunConfig['budget'],
      attack: { config: reversed(attack.config), id: attack.id },
      gradient,
      objective: { config: reversed(objective.config), id: objective.id },
      learner: { config: reversed(learner.config), id: learner.id },
      dataset,
    };
    expect(key(backwards)).toBe(key(raw));
    expect(key({ ...raw, objective: { id: 'hybrid', config: { targets: ['7'] } } })).toBe(key(raw));
  });

  it('does not depend on the gradient of an attack that uses none', () => {
    const uniform = (gradient: RunConfig['gradient']) => key({ ...raw, attack: { id: 'uniform', config: {} }, gradient });
    expect(uniform({ id: 'exact', config: {} })).toBe(uniform({ id: 'one-step', config: {} }));
    expect(uniform(null)).toBe(uniform({ id: 'one-step', config: {} }));
  });

  it('changes with the build of the kernels, as that of the clean model does', () => {
    undo.push(() => chooseKernels('auto'));
    const { learner } = parseRunConfig(raw);
    const keys = (['auto', 'plain'] as const).map((setting) => {
      chooseKernels(setting);
      return [key(raw), cleanModelKey('a', learner)];
    });
    const differ = kernelBuildFor('auto') !== 'plain';
    expect(keys[0][0] !== keys[1][0]).toBe(differ);
    expect(keys[0][1] !== keys[1][1]).toBe(differ);
  });

  it('changes with the revision of every component that takes part, and of no other', () => {
    const before = runIdentity(parseRunConfig(raw));
    const involved = before.revisions.map((each) => each.split('@')[0]);
    expect(involved).toEqual(
      expect.arrayContaining(['learner:als', 'objective:hybrid', 'gradient:exact', 'attack:pga', 'numeric']),
    );
    expect(before.revisions.some((each) => each.startsWith('detector:'))).toBe(true);
    const bump = (component: { revision: number }) => {
      component.revision++;
      undo.push(() => component.revision--);
    };
    bump(gradients.find('one-step')!);
    bump(attacks.find('sgld')!);
    expect(key(raw)).toBe(before.key);
    bump(attacks.find('pga')!);
    expect(key(raw)).not.toBe(before.key);
  });
});

describe('keys, labels and targets', () => {
  it('give clean models a key of data and learner', () => {
    const { learner } = parseRunConfig(raw);
    const other = parseRunConfig({ ...raw, learner: { id: 'als', config: { rank: 9 } } }).learner;
    const keys = [cleanModelKey('a', learner), cleanModelKey('b', learner), cleanModelKey('a', other)];
    expect(new Set(keys).size).toBe(3);
    expect(cleanModelKey('a', { config: learner.config, id: 'als' })).toBe(keys[0]);
  });

  it('name runs as legends do', () => {
    expect(runLabel(parseRunConfig(raw))).toBe('PGA exact');
    expect(runLabel(parseRunConfig({ ...raw, attack: { id: 'uniform', config: {} } }))).toBe('Uniform');
    const sgld = { ...raw, attack: { id: 'sgld', config: {} }, gradient: { id: 'one-step', config: {} } };
    expect(runLabel(parseRunConfig(sgld))).toBe('SGLD one-step');
  });

  it('resolve targets, and say when that needs a model', () => {
    const objective = (targets: unknown) => parseRunConfig({ ...raw, objective: { id: 'integrity', config: { targets } } }).objective;
    expect(needsCleanModel(objective([7]))).toBe(false);
    expect(needsCleanModel(objective({ choose: { predictedMean: 0.8 } }))).toBe(true);
    expect(needsCleanModel({ id: 'availability', config: {} })).toBe(false);
    expect(resolveTargets(objective([7, 3]), smallData, null)).toEqual([2, 6]);
    expect(resolveTargets({ id: 'availability', config: {} }, smallData, null)).toEqual([]);
  });
});

describe('a component that a test registers', () => {
  it('appears, is parsed, keyed, labelled and run, and goes again', () => {
    const listed = attacks.all().map(({ id }) => id);
    const remove = attacks.register(constant);
    undo.push(() => attacks.find('constant') && remove());
    expect(describeComponents('attack').map(({ id }) => id)).toEqual([...listed, 'constant']);
    const input = smallRun({ attack: { id: 'constant', config: { rating: -1.5 } } });
    expect(input.config.gradient).toBeNull();
    expect(runLabel(input.config)).toBe('Constant');
    expect(runIdentity(input.config).revisions).toContain('attack:constant@1');
    const { profiles, metrics } = run(input, quiet);
    expect([...profiles.rowItem]).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(profiles.rowValue.every((value) => value === -1.5)).toBe(true);
    expect(metrics.predictionShiftRmse).toBeGreaterThan(0);
    expect(() => attacks.register(constant)).toThrow(/registered already/);
    remove();
    expect(attacks.find('constant')).toBeUndefined();
    expect(attacks.all().map(({ id }) => id)).toEqual(listed);
  });
});
