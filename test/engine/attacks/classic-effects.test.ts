import { describe, expect, it } from 'vitest';
import type { Slot } from '../../../shared/domain/component.ts';
import { parseRunConfig } from '../../../src-main/engine/catalogue.ts';
import { run } from '../../../src-main/engine/jobs/run.ts';
import { trainClean } from '../../../src-main/engine/jobs/train-clean.ts';
import { syntheticDataset } from '../../../src-main/ratings/synthetic.ts';
import { quiet } from '../jobs/small-run.ts';

const dataset = syntheticDataset();
const learner = { id: 'als', config: { rank: 8, lambdaUsers: 5, lambdaItems: 5 } };
const cleanModel = trainClean({ dataset, learner }, quiet);

/** By how much 5 % fakes of 50 ratings move a target's mean prediction. */
function moved(attack: Slot, target: string): number {
  const objective = { id: 'integrity', config: { targets: [target], weight: 2 } };
  const budget = { maliciousShare: 0.05, fillerSize: 50, maxRating: 2 };
  const config = parseRunConfig({ dataset: dataset.fingerprint, learner, objective, gradient: null, attack, budget, seed: 1 });
  const { metrics } = run({ config, dataset, cleanModel, checkpoint: null }, quiet);
  return metrics.targetMeanAfter! - metrics.targetMeanBefore!;
}

/** Two items of the built-in data, of 8 and of 6 ratings. */
describe.each(['478', '899'])('on the built-in data, 5 % fakes with item %s as target', (target) => {
  const uniform = moved({ id: 'uniform', config: {} }, target);

  it.each(['random', 'average', 'bandwagon'])('move its mean up as %s attackers that push, and down as ones that nuke', (id) => {
    expect(Math.abs(uniform)).toBeLessThan(0.15);
    expect(moved({ id, config: { intent: 'push' } }, target)).toBeGreaterThan(0.3);
    expect(moved({ id, config: { intent: 'nuke' } }, target)).toBeLessThan(-0.3);
  });

  it.each(['reverse-bandwagon', 'love-hate'])('move its mean down as %s attackers', (id) => {
    expect(moved({ id, config: {} }, target)).toBeLessThan(-0.3);
  });

  it('move it further where fillers agree with the data: average beats random', () => {
    expect(moved({ id: 'average', config: {} }, target)).toBeGreaterThan(1.5 * moved({ id: 'random', config: {} }, target));
  });

  // A factor model takes who rates nearly all lowest for a user with opposite taste: what such a user likes, others do not.
  it('move it the wrong way as segment attackers with many lowest fillers, the right way with none', () => {
    expect(moved({ id: 'segment', config: { intent: 'push' } }, target)).toBeLessThan(-0.1);
    expect(moved({ id: 'segment', config: { intent: 'nuke' } }, target)).toBeGreaterThan(0.1);
    expect(moved({ id: 'segment', config: { intent: 'push', segmentItems: 49 } }, target)).toBeGreaterThan(0.3);
    expect(moved({ id: 'segment', config: { intent: 'nuke', segmentItems: 49 } }, target)).toBeLessThan(-0.3);
  });
});
