import type { RunConfig } from '../domain/run.ts';
import type { Column, FigureTable } from '../domain/table.ts';
import { formatCount, formatNumber, formatPercent, formatPlain, shareUnit } from './drawing/format.ts';

/** What runs along the x axis of a figure: a number of the configuration that varies inside its series. */
export interface Axis {
  /** Where a configuration has it, dotted; none for a number that is no setting, several for one that all are given. */
  paths: readonly string[];
  /** Its column of the table. */
  column: Column;
  title: string;
  /** Where the axis ends while nothing is planned. */
  emptyEnd: number;
  /** Where a value of the column stands on the axis. */
  position(value: number): number;
  /** A value as the tag of the hairline has it. */
  format(value: number): string;
  /** What stands over a place that is yet to be measured; `users` is m'. */
  placeLabel(value: number, users: number): string;
}

/** The share of malicious users: Figures 1, 2, 5 and 6 of the paper. */
export const shareAxis: Axis = {
  paths: ['budget.maliciousShare'],
  column: { key: 'maliciousShare', label: 'Malicious', unit: shareUnit, type: 'number', decimals: 1 },
  title: 'Malicious users (% of normal users)',
  emptyEnd: 5,
  /** Per cent without the rounding dust of the multiplication. */
  position: (value) => Number((value * 100).toPrecision(12)),
  format: formatPercent,
  placeLabel: (_, users) => `${formatCount(users)} users`,
};

/** β of attacks that sample profiles: Figures 3 and 4 of the paper. Other attacks have none. */
export const betaAxis: Axis = {
  paths: ['attack.config.beta'],
  column: { key: 'beta', label: 'β', unit: '', type: 'number' },
  title: 'β (larger: a stronger attack)',
  emptyEnd: 1,
  position: (value) => value,
  format: (value) => `β = ${formatPlain(value)}`,
  placeLabel: (value) => `β = ${formatPlain(value)}`,
};

/** The effect that is asked for, in the unit of the effect. */
export const effectAxis: Axis = measuredAxis('effect', 'Effect', (value) => formatPlain(value));

/** Accepted iterations of an attack. */
export const iterationAxis: Axis = measuredAxis('iteration', 'Iteration', (value) => `iteration ${formatPlain(value)}`);

/** How far malicious users stand out, in standard deviations of normal ones. */
export const detectabilityAxis: Axis = measuredAxis('detectability', 'Detectability', (value) => `${formatNumber(value, 2)} sd`);

/** A line of parallel coordinates, by its number. */
export const configurationAxis: Axis = measuredAxis('configuration', 'Configuration', (value) => `no. ${formatPlain(value)}`);

/**
 * The axis of any other number of the configuration.
 * @param key its paths, joined by {@link joint}, which name its column too
 * @param label what it is called, as in "Filler size, B": the paper's symbol last, where there is one
 */
export function settingAxis(key: string, label: string): Axis {
  const known = settingAxes.get(`${key} ${label}`);
  if (known) return known;
  const last = label.slice(label.lastIndexOf(', ') + 1).trim();
  // Titles have commas too, and words behind them.
  const name = !last.includes(' ') || last.includes(' = ') ? last : label;
  const format = (value: number): string => `${name} = ${formatPlain(value)}`;
  const axis: Axis = {
    paths: key.split(joint),
    column: { key, label, unit: '', type: 'number' },
    title: label,
    emptyEnd: 1,
    position: (value) => value,
    format,
    placeLabel: format,
  };
  settingAxes.set(`${key} ${label}`, axis);
  return axis;
}

/** Between the paths of one number. */
export const joint = '~';

/** One for each label, since what is made along an axis is remembered by it. */
const settingAxes = new Map<string, Axis>();

/** The axis' number of a configuration; null where it has none, or is given more than one. */
export function axisValue(config: RunConfig, { paths }: Axis): number | null {
  const [value, ...others] = paths.map((path) =>
    path.split('.').reduce<unknown>((part, key) => memberOf(part, key), config),
  );
  return typeof value === 'number' && others.every((other) => other === value) ? value : null;
}

/** Whether the configurations have more than one value of the axis. */
export function variesAlong(axis: Axis, configs: readonly RunConfig[]): boolean {
  const values = new Set(configs.map((config) => axisValue(config, axis)).filter((value) => value !== null));
  return values.size > 1;
}

/** The axis of a figure's table; that of shares where the table has no other. */
export function axisOf(table: FigureTable): Axis {
  const axes = [configurationAxis, detectabilityAxis, effectAxis, iterationAxis, betaAxis];
  const known = axes.find((axis) => table.columns.some(({ key }) => key === axis.column.key));
  const setting = table.columns.find(({ key }) => key.includes('.'));
  return known ?? (setting ? settingAxis(setting.key, setting.label) : shareAxis);
}

function measuredAxis(key: string, label: string, format: (value: number) => string): Axis {
  return {
    paths: [],
    column: { key, label, unit: '', type: 'number' },
    title: label,
    emptyEnd: 1,
    position: (value) => value,
    format,
    placeLabel: format,
  };
}

function memberOf(part: unknown, key: string): unknown {
  const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
  return isObject && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined;
}
