import type { ComponentDescription } from '../../shared/domain/component.ts';
import { settingAt } from '../../shared/domain/run-filter.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { describeField } from '../../shared/figures/configuration.ts';

/** A setting as the design form calls it: its title, and the paper's symbol beside it where there is one, as in `λ_U`. */
export interface SettingName {
  title: string;
  symbol: string | null;
}

/**
 * The name of a setting by its dotted path; a slot is called by what it holds: "Learner", "Data".
 * @param configs the first that has the setting says which component's it is; at least one
 */
export function settingName(path: string, configs: readonly RunConfig[], components: readonly ComponentDescription[]): SettingName {
  const [kind, part, name, ...within] = path.split('.');
  if (part === undefined || part === 'id') return { title: capital(kind === 'dataset' ? 'data' : kind), symbol: null };
  const owner = configs.find((config) => settingAt(config, path) !== undefined) ?? configs[0];
  const { title, symbol } = describeField(path, owner, components);
  const id = settingAt(owner, `${kind}.id`);
  const component = components.find((one) => one.kind === kind && one.id === id);
  const properties = component?.config.properties as Record<string, { symbol?: unknown } | undefined> | undefined;
  const own = within.length === 0 ? properties?.[name]?.symbol : undefined;
  return { title: capital(title), symbol: typeof own === 'string' ? own : symbol };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
