import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { attackEntries, hasEntry, withAttackEntries } from '../../../src-renderer/campaign-draft/attack-axis.ts';
import { axisTitle, fieldsAlong, namesAlong, pairable, valueWords } from '../../../src-renderer/views/design/axis-words.ts';
import { asTypedRange } from '../../../src-renderer/campaign-draft/axes.ts';
import type { CampaignDraft } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { campaignFromDraft, draftFromCampaign, withAxis } from '../../../src-renderer/campaign-draft/campaign-model.ts';
import { inUnitOfField } from '../../../src-renderer/views/design/bounds-in-unit.ts';
import { formatValue, inputText, parseChips, parseTuple, parseValue } from '../../../src-renderer/views/design/chip-input.ts';
import { fieldsOf, rangeInWords, wordsOf } from '../../../src-renderer/campaign-draft/form-fields.ts';
import { z } from 'zod';
import { issueSentence } from '../../../shared/domain/issue-sentence.ts';
import { attackNames, entryOfProblem } from '../../../src-renderer/views/design/entry-words.ts';
import { fixFor } from '../../../src-renderer/views/design/fixes.ts';
import { placeProblems, wrongValues } from '../../../src-renderer/views/design/problems.ts';
import { fieldAt, sectionsOf } from '../../../src-renderer/views/design/sections.ts';
import { reachedIds, withComponent, withSlotValue } from '../../../src-renderer/campaign-draft/slots.ts';
import { describedComponents } from './components.ts';

const components = describedComponents();

function draft(changes: Partial<Campaign> = {}): CampaignDraft {
  return draftFromCampaign(
    campaignSchema.parse({
      schema: 1,
      name: 'test',
      dataset: 'built-in',
      learner: { id: 'als', config: {} },
      objective: { id: 'hybrid', config: {} },
      gradient: { id: 'exact', config: {} },
      attack: { id: 'pga', config: { iterations: 30 } },
      budget: {},
      seed: 1,
      ...changes,
    }),
  );
}

function component(id: string): ComponentDescription {
  return components.find((known) => known.id === id) as ComponentDescription;
}

function field(id: string, key: string) {
  return fieldsOf(component(id)).find((candidate) => candidate.key === key)!;
}

describe('what may be paired with an axis', () => {
  it('is named by its section and its symbol, as the menu says it', () => {
    const swept = withAxis(draft(), 0, { kind: 'values', path: 'budget.fillerSize', values: [10, 20] });
    const own = fieldAt(swept, components, 'budget.fillerSize')?.row.field ?? fieldsOf(component('als'))[0];
    const offered = pairable(sectionsOf(swept, components), own).map(({ section, row }) => `${section}, ${row.field.symbol}`);
    expect(offered).toEqual(expect.arrayContaining(['Learner, λ_U', 'Objective, μ_1', 'Budget, α']));
    expect(offered).not.toContain('Budget, B');
  });
});

describe('a form from a JSON schema', () => {
  it('reads title, symbol, help, range and default', () => {
    expect(field('als', 'rank')).toMatchObject({
      title: 'Rank', symbol: 'k', help: 'Length of a factor.', control: 'number', integer: true, fallback: 8,
    });
    expect(rangeInWords(field('als', 'rank'))).toBe('1 to 256');
    expect(rangeInWords({ ...field('sgld', 'iterations'), maximum: 100_000 })).toBe('1 to 100,000');
    expect(rangeInWords(field('als', 'lambdaUsers'))).toBe('above 0');
    // The error at the field has the same number, to the last digit.
    const largest = 2 ** 32 - 1;
    expect(rangeInWords({ ...field('sgld', 'iterations'), minimum: 0, maximum: largest })).toBe('0 to 4,294,967,295');
    expect(issueSentence(z.number().max(largest).safeParse(2 ** 32).error!.issues[0])).toBe('Must be at most 4,294,967,295.');
    expect(issueSentence(z.number().min(0.025).safeParse(0).error!.issues[0])).toBe('Must be at least 0.025.');
    expect(rangeInWords(field('hybrid', 'integrity'))).toBe('');
  });

  it('chooses the control by type', () => {
    expect(field('pga', 'includeTargets').control).toBe('switch');
    expect(field('pga', 'schedule')).toMatchObject({ control: 'choice', options: ['adaptive', 'paper'] });
    expect(field('hybrid', 'targets').control).toBe('targets');
    expect(field('sgld', 'floor')).toMatchObject({ control: 'number', nullable: true });
    expect(wordsOf('maliciousShare')).toBe('Malicious share');
  });

  it('shows a component that is new to the catalogue with no change here', () => {
    const drift = { ...component('sgld'), id: 'drift', label: 'Drift' };
    const sections = sectionsOf(draft({ attack: { id: 'drift', config: {} } }), [...components, drift]);
    const attack = sections.find((section) => section.id === 'attack')!;
    expect(attack.rows.map((row) => row.path)).toContain('attack.config.beta');
    expect(attack.rows[0].field.options).toContain('drift');
  });

  it('shows defaults for what the file leaves out', () => {
    expect(fieldAt(draft(), components, 'learner.config.rank')?.row.value).toBe(8);
  });

  it('groups the fields of every swept attack and marks what varies', () => {
    const swept = draft({ sweep: [{ path: 'attack.id', values: ['uniform', 'pga', 'sgld'] }, { path: 'seed', values: [1, 2, 3] }] });
    const sections = sectionsOf(swept, components);
    expect(sections.map((section) => section.id)).toEqual([
      'dataset', 'learner', 'objective', 'gradient', 'attack.pga', 'attack.sgld', 'budget',
    ]);
    expect(fieldAt(swept, components, 'seed')?.row.swept).toEqual({ axis: 1, words: 'swept, 3 values' });
    const paired = draft({ sweep: [{ path: ['attack.id', 'gradient.id'], values: [['pga', 'exact'], ['pga', 'one-step']] }] });
    expect(fieldAt(paired, components, 'gradient.id')?.row.swept?.words).toBe('swept, with attack');
  });
});

describe('fields of swept attacks', () => {
  const byId = draft({ sweep: [{ path: 'attack.id', values: ['uniform', 'pga', 'sgld'] }] });

  it('keeps ids where no other attack declares the field', () => {
    const file = campaignFromDraft(withSlotValue(byId, 'attack', 'sgld', 'beta', 0.4, components));
    expect(file.sweep).toEqual([{ path: 'attack.id', values: ['uniform', 'pga', 'sgld'] }]);
    expect(file.attack.config).toEqual({ iterations: 30, beta: 0.4 });
  });

  it('writes whole slots where two attacks share the field, each with its own value', () => {
    const file = campaignFromDraft(withSlotValue(byId, 'attack', 'sgld', 'iterations', 40, components));
    expect(file.sweep).toEqual([
      {
        path: 'attack',
        values: [
          { id: 'uniform', config: {} },
          { id: 'pga', config: { iterations: 30 } },
          { id: 'sgld', config: { iterations: 40 } },
        ],
      },
    ]);
    expect(reachedIds(draftFromCampaign(file), 'attack')).toEqual(['uniform', 'pga', 'sgld']);
  });

  it('keeps the gradients of pairs while writing whole slots', () => {
    const pairs = draft({ sweep: [{ path: ['attack.id', 'gradient.id'], values: [['pga', 'one-step'], ['pga', 'exact'], ['sgld', 'exact']] }] });
    const file = campaignFromDraft(withSlotValue(pairs, 'attack', 'pga', 'iterations', 12, components));
    expect(file.sweep[0].path).toEqual(['attack', 'gradient.id']);
    expect(file.sweep[0].values).toEqual([
      [{ id: 'pga', config: { iterations: 12 } }, 'one-step'],
      [{ id: 'pga', config: { iterations: 12 } }, 'exact'],
      [{ id: 'sgld', config: { iterations: 30 } }, 'exact'],
    ]);
  });

  it('pairs the gradient only once an entry needs another one', () => {
    const entries = attackEntries(byId);
    const same = withAttackEntries(byId, entries.slice(0, 2));
    expect(campaignFromDraft(same).sweep).toEqual([{ path: 'attack.id', values: ['uniform', 'pga'] }]);
    const more = withAttackEntries(byId, [...entries, { attack: entries[1].attack, gradient: { id: 'one-step', config: {} } }]);
    expect(campaignFromDraft(more).sweep[0]).toEqual({
      path: ['attack.id', 'gradient.id'],
      values: [['uniform', 'exact'], ['pga', 'exact'], ['sgld', 'exact'], ['pga', 'one-step']],
    });
    expect(hasEntry(attackEntries(more), 'pga', 'one-step')).toBe(true);
    expect(hasEntry(entries, 'pga', 'one-step')).toBe(false);
  });

  it('makes the first axis of a campaign whose attack was fixed', () => {
    const fixed = draft({ sweep: [{ path: 'seed', values: [1, 2] }] });
    const file = campaignFromDraft(withAttackEntries(fixed, [...attackEntries(fixed), { attack: { id: 'uniform', config: fixed.base.attack.config }, gradient: null }]));
    expect(file.sweep[0]).toEqual({ path: 'attack.id', values: ['pga', 'uniform'] });
  });

  it('fixes the first attack when the axis goes', () => {
    const file = campaignFromDraft(withAxis(byId, 0, null));
    expect(file).toMatchObject({ attack: { id: 'uniform' }, sweep: [] });
  });

  it('keeps of the old configuration what the new component declares', () => {
    const next = withComponent(draft({ attack: { id: 'pga', config: { iterations: 9, includeTargets: true } } }), 'attack', 'sgld', components);
    expect(next.base.attack).toEqual({ id: 'sgld', config: { iterations: 9 } });
  });
});

describe('attacks of one axis that differ in a setting alone', () => {
  const sgld = (config: Record<string, unknown>) => ({ id: 'sgld', config });
  const study = draft({
    sweep: [{ path: 'attack', values: [{ id: 'uniform', config: {} }, { id: 'pga', config: { iterations: 8 } }, ...[{ beta: 0 }, {}, { beta: 1 }].map(sgld)] }],
  });

  it('are told apart by what differs among them, and by nothing else; a default counts as its value', () => {
    expect(attackNames(attackEntries(study), components)).toEqual(['uniform', 'pga exact', 'sgld exact, β = 0', 'sgld exact, β = 0.6', 'sgld exact, β = 1']);
    const two = draft({ sweep: [{ path: 'attack', values: [sgld({ iterations: 40, beta: 0 }), sgld({ iterations: 80 })] }] });
    expect(attackNames(attackEntries(two), components)).toEqual(['sgld exact, T = 40, β = 0', 'sgld exact, T = 80, β = 0.6']);
  });

  it('need no more where their gradients differ, and the same where the axis pairs both', () => {
    const pairs = draft({ sweep: [{ path: ['attack', 'gradient.id'], values: [[sgld({ beta: 0 }), 'exact'], [sgld({ beta: 0.5 }), 'one-step'], [sgld({ beta: 1 }), 'exact']] }] });
    expect(attackNames(attackEntries(pairs), components)).toEqual(['sgld exact, β = 0', 'sgld one-step', 'sgld exact, β = 1']);
  });

  it('have no single value in the form, which leads to the axis instead', () => {
    const rows = sectionsOf(study, components).find(({ id }) => id === 'attack.sgld')?.rows ?? [];
    expect(rows.map(({ field: { key }, swept }) => [key, swept?.words])).toEqual([['iterations', undefined], ['beta', 'swept, with attack'], ['floor', undefined]]);
  });

  it('are named where something is wrong with one of them', () => {
    expect(entryOfProblem({ path: 'sweep.0.values.4.config.beta', message: '' }, study, components)).toBe('sgld exact, β = 1');
    expect(entryOfProblem({ path: 'sweep.0.values.1.config.iterations', message: '' }, study, components)).toBeNull();
  });

  it('as learners of one axis do', () => {
    const learners = draft({ sweep: [{ path: 'learner', values: [{ id: 'als', config: {} }, { id: 'als', config: { rank: 16 } }] }] });
    const [axis] = learners.axes;
    const [names] = namesAlong(axis, components);
    const values = axis.kind === 'values' ? axis.values : [];
    const [own] = fieldsAlong(learners, components, axis);
    expect(values.map((value) => valueWords(components, 'learner', own, value, names))).toEqual(['als, k = 8', 'als, k = 16']);
  });
});

describe('what an axis is called', () => {
  it.each([
    [['attack.id', 'gradient.id'], 'Attack and gradient'],
    [['learner.config.rank', 'seed'], 'Rank and seed'],
    [['learner.config.rank'], 'Rank'],
  ])('%j', (paths, title) => {
    const axis = { kind: 'paired' as const, paths, tuples: [] };
    expect(axisTitle(axis, fieldsAlong(draft(), components, axis))).toBe(title);
  });

  it('says shared last words once', () => {
    const named = ['Availability weight', 'Integrity weight'].map((name) => ({ ...field('als', 'rank'), title: name }));
    expect(axisTitle({ kind: 'paired', paths: ['a.b', 'a.c'], tuples: [] }, named)).toBe('Availability and integrity weight');
  });
});

describe('mending problems', () => {
  const open = draft({ attack: { id: 'pga', config: { iterations: 30, floor: 1 } } });
  const placed = (path: string) => placeProblems(open, sectionsOf(open, components), [{ path, message: 'm' }])[0];

  it('turns on a switch that a warning points to', () => {
    const fix = fixFor(placed('attack.config.includeTargets'), open, sectionsOf(open, components), components);
    expect(fix?.draft.base.attack.config['includeTargets']).toBe(true);
  });

  it('turns it on in every attack that has it, whichever the warning points to', () => {
    const property = components.find(({ id }) => id === 'pga')!.config.properties as Record<string, unknown>;
    const both = components.map((one) => (one.id === 'sgld' ? { ...one, config: { ...one.config, properties: { ...(one.config.properties as object), includeTargets: property['includeTargets'] } } } : one));
    const fixed = (pga: boolean) => {
      const attacks = [{ id: 'uniform', config: {} }, { id: 'pga', config: { includeTargets: pga } }, { id: 'sgld', config: { includeTargets: false } }];
      const two = draft({ sweep: [{ path: 'attack', values: attacks }] });
      const [problem] = placeProblems(two, sectionsOf(two, both), [{ path: 'attack.config.includeTargets', message: 'm' }]);
      const { label, draft: next } = fixFor(problem, two, sectionsOf(two, both), both)!;
      const values = next.axes.flatMap((axis) => (axis.kind === 'values' ? axis.values : []));
      return { label, on: values.map((value) => (value as { config: { includeTargets?: boolean } }).config.includeTargets) };
    };
    expect(fixed(false)).toEqual({ label: 'Turn on: include target items of pga and sgld', on: [undefined, true, true] });
    expect(fixed(true)).toEqual({ label: 'Turn on: include target items', on: [undefined, true, true] });
  });

  it('takes out a field that no chosen component declares, and offers nothing where a person must decide', () => {
    const fix = fixFor(placed('attack.config.floor'), open, sectionsOf(open, components), components);
    expect(fix?.draft.base.attack.config).toEqual({ iterations: 30 });
    expect(fixFor(placed('budget.fillerSize'), open, sectionsOf(open, components), components)).toBeNull();
  });
});

describe('a bound of a share', () => {
  const swept = draft({ sweep: [{ path: 'budget.maliciousShare', values: [0.01, 0.05, 2] }, { path: ['seed', 'budget.maliciousShare'], values: [[1, 3]] }] });
  const told = (of: CampaignDraft, path: string, message: string) => inUnitOfField(placeProblems(of, sectionsOf(of, components), [{ path, message }]), of, sectionsOf(of, components), components)[0].message;

  it('is said in per cent, as the field is typed, and every other one as it stands', () => {
    expect(told(swept, 'sweep.0.values.2', 'Must be at most 1.')).toBe('Must be at most 100 %.');
    expect(told(swept, 'sweep.1.values.0.1', 'Must be at most 1.')).toBe('Must be at most 100 %.');
    expect(told(swept, 'sweep.1.values.0.0', 'Must be at least 1.')).toBe('Must be at least 1.');
    expect(told(draft(), 'budget.maliciousShare', 'Must be at most 1.')).toBe('Must be at most 100 %.');
    expect(told(draft(), 'budget.maliciousShare', 'Must be a number.')).toBe('Must be a number.');
    expect(told(draft(), 'attack.config.iterations', 'Must be at least 1.')).toBe('Must be at least 1.');
  });

  it('marks the values that are beyond it alone, and all of them where the axis is wrong', () => {
    const placed = (...paths: string[]) => wrongValues(placeProblems(swept, sectionsOf(swept, components), paths.map((path) => ({ path, message: 'm' }))), 0);
    expect(placed('sweep.0.values.2', 'sweep.1.values.0')).toEqual(new Set([2]));
    expect(placed('sweep.0.values.2', 'sweep.0.path')).toBeNull();
  });
});

describe('typing values', () => {
  const share = fieldAt(draft(), components, 'budget.maliciousShare')!.row.field;

  it('takes shares in per cent, exactly', () => {
    expect(parseChips(share, '0.5 %, 0.7; 7 14%')).toEqual({ values: [0.005, 0.007, 0.07, 0.14], range: false });
    expect(formatValue(share, 0.07)).toBe('7 %');
    expect(inputText(share, 0.005)).toBe('0.5');
  });

  it.each([
    ['1-5', [1, 2, 3, 4, 5]],
    ['1..5', [1, 2, 3, 4, 5]],
    ['1 – 3, 8', [1, 2, 3, 8]],
    ['10 to 4 by 3', [10, 7, 4]],
    ['3-3', [3]],
  ])('reads %s as a range of whole numbers', (typed, values) => {
    expect(parseChips(field('als', 'rank'), typed)).toEqual({ values, range: true });
  });

  it('reads a range of shares in per cent, and a minus as a minus', () => {
    expect(parseChips(share, '0.5..1.5 % by 0.5')).toEqual({ values: [0.005, 0.01, 0.015], range: true });
    expect(parseChips(share, '1-3 %')).toEqual({ values: [0.01, 0.02, 0.03], range: true });
    const weight = field('hybrid', 'integrity');
    expect(parseChips(weight, '1 -1')).toEqual({ values: [1, -1], range: false });
    expect(parseChips(weight, '-1..1')).toEqual({ values: [-1, 0, 1], range: true });
    expect(parseChips(weight, '1e-2')).toEqual({ values: [0.01], range: false });
    expect(parseChips(weight, '1-2 by 0')).toMatchObject({ problem: expect.stringContaining('step above 0') });
    expect(parseChips(share, '0.1-0.5')).toEqual({ problem: 'Steps of 1 do not lead from 0.1 to 0.5: type the step too, as in 0.1 to 0.5 by 0.1.' });
    expect(parseChips(share, '0.5 to 2.5')).toMatchObject({ range: true });
    expect(parseChips(field('als', 'rank'), '1-2 by 0.5')).toEqual({ problem: 'Type a whole number.' });
    expect(parseChips(field('als', 'rank'), '1-99999999')).toMatchObject({ problem: expect.stringContaining('10,000 values') });
  });

  it('keeps a typed range a range where the values make one', () => {
    expect(asTypedRange('seed', [1, 2, 3, 4, 5])).toEqual({ kind: 'range', path: 'seed', from: 1, to: 5, step: 1 });
    expect(asTypedRange('a', [0.1, 0.2, 0.3])).toEqual({ kind: 'range', path: 'a', from: 0.1, to: 0.3, step: 0.1 });
    expect(asTypedRange('seed', [1, 2])).toMatchObject({ kind: 'range', to: 2 });
    expect(asTypedRange('seed', [1, 5, 6])).toEqual({ kind: 'values', path: 'seed', values: [1, 5, 6] });
    expect(asTypedRange('seed', [7])).toEqual({ kind: 'values', path: 'seed', values: [7] });
  });

  it('shows a small number in few letters, and reads it back', () => {
    const weight = field('hybrid', 'integrity');
    expect(inputText(weight, 0.000001)).toBe('1e-6');
    expect(inputText(weight, -0.00025)).toBe('-2.5e-4');
    expect(inputText(weight, 0.001)).toBe('0.001');
    expect(parseValue(weight, '-2.5e-4')).toEqual({ value: -0.00025 });
  });

  it.each(['-1', '−1', '–1'])('takes %s as minus one', (typed) => {
    expect(parseValue(field('hybrid', 'integrity'), typed)).toEqual({ value: -1 });
  });

  it('reads a decimal comma in a single number', () => {
    expect(parseValue(field('hybrid', 'integrity'), '0,5')).toEqual({ value: 0.5 });
  });

  it.each([
    [field('als', 'rank'), '8.5', 'Type a whole number.'],
    [field('als', 'rank'), 'eight', 'Type a whole number.'],
    [field('hybrid', 'integrity'), '', 'Type a number.'],
    [field('hybrid', 'integrity'), '5 %', 'Type a number.'],
    [field('pga', 'schedule'), 'fast', 'Choose one of adaptive, paper.'],
    [field('pga', 'includeTargets'), 'maybe', 'Type on or off.'],
  ])('says what to type instead of a wrong value (%#)', (wanted, typed, problem) => {
    expect(parseValue(wanted, typed)).toEqual({ problem });
  });

  it('reads tuples and refuses the wrong number of values', () => {
    const pair = [field('hybrid', 'availability'), field('hybrid', 'integrity')];
    expect(parseTuple(pair, '0, -1')).toEqual({ tuple: [0, -1] });
    expect(parseTuple(pair, '1')).toHaveProperty('problem');
    expect(parseTuple(pair, '1, x')).toEqual({ problem: 'Integrity: Type a number.' });
  });

  it('leaves a nullable field empty', () => {
    expect(parseValue(field('sgld', 'floor'), ' ')).toEqual({ value: null });
  });
});

describe('placing problems', () => {
  const swept = draft({
    sweep: [
      { path: 'attack', values: [{ id: 'pga', config: {} }, { id: 'sgld', config: { iterations: 0 } }] },
      { path: 'budget.maliciousShare', values: [0.01, 2] },
    ],
  });
  const place = (path: string) => placeProblems(swept, sectionsOf(swept, components), [{ path, message: 'm' }])[0];

  it.each([
    ['budget.fillerSize', 'budget/budget.fillerSize', null],
    ['objective.config.targets.0', 'objective/objective.config.targets', null],
    ['budget.maliciousShare', null, 1],
    ['sweep.1.values.1', null, 1],
    ['sweep.0.values.1.config.iterations', 'attack.sgld/attack.config.iterations', 0],
    ['attack.id', null, 0],
    ['nowhere', null, null],
    ['sweep.9', null, null],
  ])('%s', (path, row, axis) => {
    expect(place(path)).toMatchObject({ row, axis });
  });
});
