import type { FigureInput } from './figure-run.ts';
import { configsOf } from './figure-run.ts';

/** What the targets of a figure's runs are called: `Fargo (1996), item 100`, `target item 100` without a title, `the targets` where runs have none, several or different ones. */
export function targetName(input: FigureInput): string {
  const configs = configsOf(input);
  const choices = new Set(configs.map((config) => JSON.stringify(config.objective.config.targets ?? [])));
  const only = choices.size === 1 ? configs[0].objective.config.targets : undefined;
  if (!Array.isArray(only) || only.length !== 1) return 'the targets';
  const item = String(only[0]);
  const sets = new Set(configs.map(({ dataset }) => dataset));
  const title = sets.size === 1 ? (input.titleOf?.(configs[0].dataset, item) ?? null) : null;
  return title === null ? `target item ${item}` : `${shortened(title)}, item ${item}`;
}

/** A title that leaves room for the rest of a figure's head. */
function shortened(title: string): string {
  const characters = [...title];
  return characters.length <= longestTitle ? title : `${characters.slice(0, longestTitle - 1).join('').trimEnd()}…`;
}

const longestTitle = 48;
