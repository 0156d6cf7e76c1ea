import type { FieldError } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription, Slot } from '../../../shared/domain/component.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { compareConfigs, componentLabel, describeValue, inSchemaOrder } from '../../../shared/figures/configuration.ts';
import type { AttackEntry } from '../../campaign-draft/attack-axis.ts';
import { attackAxis, attackEntries } from '../../campaign-draft/attack-axis.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { fieldsOf } from '../../campaign-draft/form-fields.ts';
import type { SlotKind } from '../../campaign-draft/slots.ts';
import { declaredOnly } from '../../campaign-draft/slots.ts';

/** The components of one entry of an axis, by slot. */
export type EntrySlots = Partial<Record<SlotKind, Slot>>;

/**
 * Names of the attacks of an axis, in its order: the attack with its gradient, where it uses one, and of entries that have
 * both in common, every setting in which these differ, as in "SGLD exact, β = 0.3".
 */
export function attackNames(entries: readonly AttackEntry[], components: readonly ComponentDescription[]): string[] {
  const used = entries.map(({ attack, gradient }) => ({ attack, ...(gradient === null || ignoresGradient(attack, components) ? {} : { gradient }) }));
  return entryNames(used, components);
}

/** True for an attack to which the gradient does not matter; false also for one that the catalogue lacks. */
export function ignoresGradient({ id }: Slot, components: readonly ComponentDescription[]): boolean {
  return components.find((known) => known.kind === 'attack' && known.id === id)?.usesGradient === false;
}

/**
 * Names of the entries of an axis over components, in order: the components' short names, and of entries whose components
 * are the same, every setting in which these differ, in the order of the schema. What a slot leaves out counts as its default.
 */
export function entryNames(entries: readonly EntrySlots[], components: readonly ComponentDescription[]): string[] {
  const configs = entries.map((slots) => configOf(slots, components));
  return entries.map((slots, index) => {
    const alike = configs.filter((_, other) => idsOf(entries[other]) === idsOf(slots));
    const differing = inSchemaOrder(compareConfigs(alike).differing, configs[index], components);
    return [shortName(slots, components), ...differing.map((path) => describeValue(path, configs[index], components))].join(', ');
  });
}

/** Name of the attack inside which a problem lies, where the axis has several of its kind; null for any other problem. */
export function entryOfProblem({ path }: FieldError, draft: CampaignDraft, components: readonly ComponentDescription[]): string | null {
  const [, axis, value] = /^sweep\.(\d+)\.values\.(\d+)\./.exec(path) ?? [];
  if (axis === undefined || Number(axis) !== attackAxis(draft)) return null;
  const entries = attackEntries(draft);
  const entry = entries[Number(value)];
  const alike = entries.filter(({ attack }) => attack.id === entry?.attack.id);
  return alike.length > 1 ? attackNames(entries, components)[Number(value)] : null;
}

function shortName(slots: EntrySlots, components: readonly ComponentDescription[]): string {
  const name = Object.entries(slots).map(([kind, { id }]) => componentLabel(kind, id, components));
  return [name[0], ...name.slice(1).map((behind) => behind.toLowerCase())].join(' ');
}

function idsOf(slots: EntrySlots): string {
  return JSON.stringify(Object.entries(slots).map(([kind, { id }]) => [kind, id]));
}

/** A configuration that has these components, with their defaults, and nothing else to differ in. */
function configOf(slots: EntrySlots, components: readonly ComponentDescription[]): RunConfig {
  const none: Slot = { id: '', config: {} };
  const budget = { maliciousShare: 0, fillerSize: 1, maxRating: 1 };
  const whole = Object.fromEntries(Object.entries(slots).map(([kind, slot]) => [kind, withDefaults(kind as SlotKind, slot, components)]));
  return { dataset: '', learner: none, objective: none, gradient: null, attack: none, budget, seed: 0, ...whole };
}

function withDefaults(kind: SlotKind, { id, config }: Slot, components: readonly ComponentDescription[]): Slot {
  const component = components.find((known) => known.kind === kind && known.id === id);
  const defaults = (component === undefined ? [] : fieldsOf(component)).flatMap(({ key, fallback }) => (fallback === undefined ? [] : [[key, fallback]]));
  return { id, config: { ...Object.fromEntries(defaults), ...declaredOnly(components, kind, id, config) } };
}
