import type { FieldError } from '../../../shared/domain/campaign.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { requireComponent } from '../../engine/catalogue.ts';

/** A run as far as warnings go: its parsed configuration and what it meets. */
export interface WarnedRun {
  config: RunConfig;
  maliciousUsers: number;
  /** n of its data set. */
  items: number;
}

const worthSaying = 0.05;

/** What is likely not meant, though allowed: shares that give nobody or all the same, no targets, targets that no malicious user may rate, or those of some attacks alone, by a setting or by chance. */
export function campaignWarnings(runs: readonly WarnedRun[]): FieldError[] {
  return [...nobody(runs), ...asMany(runs), ...noTargets(runs), ...unratedTargets(runs), ...unevenTargets(runs), ...chanceTargets(runs)];
}

/**
 * Chance that none of `users` profiles of `fillerSize` out of `items` random items rates a given item:
 * (1 - B/n)^m'.
 */
export function chanceUnrated(users: number, fillerSize: number, items: number): number {
  let chance = 1;
  for (let user = 0; user < users; user++) chance *= 1 - Math.min(1, fillerSize / items);
  return chance;
}

function nobody(runs: readonly WarnedRun[]): FieldError[] {
  const shares = new Set(
    runs.filter((run) => run.maliciousUsers === 0).map((run) => run.config.budget.maliciousShare),
  );
  return [...shares].map((share) => ({
    path: 'budget.maliciousShare',
    message: `${percent(share)} of the normal users rounds to no malicious user at all; such runs show the clean model.`,
  }));
}

/** On few users, shares that differ round to as many malicious ones. */
function asMany(runs: readonly WarnedRun[]): FieldError[] {
  const groups = new Map<string, { users: number; shares: Set<number> }>();
  for (const { config, maliciousUsers: users } of runs) {
    if (users === 0) continue;
    const group = groups.get(`${config.dataset} ${users}`) ?? { users, shares: new Set() };
    groups.set(`${config.dataset} ${users}`, group);
    group.shares.add(config.budget.maliciousShare);
  }
  const messages = [...groups.values()]
    .filter(({ shares }) => shares.size > 1)
    .map(({ users, shares }) => {
      const list = listed([...shares].sort((a, b) => a - b).map((share) => percent(share, 4)));
      return `${list} ${shares.size > 2 ? 'all' : 'both'} give ${users} malicious ${users === 1 ? 'user' : 'users'}: the same attack under ${shares.size > 2 ? 'several shares' : 'two shares'}.`;
    });
  return [...new Set(messages)].map((message) => ({ path: 'budget.maliciousShare', message }));
}

function noTargets(runs: readonly WarnedRun[]): FieldError[] {
  const aimless = runs.some(({ config: { objective } }) => {
    const { targets, integrity = 1 } = objective.config;
    return Array.isArray(targets) && targets.length === 0 && integrity !== 0;
  });
  if (!aimless) return [];
  const message =
    'No target items are named, so the part of the objective that moves them is 0. Name items, or have them chosen.';
  return [{ path: 'objective.config.targets', message }];
}

function unratedTargets(runs: readonly WarnedRun[]): FieldError[] {
  const worst = likeliestUnrated(runs.filter(({ config }) => picksAtRandom(config)));
  if (worst === null) return [];
  const { config, maliciousUsers, items } = worst.run;
  const { maliciousShare, fillerSize } = config.budget;
  const users = maliciousUsers === 1 ? 'one malicious user rates' : `${maliciousUsers} malicious users rate`;
  const each = maliciousUsers === 1 ? '' : ' each';
  const oneStep = runs.some((run) => run.config.gradient?.id === 'one-step')
    ? ', and the one-step gradient is then 0'
    : '';
  return [
    {
      path: 'attack.config.includeTargets',
      message:
        `Targets may stay unrated: at ${percent(maliciousShare)}, ${users} ${fillerSize} of ${items} items${each}; ` +
        `with ${percent(worst.chance, 0)} chance none rates a given target${oneStep}. Include the target items to have all rate them.`,
    },
  ];
}

/** Of runs that draw what they rate and move targets, the one most likely to leave a target out; null where none is likely to. */
function likeliestUnrated(runs: readonly WarnedRun[]): { run: WarnedRun; chance: number } | null {
  let worst: { run: WarnedRun; chance: number } | null = null;
  for (const run of runs) {
    if (run.maliciousUsers === 0 || !movesTargets(run.config)) continue;
    const chance = chanceUnrated(run.maliciousUsers, run.config.budget.fillerSize, run.items);
    if (chance >= worthSaying && (worst === null || chance > worst.chance)) worst = { run, chance };
  }
  return worst;
}

/** Attacks of one campaign are compared: what only some of them do is no merit of theirs. */
function unevenTargets(runs: readonly WarnedRun[]): FieldError[] {
  const [on, off] = [alwaysSetTo(true, runs), alwaysSetTo(false, runs)];
  if (on.length === 0 || off.length === 0) return [];
  const message = `${listed(on)} always ${on.length > 1 ? 'rate' : 'rates'} the target items, ${listed(off)} ${off.length > 1 ? 'do' : 'does'} not: that alone may make ${on.length > 1 ? 'them' : on[0]} look stronger. Include the target items in all attacks that can, or in none.`;
  return [{ path: 'attack.config.includeTargets', message }];
}

/** Uniform has no switch for it: whom it leaves out is a draw, which attacks that rate the targets by rule do not make. */
function chanceTargets(runs: readonly WarnedRun[]): FieldError[] {
  const on = alwaysSetTo(true, runs);
  const worst = likeliestUnrated(runs.filter(({ config }) => config.attack.id === 'uniform'));
  if (on.length === 0 || worst === null) return [];
  const share = percent(worst.run.config.budget.maliciousShare);
  const message =
    `${listed(on)} ${on.length > 1 ? 'rate' : 'rates'} the target items; uniform draws what it rates, and leaves a target out with ${percent(worst.chance, 0)} chance at ${share}. ` +
    'Differences to uniform are then of that, too.';
  return [{ path: 'attack.id', message }];
}

/** Labels of the attacks that move targets and of which every run has this setting of whether they rate them. */
function alwaysSetTo(on: boolean, runs: readonly WarnedRun[]): string[] {
  const settings = new Map<string, Set<unknown>>();
  for (const { config } of runs.filter((run) => movesTargets(run.config))) {
    const { includeTargets } = config.attack.config;
    if (typeof includeTargets !== 'boolean') continue;
    const { label } = requireComponent('attack', config.attack.id);
    settings.set(label, (settings.get(label) ?? new Set()).add(includeTargets));
  }
  return [...settings].filter(([, values]) => values.size === 1 && values.has(on)).map(([label]) => label);
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** Attacks that sample profiles pick by what they sampled, and items chosen by gradient are no lottery. */
function picksAtRandom({ attack }: RunConfig): boolean {
  return attack.id === 'pga' && attack.config.includeTargets === false && attack.config.items !== 'gradient';
}

function movesTargets({ objective }: RunConfig): boolean {
  const { targets, integrity = 1 } = objective.config;
  return targets !== undefined && !(Array.isArray(targets) && targets.length === 0) && integrity !== 0;
}

function percent(share: number, decimals = 2): string {
  return `${Number((100 * share).toFixed(decimals))} %`;
}
