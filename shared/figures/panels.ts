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
  const keyOf = (config: RunConfig): string => canonicalJson(objectiveRule(config));
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
      input: {
        ...input,
        runs: input.runs.filter(({ run }) => keyOf(run.config) === key),
        planned: (input.planned ?? []).filter((one) => keyOf(one.config) === key),
      },
    };
  });
}
