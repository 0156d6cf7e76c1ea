import { describe, expect, test } from 'vitest';
import { runTitle, weights } from '../../../src-renderer/formatting/runs.ts';
import { provenanceFacts } from '../../../src-renderer/views/run/provenance-facts.ts';
import { slotInWords, slotParts } from '../../../src-renderer/formatting/slot-words.ts';
import { valueInWords } from '../../../shared/figures/setting-value.ts';
import { provenanceSchema } from '../../../shared/domain/run.ts';
import { sampleResult } from '../../store/sample-results.ts';
import { sampleRun } from '../sample-run.ts';

const pga = sampleRun('849d73e0');

describe('where a run comes from', () => {
  const valueOf = (label: string, wasmHash?: string | null) => {
    const provenance = provenanceSchema.parse({ ...sampleResult(1).provenance, kernels: 'fma', wasmHash });
    return provenanceFacts(pga, provenance).find((fact) => fact.label === label);
  };

  test('names the build of the kernels and the file they were in, where one was recorded', () => {
    expect(valueOf('Kernels')?.value).toBe('fma, float64');
    expect(valueOf('WebAssembly', 'e'.repeat(64))).toMatchObject({ value: `${'e'.repeat(12)}…`, title: 'e'.repeat(64) });
    expect(valueOf('WebAssembly', null)).toBeUndefined();
    expect(valueOf('WebAssembly')).toBeUndefined();
  });
});

describe('a run in words', () => {
  test('its title and weights', () => {
    expect(runTitle(pga)).toBe('PGA exact, 5 %, seed 1');
    expect(weights(pga)).toBe('1, 0');
    expect(weights(sampleRun('a', { config: { objective: { id: 'hybrid', config: { availability: -1, integrity: 0.5 } } } }))).toBe('−1, 0.5');
  });

  test('its settings, with symbols where the catalogue has them', () => {
    const component = {
      kind: 'learner' as const,
      id: 'als',
      revision: 1,
      title: 'Alternating least squares',
      label: 'ALS',
      summary: '',
      source: '',
      config: { properties: { rank: { title: 'Rank', symbol: 'k' }, lambdaUsers: { title: 'λ of users', symbol: 'λ_U' }, warm: { title: 'Warm start' } } },
    };
    expect(slotInWords('learner', { id: 'als', config: { rank: 8, warm: true } }, [component])).toBe('ALS, k = 8, warm start: yes');
    const both = { id: 'als', config: { rank: 8, lambdaUsers: 5 } };
    expect(slotInWords('learner', both, [component])).toBe('ALS, k = 8, λU = 5');
    expect(slotParts('learner', both, [component]).at(-1)).toEqual({ symbol: 'λ_U', words: ' = 5' });
    expect(slotInWords('learner', { id: 'other', config: { rank: 8 } }, [component])).toBe('other, rank 8');
  });

  test('any value', () => {
    expect(valueInWords({ choose: { predictedMean: 0.8, count: 2 } })).toBe('2 drawn, mean 0.8 ± 0.05');
    expect(valueInWords('ab'.repeat(32))).toBe('abababababab…');
    expect([valueInWords(undefined), valueInWords(-0.5), valueInWords(false), valueInWords([]), valueInWords(['a', 1])]).toEqual(['–', '−0.5', 'no', 'none', 'a, 1']);
  });
});
