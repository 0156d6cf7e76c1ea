import type { ComponentDescription } from '../domain/component.ts';
import { settingAt, type RunFilter } from '../domain/run-filter.ts';
import type { RunConfig } from '../domain/run.ts';
import type { FigureTable } from '../domain/table.ts';
import { describeField, lowered } from './configuration.ts';
import { configsOf, type FigureInput } from './figure-run.ts';
import { settingValue } from './setting-value.ts';

/** A figure's table whose line under the title, which every file and caption of it has, says which filters narrowed its runs down. */
export function saidNarrowed(table: FigureTable, filters: readonly RunFilter[], input: FigureInput): FigureTable {
  const sentence = filterSentence(filters, configsOf(input), input.components);
  return { ...table, subtitle: [table.subtitle, sentence].filter(Boolean).join(' ') };
}

/** What filters keep: `Only runs with B = 25 or 50, and with seed 1.`; empty without filters. */
function filterSentence(filters: readonly RunFilter[], configs: readonly RunConfig[], components: readonly ComponentDescription[] = []): string {
  const parts = filters.map((filter) => filterInWords(filter, configs, components));
  return parts.length === 0 ? '' : `Only runs with ${parts.join(', and with ')}.`;
}

function filterInWords({ path, values }: RunFilter, configs: readonly RunConfig[], components: readonly ComponentDescription[]): string {
  const kind = path.split('.')[0];
  const shown = values.map((value) => settingValue(path, value, components));
  const listed = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
  const owner = configs.find((config) => settingAt(config, path) !== undefined);
  if (path.endsWith('.id') || owner === undefined) return `${path.endsWith('.id') ? kind : path} ${listed}`;
  const { title, symbol } = describeField(path, owner, components);
  return symbol === null ? `${lowered(title)} ${listed}` : `${symbol} = ${listed}`;
}
