/** Switches whose name in a configuration says less than the field's name for them. */
const names: Record<string, string> = {
  'attack beta': 'β',
  'attack iterations': 'iterations T',
  'attack stepSize': 'step s',
  'attack decay': 'step decay c',
  'attack decayPower': 'power of the decay γ',
  'attack schedule': 'step schedule',
  'attack includeTargets': 'targets included',
  'attack preconditioned': 'preconditioned by the prior',
  'attack burnIn': 'burn-in',
  'attack thinning': 'thinning',
  'attack shrinkage': 'shrinkage κ',
  'attack prior': 'prior',
  'attack support': 'support',
  'attack retrainFrom': 'Θ retrained from',
  'attack profilesFrom': 'profiles from',
  'attack items': 'items',
  'attack rounding': 'rounding',
  'learner rank': 'rank k',
  'learner lambda': 'λ',
  'learner lambdaUsers': 'λ_U',
  'learner lambdaItems': 'λ_V',
  'learner maxRank': 'cap on the rank',
  'gradient smoothing': 'smoothing τ',
  'gradient steps': 'unrolled steps',
  'malicious share': 'share of malicious users α',
  'items per user': 'items per user B',
  'largest rating': 'largest rating Λ',
  'target weight': 'target weight w',
};

/** Settings that people say in words of their own. */
const phrases: Record<string, Record<string, string>> = {
  'attack preconditioned': { true: 'preconditioned', false: 'not preconditioned, as printed' },
  'attack includeTargets': { true: 'targets included', false: 'targets not included', 'true against false': 'targets included against not included' },
};

/** Components as people write them; others by their id. */
const components: Record<string, string> = { als: 'ALS', 'nuclear-norm': 'nuclear norm', pga: 'PGA', sgld: 'SGLD', 'template-langevin': 'template Langevin' };
const componentIds = new RegExp(`\\b(${Object.keys(components).join('|')})\\b`, 'g');

/** A switch in plain words. */
export function nameOf(name: string): string {
  return names[name] ?? name;
}

/** Its value in plain words. */
export function valueOf(value: string): string {
  // Weights (μ1, μ2), and those of two sides.
  const pairs = value.replace(/(-?[\d.]+, -?[\d.]+)/g, '($1)').replace(componentIds, (id) => components[id]);
  return pairs.replace(/\btrue\b/g, 'yes').replace(/\bfalse\b/g, 'no').replace(/(^|[\s,(])-(\d)/g, '$1−$2');
}

/** Switches and values in plain words, in the order given: "gradient exact, rank k 8". */
export function settingInWords(switches: readonly (readonly [string, string])[]): string {
  return switches.map(([name, value]) => phrases[name]?.[value] ?? `${nameOf(name)} ${valueOf(value)}`).join(', ');
}

/**
 * Names of the switches in which some of the settings differ, in their order. A field that differs between components alone,
 * never between settings of one of them, says no more than which component it is, and is left out.
 */
export function differing(settings: readonly Record<string, string>[]): string[] {
  const all = [...new Set(settings.flatMap((switches) => Object.keys(switches)))];
  return all.filter((name) => {
    const own = slot(name);
    if (name === own || !all.includes(own)) return varies(settings, name);
    const components = new Set(settings.map((switches) => switches[own]));
    return [...components].some((component) => varies(settings.filter((switches) => switches[own] === component), name));
  });
}

function varies(settings: readonly Record<string, string>[], name: string): boolean {
  return settings.some((switches) => switches[name] !== settings[0][name]);
}

/** `attack` of `attack beta`; what is said of targets goes with the weights. */
function slot(name: string): string {
  return name === 'target weight' || name === 'targets drawn' ? 'μ1, μ2' : name.split(' ')[0];
}
