import { describe, expect, it } from 'vitest';
import { overBudget } from '../../../src-main/engine/attacks/over-budget.ts';
import { parseRunConfig, profilesNamedBy } from '../../../src-main/engine/catalogue.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { sparseRatings } from '../../../src-main/numeric/sparse-ratings.ts';
import { handedProfiles, quiet, smallConfig, smallRun } from '../jobs/small-run.ts';

const hash = 'ab'.repeat(32);
const attack = { id: 'imported', config: { profiles: hash } };

describe('imported profiles', () => {
  it.each(['uniform', 'pga'])('of the attack %s give its metrics, bit for bit', (id) => {
    const own = run(smallRun({ attack: { id, config: id === 'pga' ? { iterations: 3 } : {} } }), quiet);
    const again = run({ ...smallRun({ attack }), profiles: own.profiles }, quiet);
    expect(again.profiles).toEqual(own.profiles);
    expect(again.metrics).toEqual({ ...own.metrics, iterations: 0 });
  });

  it('are named by their hash, and other attacks name none', () => {
    expect(profilesNamedBy(smallConfig({ attack }).attack)).toBe(hash);
    expect(profilesNamedBy(smallConfig({ attack: { id: 'imported', config: {} } }).attack)).toBe('');
    expect(profilesNamedBy(smallConfig().attack)).toBeNull();
    for (const profiles of [hash.slice(1), hash.toUpperCase(), '../x', 7]) {
      expect(() => smallConfig({ attack: { id: 'imported', config: { profiles } } })).toThrow(/attack\.config\.profiles/);
    }
    expect(parseRunConfig({ ...smallConfig(), attack }).gradient).toBeNull();
  });

  it('must be as many as the share says, of these items, and there', () => {
    const handed = (budget: number) => ({ ...smallRun({ attack }), profiles: handedProfiles({ maliciousShare: budget, fillerSize: 3, maxRating: 2 }) });
    expect(() => run(handed(0.2), quiet)).toThrow(expect.objectContaining({ code: 'bad-input', complaints: [expect.objectContaining({ path: 'budget.maliciousShare' })] }));
    const others = sparseRatings(2, 31, [0, 1], [30, 30], [1, 1]);
    expect(() => run({ ...smallRun({ attack }), profiles: others }, quiet)).toThrow(/31 items and the data of 30/);
    expect(() => run({ ...smallRun({ attack }), profiles: undefined }, quiet)).toThrow(/handed no profiles/);
  });

  it('beyond B and Λ are evaluated as they are, with a warning for each', () => {
    const profiles = sparseRatings(2, 30, [0, 0, 0, 1], [1, 4, 9, 2], [2, 0, -3.5, 1]);
    const budget = { maliciousShare: 0.06, fillerSize: 2, maxRating: 2 };
    const result = run({ ...smallRun({ attack, budget }), profiles }, quiet);
    expect(result.profiles).toEqual(profiles);
    expect(result.warnings).toEqual(
      expect.arrayContaining([
        '1 of 2 profiles rate more than B = 2 items, up to 3; they are evaluated as they are.',
        '1 of 4 ratings lie beyond ±Λ = 2, up to 3.5; they are evaluated as they are.',
      ]),
    );
    expect(overBudget(profiles, { fillerSize: 3, maxRating: 3.5 })).toEqual([]);
  });
});
