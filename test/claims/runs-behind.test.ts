import { describe, expect, it } from 'vitest';
import { judgeClaims } from '../../src-main/claims/judge.ts';
import { claims } from '../../src-main/claims/list.ts';
import { runsBehind } from '../../src-main/claims/runs-behind.ts';
import { jitter, onSeeds } from './invented-runs.ts';

const at = (attack: string, rmse: number, gradient?: string) => onSeeds({ attack, gradient }, (seed) => ({ rmse: rmse + jitter(seed) }), 5);

describe('the runs behind a setting of a claim', () => {
  const claim = claims.find(({ id }) => id === 'pga-over-uniform')!;
  const [exact, oneStep, uniform, others] = [at('pga', 0.2, 'exact'), at('pga', 0.05, 'one-step'), at('uniform', 0.1), at('sgld', 0.15)];
  const departing = onSeeds({ attack: 'pga', gradient: 'exact', attackConfig: { items: 'gradient' } }, () => ({ rmse: 0.3 }), 5);
  const evidence = { runs: [...exact, ...others, ...departing, ...oneStep, ...uniform], targets: new Map() };
  const { conditions } = judgeClaims([claim], { ...evidence, checks: new Map() })[0];
  const keys = (switches: Record<string, string>) => runsBehind(claim, evidence, switches).sort();

  it('are both sides of its comparison, and neither those of other settings nor those that decide nothing', () => {
    expect(conditions).toHaveLength(2);
    for (const [side, gradient] of [[exact, 'exact'], [oneStep, 'one-step']] as const) {
      const { switches } = conditions.find((condition) => condition.switches.gradient === gradient)!;
      expect(keys(switches)).toEqual([...side, ...uniform].map(({ key }) => key).sort());
    }
  });

  it('are none where no run shows the setting', () => {
    expect(keys({ ...conditions[0].switches, data: 'another' })).toEqual([]);
  });
});
