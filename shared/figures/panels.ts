import type { RunConfig } from '../domain/run.ts';
import type { FigureInput } from './figure-run.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { compareConfigs, componentLabel, describeValue, inSchemaOrder } from './configuration.ts';
import { objectiveRule } from './grouping.ts';

/** Runs of one objective: a panel of the paper's figures, which differ in (μ1, μ2). */
export interface Panel {
  /** What tells its objective from those of the other panels: "μ1 = 1, μ2 = −1"; empty for a single one. */
  label: string;
  input: FigureInput;
}

/** The runs by objective; seeds and targets do not part them. The order does not depend on that of the input. */
export function panelsByObjective(input: FigureInput): Panel[] {
  const keyOf = keyOnce();
  const configs = new Map<string, RunConfig>();
  for (const { config } of [...input.runs.map(({ run }) => run), ...(input.planned ?? [])]) {
    configs.set(keyOf(config), config);
  }
  const keys = [...configs.keys()].sort();
  const ids = new Set([...configs.values()].map(({ objective }) => objective.id));
  return keys.map((key) => {
    const config = configs.get(key) as RunConfig;
    const peers = keys.map((one) => configs.get(one) as RunConfig);
    const alike = peers.filter(({ objective }) => objective.id === config.objective.id);
    const rules = alike.map((one) => ({ ...config, objective: objectiveRule(one) }));
    const named = inSchemaOrder(compareConfigs(rules).differing, config, input.components).map((path) =>
      describeValue(path, config, input.components),
    );
    const slot = ids.size > 1 ? [componentLabel('objective', config.objective.id, input.components)] : [];
    return {
      label: [...slot, ...named].join(', '),
      input: keys.length === 1 ? input : inputOf(input, (config) => keyOf(config) === key),
    };
  });
}

/** Canonical JSON of the rule by which the objective's targets are chosen, made once for each configuration. */
function keyOnce(): (config: RunConfig) => string {
  const known = new Map<RunConfig, string>();
  return (config) => {
    const key = known.get(config) ?? canonicalJson(objectiveRule(config));
    known.set(config, key);
    return key;
  };
}

function inputOf(input: FigureInput, belongs: (config: RunConfig) => boolean): FigureInput {
  return {
    ...input,
    runs: input.runs.filter(({ run }) => belongs(run.config)),
    planned: (input.planned ?? []).filter(({ config }) => belongs(config)),
  };
}
