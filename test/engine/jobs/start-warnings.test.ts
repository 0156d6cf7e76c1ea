import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../shared/domain/run.ts';
import { startWarnings } from '../../../src-main/engine/jobs/start-warnings.ts';
import { toldApart } from '../../../src-main/engine/jobs/told-apart.ts';
import { sampleResult } from '../../store/sample-results.ts';

describe('numbers that one sentence tells', () => {
  it.each([
    [[0.276, 0.312], ['0.276', '0.312']],
    [[0.00412, 0.00436], ['0.00412', '0.00436']],
    [[-0.0153, -0.0161], ['−0.01530', '−0.01610']],
    [[0.8123, 0.8125], ['0.81230', '0.81250']],
    [[1.5, 1.5], ['1.500', '1.500']],
    [[0, 0], ['0.000', '0.000']],
    [[1e-9, 2e-9], ['0.000000', '0.000000']],
  ])('%j are %j', (values, words) => expect(toldApart(values)).toEqual(words));
});

describe('the warning that an effect depends on the start', () => {
  const metrics = (part: Partial<Metrics>): Metrics => ({ ...sampleResult(1).metrics, ...part });

  it('tells small effects with the digits in which they differ', () => {
    const small = metrics({ predictionShiftRmse: 0.00412, predictionShiftRmseCold: 0.00436, targetMeanBefore: 0.001, targetMeanAfter: 0.0031, targetMeanAfterCold: 0.0048 });
    expect(startWarnings(small)).toEqual([
      'The effect depends on where retraining starts: RMSE 0.00412 from the clean model, 0.00436 from a random start.',
      'The effect depends on where retraining starts: target mean 0.00310 from the clean model, 0.00480 from a random start.',
    ]);
  });

  it('is none where both starts agree within a twentieth of the effect', () => {
    expect(startWarnings(metrics({ predictionShiftRmse: 0.3, predictionShiftRmseCold: 0.31, targetMeanBefore: 0, targetMeanAfter: 1, targetMeanAfterCold: 1.04 }))).toEqual([]);
  });
});
