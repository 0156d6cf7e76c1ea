import { z } from 'zod';
import type { RunConfig } from './run.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a setting may be: a list, as of targets, or a rule by which targets are chosen, counts as one value. */
const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()])), z.record(z.string(), z.unknown())]);

const pathPattern = /^\w+(?:\.\w+)*$/;

/**
 * Of which runs a figure is: those that have one of the values in a field of their configuration, named by its dotted
 * path. A run without the field is kept, as uniform is where a β is asked for.
 */
export const runFilterSchema = z.strictObject({
  path: z.string().regex(pathPattern, 'give the dotted path of a setting, as in budget.fillerSize'),
  values: z.array(valueSchema).min(1),
});
export type RunFilter = z.infer<typeof runFilterSchema>;

/** Whether a configuration passes all filters. */
export function passes(config: RunConfig, filters: readonly RunFilter[]): boolean {
  return filters.every(({ path, values }) => {
    const own = settingAt(config, path);
    if (own === undefined) return true;
    const text = canonicalJson(own);
    return values.some((value) => canonicalJson(value) === text);
  });
}

/**
 * Filters that let the same of these configurations pass, and name nothing that none of them has: without the values of
 * others, and without the filters by a setting that none has, which keep all. Null where a filter keeps none for lack of a value.
 */
export function metFilters(filters: readonly RunFilter[], configs: readonly RunConfig[]): RunFilter[] | null {
  const met = filters.flatMap(({ path, values }) => {
    const own = new Set(configs.map((config) => settingAt(config, path)).filter((value) => value !== undefined).map(canonicalJson));
    return own.size === 0 ? [] : [{ path, values: values.filter((value) => own.has(canonicalJson(value))) }];
  });
  return met.every(({ values }) => values.length > 0) ? met : null;
}

/** What a configuration has at a dotted path; undefined where it has no such field. */
export function settingAt(config: RunConfig, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isObject && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined;
  }, config);
}

/** The filters with the values of one path replaced, or without it where there are none; the place of the filter stays. */
export function withFilter(filters: readonly RunFilter[], path: string, values: RunFilter['values']): RunFilter[] {
  const known = filters.some((one) => one.path === path);
  const next = known ? filters.map((one) => (one.path === path ? { path, values } : one)) : [...filters, { path, values }];
  return next.filter((one) => one.values.length > 0);
}

/** A filter in one word for addresses and the command line: `budget.fillerSize=25,50`; what is no plain word is JSON. */
export function filterToText({ path, values }: RunFilter): string {
  const isPlain = values.every((value) => typeof value === 'string' && /^[A-Za-z][\w-]*$/.test(value) && !isJson(value));
  return `${path}=${isPlain ? values.join(',') : values.map(canonicalJson).join(',')}`;
}

/** Reads {@link filterToText}; null for anything else. */
export function filterFromText(text: string): RunFilter | null {
  const at = text.indexOf('=');
  const [path, listed] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || listed.trim() === '') return null;
  const parsed = runFilterSchema.safeParse({ path, values: listFrom(listed) });
  return parsed.success ? parsed.data : null;
}

/** JSON values between commas, or else words between commas of which some may be JSON. */
function listFrom(text: string): unknown[] {
  const whole = jsonOf(`[${text}]`);
  if (Array.isArray(whole)) return whole;
  return text.split(',').map((word) => (isJson(word) ? jsonOf(word) : word.trim()));
}

function isJson(text: string): boolean {
  return jsonOf(text) !== undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
