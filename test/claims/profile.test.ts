import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../shared/domain/campaign.ts';
import { isDecided } from '../../shared/domain/claim.ts';
import { paperProfiles } from '../../shared/domain/paper.ts';
import type { Run } from '../../shared/domain/run.ts';
import { judgeClaims } from '../../src-main/claims/judge.ts';
import { claims } from '../../src-main/claims/list.ts';
import { describeComponents, parseRunConfig } from '../../src-main/engine/catalogue.ts';
import { expandCampaign } from '../../src-main/runs/campaign/expand.ts';
import { listPresets } from '../../src-main/service/presets.ts';
import { paperPanels } from '../../src-main/service/paper/panels.ts';
import { figureRun } from '../figures/figure-runs.ts';
import { jitter } from './invented-runs.ts';

const presets = listPresets(resolve(import.meta.dirname, '../../resources/presets'));
const components = describeComponents();

/** How far each attack gets in invented runs. */
const reach: Record<string, number> = { pga: 0.3, sgld: 0.2, uniform: 0.1 };

/** Runs of every configuration of a campaign, whose invented numbers show what the paper claims. */
function invented(campaign: Campaign): Run[] {
  const { combinations, errors } = expandCampaign(campaign, components);
  expect(errors).toEqual([]);
  return combinations.map(({ settings }) => {
    const { dataset, ...rest } = settings;
    const config = parseRunConfig({ ...rest, dataset: typeof dataset === 'string' ? dataset : dataset.of });
    const { seed, attack, objective } = config;
    const beta = Number(attack.config.beta ?? 0.6);
    const light = Number(objective.config.availability) < 0 ? 0.5 : 1;
    const effect = reach[attack.id] * light * (1 + beta) + jitter(seed);
    const { run } = figureRun({ seed, rmse: effect, before: 0.8, after: 0.8 + Math.sign(Number(objective.config.integrity)) * effect });
    return { ...run, config, seconds: config.learner.id === 'als' ? 1 : 10 + jitter(seed) };
  });
}

describe('the claims profile', () => {
  it('runs enough for the rule of every claim', () => {
    const panels = paperPanels(presets, { profile: 'claims', dataset: 'ml-100k' });
    expect(panels).toHaveLength(20);
    const runs = panels.flatMap(({ campaign }) => invented(campaign));
    const judged = judgeClaims(claims, { runs, checks: new Map(), targets: new Map() });
    expect(judged.filter(({ verdict }) => !isDecided(verdict)).map(({ id }) => id)).toEqual([]);
  });
});

describe('profiles of the panels', () => {
  it('have names of their own, so that none takes the runs of another', () => {
    const names = paperProfiles.flatMap((profile) => paperPanels(presets, { profile, dataset: 'ml-100k' }).map(({ campaign }) => campaign.name));
    expect(new Set(names).size).toBe(60);
  });

  it('leave the presets as they are in full', () => {
    for (const { id, campaign } of paperPanels(presets, { profile: 'full' })) {
      const preset = presets.find((each) => each.id === id)?.campaign;
      expect({ ...campaign, name: '' }).toEqual({ ...preset, name: '' });
    }
  });
});
