import type { ComponentDescription } from '../domain/component.ts';
import type { RunConfig } from '../domain/run.ts';
import type { FigureDefinition } from './define-figure.ts';
import type { FigureInput } from './figure-run.ts';
import { axisValue, betaAxis, joint, settingAxis, shareAxis, type Axis } from './axis.ts';
import { compareConfigs, describeField, inSchemaOrder, labelField, variesBetweenReplicates } from './configuration.ts';
import { seriesKey } from './grouping.ts';
import { rmseAlong } from './rmse-by-share.ts';
import { targetMeanAlong } from './target-mean-by-share.ts';

/** What can be drawn along any number of the configuration. */
export const measuresAlong = ['rmse', 'target-mean'] as const;

/** The id of a figure along a number, which the command line takes too: `rmse-along-budget.fillerSize`. */
export function idAlong(measure: (typeof measuresAlong)[number], axis: Axis): string {
  return `${measure}-along-${axis.column.key}`;
}

/**
 * The figure along a number of the configuration, by its id: `rmse-along-` or `target-mean-along-` and the dotted path,
 * or several joined by `~` that are one number, as in `rmse-along-learner.config.lambdaUsers~learner.config.lambdaItems`.
 * Undefined for any other id.
 */
export function figureAlong(id: string): FigureDefinition | undefined {
  const known = made.get(id);
  if (known) return known;
  const [, measure, key] = pattern.exec(id) ?? [];
  if (key === undefined) return undefined;
  const bare = bareAxis(key);
  const named = (input: FigureInput): { axis: Axis; by: string } => {
    const axis = axisAlong(id, input)?.axis ?? bare;
    return { axis, by: ` by ${lowered(axis.column.label)}` };
  };
  const name = bare.column.label;
  const figure =
    measure === 'rmse'
      ? rmseAlong(
          bare,
          id,
          `RMSE of predictions by ${name}`,
          `RMSE between the predictions of the poisoned and the clean model over all unseen entries, against ${name}.`,
          (input) => ({ axis: named(input).axis, title: `RMSE of predictions${named(input).by}` }),
        )
      : targetMeanAlong(
          bare,
          id,
          ` by ${name}`,
          `Mean predicted rating of the target items over all normal users, against ${name}; the clean value is the heavy line.`,
          (input) => ({ axis: named(input).axis, title: named(input).by }),
        );
  made.set(id, figure);
  return figure;
}

/** What a figure along a number of the configuration measures, and its axis by the names of the input's components; null for any other id. */
export function axisAlong(id: string, input: FigureInput): { measure: (typeof measuresAlong)[number]; axis: Axis } | null {
  const [, name, key] = pattern.exec(id) ?? [];
  const measure = measuresAlong.find((one) => one === name);
  if (measure === undefined || key === undefined) return null;
  const bare = bareAxis(key);
  const configs = [...input.runs.map(({ run }) => run.config), ...(input.planned ?? []).map(({ config }) => config)];
  const config = configs.find((one) => axisValue(one, bare) !== null);
  return { measure, axis: config ? settingAxis(key, labelAlong(key, config, input.components)) : bare };
}

/**
 * Axes of the numbers, but share and β, of which one series of the runs has more than one value. Numbers that are the
 * same in every run, such as both λ, are one axis. In order of the paths.
 */
export function settingAxesOf(configs: readonly RunConfig[], components?: readonly ComponentDescription[]): Axis[] {
  const own = [...shareAxis.paths, ...betaAxis.paths];
  const paths = compareConfigs(configs).differing.filter(
    (path) => /^\w+\./.test(path) && !own.includes(path) && !variesBetweenReplicates(path),
  );
  const numbers = paths.filter((path) => configs.some((config) => valueAt(config, path) !== null));
  const keys: string[] = [];
  for (const path of numbers) {
    const same = keys.findIndex((key) => configs.every((config) => valueAt(config, key.split(joint)[0]) === valueAt(config, path)));
    if (same < 0) keys.push(path);
    else keys[same] += joint + path;
  }
  return keys.flatMap((key) => {
    const config = configs.find((one) => valueAt(one, key.split(joint)[0]) !== null);
    const axis = settingAxis(key, config ? labelAlong(key, config, components) : key);
    return variesWithin(axis, configs) ? [axis] : [];
  });
}

const pattern = /^(rmse|target-mean)-along-((?:\w+\.[\w.]+)(?:~\w+\.[\w.]+)*)$/;

/** Each once, since figures remember their tables. */
const made = new Map<string, FigureDefinition>();

/** As inside a sentence. */
export function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** With the last words of its paths for a name. */
function bareAxis(key: string): Axis {
  return settingAxis(key, key.split(joint).map((path) => path.split('.').at(-1)).join(' and '));
}

function valueAt(config: RunConfig, path: string): number | null {
  return axisValue(config, settingAxis(path, path));
}

/** Whether runs that share everything else have more than one value. */
function variesWithin(axis: Axis, configs: readonly RunConfig[]): boolean {
  const keyOf = seriesKey(axis);
  const first = new Map<string, number>();
  return configs.some((config) => {
    const value = axisValue(config, axis);
    if (value === null) return false;
    const key = keyOf(config);
    const known = first.get(key) ?? value;
    first.set(key, known);
    return known !== value;
  });
}

/** "Filler size, B"; of several paths the first title, and all symbols. */
function labelAlong(key: string, config: RunConfig, components?: readonly ComponentDescription[]): string {
  const [path, ...others] = inSchemaOrder(key.split(joint), config, components);
  const symbols = others.map((other) => describeField(other, config, components).symbol).filter((one) => one !== null);
  return [labelField(path, config, components), ...symbols].join(' = ');
}
