import { campaignSchema, type Axis, type Campaign, type FieldError } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';
import { isAtOrBelow, originOf, pathsOf, valuesAt, withValueAt } from './axis-paths.ts';
import { faultyAxes, idleAxis } from './faulty-axes.ts';
import { fieldErrors } from './field-messages.ts';
import { withMendedParts } from './mended-parts.ts';
import { datasetErrors, knownFields, slotNames, type SlotName } from './parse.ts';

/** What one run of a campaign is made of, before its data set is known and its slots are parsed. */
export type Settings = Pick<Campaign, 'dataset' | SlotName | 'budget' | 'seed'>;

/** One combination of the axes' values. */
export interface Combination {
  settings: Settings;
  /** Which value of each axis it has. */
  picks: number[];
}

/** More combinations than this are an error, never a silent cap. */
const largestCampaign = 20_000;

const settingsSchema = campaignSchema.omit({ schema: true, name: true, sweep: true });

/**
 * Every combination of the axes, in expansion order: first axis slowest, values as written. In each slot only
 * the fields that its component declares are left; a field that no component of that slot declares is an error. Where there
 * are errors, the combinations have something harmless in the wrong places, for whoever looks at the rest of them.
 * @param components descriptions of every component of the four slots
 * @returns also the axes that are faulty and were left out
 */
export function expandCampaign(
  campaign: Campaign,
  components: readonly ComponentDescription[],
): { combinations: Combination[]; errors: FieldError[]; leftOut: Axis[] } {
  const errors = axisErrors(campaign);
  if (errors.some(({ path }) => path === 'sweep')) return { combinations: [], errors, leftOut: [] };
  const faulty = faultyAxes(errors);
  const sweep = campaign.sweep.map((axis, at) => (faulty.has(at) ? idleAxis : axis));
  const leftOut = campaign.sweep.filter((_, at) => faulty.has(at));
  const expanded = expandAxes({ ...campaign, sweep }, components);
  return { combinations: expanded.combinations, errors: [...errors, ...expanded.errors], leftOut };
}

function expandAxes(campaign: Campaign, components: readonly ComponentDescription[]): { combinations: Combination[]; errors: FieldError[] } {
  const combinations: Combination[] = [];
  const found = new Map<string, FieldError>();
  const report = (error: FieldError) => void found.set(`${error.path} ${error.message}`, error);
  const { sweep, dataset, learner, objective, gradient, attack, budget, seed } = campaign;
  const base = { dataset, learner, objective, gradient, attack, budget, seed };

  for (const picks of everyPick(sweep.map((axis) => axis.values.length))) {
    const raw = applyAxes(base, campaign, picks, report);
    const parsed = settingsSchema.safeParse(raw, { reportInput: true });
    if (parsed.success) {
      combinations.push({ settings: parsed.data, picks });
      continue;
    }
    const local = parsed.error.issues.flatMap((issue) =>
      issue.code === 'invalid_union' && issue.path.join('.') === 'dataset'
        ? datasetErrors(issue.input)
        : fieldErrors([issue], '', knownFields),
    );
    for (const { path, message } of local) report({ path: originOf(path, sweep, picks), message });
    const mended = settingsSchema.safeParse(withMendedParts(raw, local));
    if (mended.success) combinations.push({ settings: mended.data, picks });
  }
  for (const name of slotNames) {
    dropForeignFields(name, campaign, combinations, components, report);
  }
  return { combinations, errors: [...found.values()] };
}

function axisErrors({ sweep }: Campaign): FieldError[] {
  const errors: FieldError[] = [];
  const earlier: string[] = [];
  sweep.forEach((axis, index) => {
    const several = typeof axis.path !== 'string';
    pathsOf(axis).forEach((path, at) => {
      const place = `sweep.${index}.path${several ? `.${at}` : ''}`;
      const problem = pathProblem(path);
      if (problem) errors.push({ path: place, message: problem });
      const overwritten = earlier.find((other) => isAtOrBelow(other, path));
      if (overwritten)
        errors.push({
          path: place,
          message: `Overwrites "${overwritten}", which an axis before it (or this one) sets already. Leave one of them.`,
        });
      earlier.push(path);
    });
    if (!several) return;
    axis.values.forEach((value, at) => {
      if (Array.isArray(value) && value.length === axis.path.length) return;
      errors.push({
        path: `sweep.${index}.values.${at}`,
        message: `Must be a list of ${axis.path.length} values, one for each path of the axis.`,
      });
    });
  });
  const count = sweep.reduce((product, axis) => product * axis.values.length, 1);
  if (count > largestCampaign) {
    errors.push({
      path: 'sweep',
      message: `Gives ${count.toLocaleString('en')} runs; a campaign has at most ${largestCampaign.toLocaleString('en')}. Leave out values, or split it.`,
    });
  }
  return errors;
}

function pathProblem(path: string): string | null {
  const [root, ...rest] = path.split('.');
  const roots = Object.keys(settingsSchema.shape);
  if (!roots.includes(root))
    return `No field "${root}" can vary.${didYouMean(root, roots) || ` Known: ${roots.join(', ')}.`}`;
  if (path.split('.').includes(''))
    return 'Must name a field, as in "attack.id"; steps are separated by one dot.';
  if (root === 'seed' && rest.length > 0) return '"seed" has no fields.';
  const isSlot = slotNames.some((name) => name === root);
  if ((isSlot || root === 'budget') && rest.length > 0 && !knownFields(root).includes(rest[0])) {
    return `"${root}" has no field "${rest[0]}".${didYouMean(rest[0], knownFields(root)) || ` Known: ${knownFields(root).join(', ')}.`}`;
  }
  if ((isSlot && rest[0] === 'id' && rest.length > 1) || (root === 'budget' && rest.length > 1))
    return `"${root}.${rest[0]}" has no fields.`;
  return null;
}

/** Counts like an odometer: the last position runs fastest. */
function* everyPick(lengths: readonly number[]): Generator<number[]> {
  const total = lengths.reduce((product, length) => product * length, 1);
  for (let index = 0; index < total; index++) {
    let rest = index;
    const picks = new Array<number>(lengths.length);
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      picks[axis] = rest % lengths[axis];
      rest = Math.floor(rest / lengths[axis]);
    }
    yield picks;
  }
}

function applyAxes(
  base: Settings,
  { sweep }: Campaign,
  picks: readonly number[],
  report: (error: FieldError) => void,
): unknown {
  let settings: unknown = base;
  sweep.forEach((axis, index) => {
    const values = valuesAt(axis, picks[index]);
    pathsOf(axis).forEach((path, at) => {
      const result = withValueAt(settings, path.split('.'), values[at]);
      if (result) settings = result.changed;
      else
        report({
          path: `sweep.${index}.path`,
          message: `"${path}" leads through something that has no such field. Write the field into the base first.`,
        });
    });
  });
  return settings;
}

function dropForeignFields(
  name: SlotName,
  campaign: Campaign,
  combinations: readonly Combination[],
  components: readonly ComponentDescription[],
  report: (error: FieldError) => void,
): void {
  const ofKind = components.filter((component) => component.kind === name);
  const declared = new Map(
    ofKind.map((component) => [component.id, Object.keys(component.config.properties ?? {})]),
  );
  const reached = new Set([campaign[name].id, ...combinations.map(({ settings }) => settings[name].id)]);
  const known = [...reached].flatMap((id) => declared.get(id) ?? []);

  function inspect(
    slot: { id: string; config: Record<string, unknown> },
    place: (path: string) => string,
  ): void {
    if (!declared.has(slot.id)) {
      const ids = [...declared.keys()];
      report({
        path: place(`${name}.id`),
        message: `There is no ${name} "${slot.id}".${didYouMean(slot.id, ids)} Known: ${ids.join(', ')}.`,
      });
    }
    // Which fields belong is not known before the right id is.
    const judged = [...reached].every((id) => declared.has(id));
    for (const field of judged ? Object.keys(slot.config) : []) {
      if (known.includes(field)) continue;
      report({
        path: place(`${name}.config.${field}`),
        message: `Not a field of ${[...reached].join(', ')}.${didYouMean(field, known) || ' Remove it.'}`,
      });
    }
  }
  inspect(campaign[name], (path) => path);
  for (const { settings, picks } of combinations) {
    const slot = settings[name];
    inspect(slot, (path) => originOf(path, campaign.sweep, picks));
    const own = declared.get(slot.id) ?? [];
    settings[name] = {
      id: slot.id,
      config: Object.fromEntries(Object.entries(slot.config).filter(([field]) => own.includes(field))),
    };
  }
}
