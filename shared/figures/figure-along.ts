import type { ComponentDescription } from '../domain/component.ts';
import type { RunConfig } from '../domain/run.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { FigureInput } from './figure-run.ts';
import { configsOf } from './figure-run.ts';
import { axisValue, betaAxis, joint, settingAxis, shareAxis, type Axis } from './axis.ts';
import { compareConfigs, describeField, flattenConfig, inSchemaOrder, labelField, lowered, variesBetweenReplicates } from './configuration.ts';
import { rmseAlong } from './rmse-by-share.ts';
import { targetMeanAlong } from './target-mean-by-share.ts';

/** What can be drawn along any number of the configuration. */
export const measuresAlong = ['rmse', 'target-mean'] as const;
type MeasureAlong = (typeof measuresAlong)[number];

/** The id of a figure along a number, which the command line takes too: `rmse-along-budget.fillerSize`. */
export function idAlong(measure: MeasureAlong, axis: Axis): string {
  return `${measure}-along-${axis.column.key}`;
}

/**
 * The figure along a number of the configuration, by its id: `rmse-along-` or `target-mean-along-` and the dotted path,
 * or several joined by `~` that are one number, as in `rmse-along-learner.config.lambdaUsers~learner.config.lambdaItems`.
 * Undefined for any other id.
 */
export function figureAlong(id: string): FigureDefinition | undefined {
  const known = made.get(id);
  const parts = partsOf(id);
  if (known || !parts) return known;
  const bare = bareAxis(parts.key);
  const name = bare.column.label;
  const axisIn = (input: FigureInput): Axis => namedAxis(parts.key, configsOf(input), input.components);
  const by = (axis: Axis): string => ` by ${lowered(axis.column.label)}`;
  const figure =
    parts.measure === 'rmse'
      ? rmseAlong(
          bare,
          id,
          `RMSE of predictions by ${name}`,
          `RMSE between the predictions of the poisoned and the clean model over all unseen entries, against ${name}.`,
          (input) => {
            const axis = axisIn(input);
            return { axis, title: `RMSE of predictions${by(axis)}` };
          },
        )
      : targetMeanAlong(
          bare,
          id,
          ` by ${name}`,
          `Mean predicted rating of the target items over all normal users, against ${name}; the clean value is the heavy line.`,
          (input) => {
            const axis = axisIn(input);
            return { axis, title: by(axis) };
          },
        );
  made.set(id, figure);
  return figure;
}

/** What a figure along a number of the configuration measures, and its axis by the names of the input's components; null for any other id. */
export function axisAlong(id: string, input: FigureInput): { measure: MeasureAlong; axis: Axis } | null {
  const parts = partsOf(id);
  return parts && { measure: parts.measure, axis: namedAxis(parts.key, configsOf(input), input.components) };
}

/**
 * Axes of the numbers, but share and β, of which one series of the runs has more than one value. Numbers that are the
 * same in every run, such as both λ, are one axis. In order of the paths.
 */
export function settingAxesOf(configs: readonly RunConfig[], components?: readonly ComponentDescription[]): Axis[] {
  const paths = compareConfigs(configs).differing.filter((path) => !variesBetweenReplicates(path));
  const settings = distinctRows(configs, paths);
  const own = [...shareAxis.paths, ...betaAxis.paths];
  const places: number[][] = [];
  for (const [at, path] of paths.entries()) {
    if (!path.includes('.') || own.includes(path) || !settings.some((row) => isNumber(row[at]))) continue;
    const tied = places.find(([first]) => settings.every((row) => row[first] === row[at]));
    if (tied) tied.push(at);
    else places.push([at]);
  }
  return places
    .filter((ats) => variesWithin(ats, settings))
    .map((ats) => namedAxis(ats.map((at) => paths[at]).join(joint), configs, components));
}

const pattern = /^(rmse|target-mean)-along-(\w+(?:\.\w+)+(?:~\w+(?:\.\w+)+)*)$/;

/** Each once, since figures remember their tables. */
const made = new Map<string, FigureDefinition>();

/** Of an id that names each path once. */
function partsOf(id: string): { measure: MeasureAlong; key: string } | null {
  const [, name, key = ''] = pattern.exec(id) ?? [];
  const measure = measuresAlong.find((one) => one === name);
  const paths = key.split(joint);
  return measure !== undefined && new Set(paths).size === paths.length ? { measure, key } : null;
}

/** With the last words of its paths for a name. */
function bareAxis(key: string): Axis {
  return settingAxis(key, key.split(joint).map((path) => path.split('.').at(-1)).join(' and '));
}

/** What configurations have at the paths, as JSON, each row once. */
function distinctRows(configs: readonly RunConfig[], paths: readonly string[]): string[][] {
  const rows = new Map<string, string[]>();
  for (const config of configs) {
    const fields = flattenConfig(config);
    const row = paths.map((path) => fields.get(path) ?? '');
    rows.set(row.join('\n'), row);
  }
  return [...rows.values()];
}

function isNumber(json: string): boolean {
  return /^-?\d/.test(json);
}

/** Whether rows that are equal elsewhere have more than one number at these places. */
function variesWithin(ats: readonly number[], rows: readonly string[][]): boolean {
  const known = new Map<string, string>();
  return rows.some((row) => {
    const value = row[ats[0]];
    if (!isNumber(value)) return false;
    const rest = row.filter((_, at) => !ats.includes(at)).join('\n');
    const other = known.get(rest);
    if (other === undefined) known.set(rest, value);
    return other !== undefined && other !== value;
  });
}

/** By the names of the components that have the number; of different ones the first in order of the text. */
function namedAxis(key: string, configs: readonly RunConfig[], components?: readonly ComponentDescription[]): Axis {
  const bare = bareAxis(key);
  const kinds = [...new Set(bare.paths.map((path) => path.split('.')[0]))] as ('learner' | 'attack')[];
  const labels = new Map<string, string>();
  for (const config of configs) {
    const users = kinds.map((kind) => config[kind]?.id).join(joint);
    if (!labels.has(users) && axisValue(config, bare) !== null) labels.set(users, labelAlong(key, config, components));
  }
  const [first] = [...labels.values()].sort();
  return first === undefined ? bare : settingAxis(key, first);
}

/** "Filler size, B"; of several paths all symbols, or else all titles. */
function labelAlong(key: string, config: RunConfig, components?: readonly ComponentDescription[]): string {
  const paths = inSchemaOrder(key.split(joint), config, components);
  if (paths.length === 1) return labelField(paths[0], config, components);
  const fields = paths.map((path) => describeField(path, config, components));
  if (fields.every(({ symbol }) => symbol !== null)) return fields.map(({ symbol }) => symbol).join(' = ');
  return fields.map(({ title }, at) => (at === 0 ? title : lowered(title))).join(' and ');
}
