import { describe, expect, test } from 'vitest';
import { againstGoal, runSentence } from '../../../src-renderer/formatting/run-goal.ts';
import { sampleRun } from '../sample-run.ts';

function sentence(id: string, config: Record<string, unknown>, targets: Parameters<typeof runSentence>[1] = null): string {
  return runSentence(sampleRun('a', { config: { objective: { id, config } } }), targets);
}
const one = { targets: [478], weight: 2 };
const rule = { targets: { choose: { predictedMean: 0.8, within: 0.05, count: 1, draw: 1 } }, weight: 2 };

describe('a run as a sentence', () => {
  test('says which items are pushed or pulled down', () => {
    expect(sentence('integrity', one)).toBe('PGA exact pushes item 478 at 5 %, seed 1');
    expect(sentence('integrity', { ...one, weight: -2 })).toBe('PGA exact pulls down item 478 at 5 %, seed 1');
    expect(sentence('integrity', { targets: [1, 2, 3], weight: 2 })).toBe('PGA exact pushes items 1, 2 and 3 at 5 %, seed 1');
    expect(sentence('integrity', { targets: [1, 2, 3, 4], weight: 2 })).toBe('PGA exact pushes 4 items at 5 %, seed 1');
  });

  test('follows the signs of both weights', () => {
    expect(sentence('availability', {})).toBe('PGA exact spoils all predictions at 5 %, seed 1');
    expect(sentence('hybrid', { ...one, availability: 1, integrity: 0 })).toBe('PGA exact spoils all predictions at 5 %, seed 1');
    expect(sentence('hybrid', { ...one, availability: 0, integrity: -1 })).toBe('PGA exact pulls down item 478 at 5 %, seed 1');
    expect(sentence('hybrid', { ...one, availability: 0, integrity: -1, weight: -2 })).toBe('PGA exact pushes item 478 at 5 %, seed 1');
    expect(sentence('hybrid', { ...one, availability: 1, integrity: 1 })).toBe('PGA exact spoils predictions and pushes item 478 at 5 %, seed 1');
    expect(sentence('hybrid', { ...one, availability: -1, integrity: 1 })).toBe('PGA exact quietly pushes item 478 at 5 %, seed 1');
  });

  test('names drawn targets once they are known', () => {
    expect(sentence('integrity', rule)).toBe('PGA exact pushes a drawn item at 5 %, seed 1');
    expect(sentence('integrity', rule, [{ item: '435', title: null }])).toBe('PGA exact pushes item 435 at 5 %, seed 1');
    expect(sentence('integrity', rule, [{ item: '100', title: 'Fargo (1996)' }])).toBe('PGA exact pushes Fargo (1996) at 5 %, seed 1');
    expect(sentence('integrity', rule, [{ item: '7', title: 'A' }, { item: '8', title: null }])).toBe('PGA exact pushes items 7 and 8 at 5 %, seed 1');
  });

  test('has the intent of a classic attack, and none of fakes who follow nothing', () => {
    const objective = { id: 'integrity', config: one };
    const nuke = { id: 'average', config: { intent: 'nuke' } };
    expect(runSentence(sampleRun('a', { label: 'Average', config: { objective, gradient: null, attack: nuke } }), null)).toBe('Average pulls down item 478 at 5 %, seed 1');
    const uniform = { id: 'uniform', config: {} };
    expect(runSentence(sampleRun('a', { label: 'Uniform', config: { objective, gradient: null, attack: uniform } }), null)).toBe('Uniform, 5 %, seed 1');
  });
});

describe('ratings of a target against the goal', () => {
  const why = (mean: number | null, config: Parameters<typeof sampleRun>[1] = {}) => againstGoal(sampleRun('a', config), { maliciousRatings: mean === null ? 0 : 23, maliciousMean: mean });
  const push = { config: { objective: { id: 'integrity', config: one } } };
  const pull = { config: { objective: { id: 'integrity', config: { ...one, weight: -2 } } } };

  test('are said and accounted for, whichever way the target is to move', () => {
    expect(why(-0.314, push)).toBe('The 23 malicious users who rate it give it −0.31 on average, against the goal: from someone of the opposite taste, a low rating raises predictions.');
    expect(why(0.314, pull)).toMatch(/^The 23 malicious users who rate it give it \+0\.31 on average.* a high rating lowers predictions\.$/);
  });

  test('have no words where they are with it, where nobody rates it, and where no objective is followed', () => {
    expect([why(0.3, push), why(-0.3, pull), why(null, push), why(-0.3, { config: { objective: { id: 'availability', config: {} } } })]).toEqual([null, null, null, null]);
    expect(why(-0.3, { config: { ...push.config, gradient: null, attack: { id: 'uniform', config: {} } } })).toBeNull();
  });
});
