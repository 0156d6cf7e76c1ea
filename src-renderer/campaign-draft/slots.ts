import type { ComponentDescription, Slot } from '../../shared/domain/component.ts';
import type { AxisDraft } from './axes.ts';
import { pathsOf, toAxis } from './axes.ts';
import type { CampaignDraft } from './campaign-model.ts';
import { axisOf, withAxis, withBase } from './campaign-model.ts';
import { fieldsOf } from './form-fields.ts';
import { attackAxis, attackEntries, withAttackEntries } from './attack-axis.ts';

/** The slots of a campaign that hold a component. */
export const slotKinds = ['learner', 'objective', 'gradient', 'attack'] as const;
export type SlotKind = (typeof slotKinds)[number];

/** Whether a value of an axis is a component with its configuration, not its id alone. */
export function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && 'id' in value && 'config' in value;
}

/** Ids of every component that the campaign reaches in a slot, in the order of the axis. */
export function reachedIds(draft: CampaignDraft, kind: SlotKind): string[] {
  const ids = axisValues(draft, kind, `${kind}.id`) ?? axisValues(draft, kind, kind) ?? [draft.base[kind].id];
  return [...new Set(ids)];
}

/** Value of a component's field: of its own slot on an axis of whole slots, else the fixed configuration. */
export function slotValue(draft: CampaignDraft, kind: SlotKind, id: string, key: string): unknown {
  const own = wholeSlots(draft, kind).find((slot) => slot.id === id);
  return (own?.config ?? draft.base[kind].config)[key];
}

/** Whether an axis of whole slots holds the component more than once, with different values of the field: no single one is its value. */
export function differsOnAxis(draft: CampaignDraft, kind: SlotKind, id: string, key: string): boolean {
  const own = wholeSlots(draft, kind).filter((slot) => slot.id === id);
  return new Set(own.map((slot) => JSON.stringify(slot.config[key]))).size > 1;
}

/**
 * Sets a field of one component. On an axis of attacks by id, where another swept attack declares a field
 * of the same name, the axis is rewritten to whole slots first, so that each attack keeps its own value.
 */
export function withSlotValue(
  draft: CampaignDraft,
  kind: SlotKind,
  id: string,
  key: string,
  value: unknown,
  components: readonly ComponentDescription[],
): CampaignDraft {
  if (Object.is(slotValue(draft, kind, id, key), value)) return draft;
  if (wholeSlots(draft, kind).length > 0) return withWholeSlotValue(draft, kind, id, key, value);
  const others = reachedIds(draft, kind).filter((other) => other !== id);
  const shared = others.some((other) => declares(components, kind, other, key));
  if (kind === 'attack' && shared && attackAxis(draft) >= 0) {
    return withWholeSlotValue(attacksAsSlots(draft, components), kind, id, key, value);
  }
  const config = { ...draft.base[kind].config, [key]: value };
  if (value === undefined) delete config[key];
  return withBase(draft, kind, { ...draft.base[kind], config });
}

/** Chooses another component; of the old configuration it keeps the fields that the new one declares. */
export function withComponent(
  draft: CampaignDraft,
  kind: SlotKind,
  id: string,
  components: readonly ComponentDescription[],
): CampaignDraft {
  return withBase(draft, kind, { id, config: declaredOnly(components, kind, id, draft.base[kind].config) });
}

/** The part of a configuration that a component declares; all of it for an unknown component. */
export function declaredOnly(
  components: readonly ComponentDescription[],
  kind: SlotKind,
  id: string,
  config: Slot['config'],
): Slot['config'] {
  const component = components.find((known) => known.kind === kind && known.id === id);
  if (component === undefined) return config;
  const keys = new Set(fieldsOf(component).map((field) => field.key));
  return Object.fromEntries(Object.entries(config).filter(([key]) => keys.has(key)));
}

function declares(components: readonly ComponentDescription[], kind: SlotKind, id: string, key: string): boolean {
  const component = components.find((known) => known.kind === kind && known.id === id);
  return component !== undefined && fieldsOf(component).some((field) => field.key === key);
}

function attacksAsSlots(draft: CampaignDraft, components: readonly ComponentDescription[]): CampaignDraft {
  const config = draft.base.attack.config;
  const entries = attackEntries(draft).map((entry) => ({
    ...entry,
    attack: { id: entry.attack.id, config: declaredOnly(components, 'attack', entry.attack.id, config) },
  }));
  const rewritten = withAttackEntries(draft, entries, true);
  return withBase(rewritten, 'attack', entries[0].attack);
}

function withWholeSlotValue(draft: CampaignDraft, kind: SlotKind, id: string, key: string, value: unknown): CampaignDraft {
  const index = axisOf(draft, kind);
  const change = (slot: unknown) => (isSlot(slot) && slot.id === id ? configured(slot, key, value) : slot);
  const next = withAxis(draft, index, mapped(draft.axes[index], kind, change));
  return next.base[kind].id === id ? withBase(next, kind, configured(next.base[kind], key, value)) : next;
}

function configured(slot: Slot, key: string, value: unknown): Slot {
  const config = { ...slot.config, [key]: value };
  if (value === undefined) delete config[key];
  return { ...slot, config };
}

function mapped(axis: AxisDraft, path: string, change: (value: unknown) => unknown): AxisDraft {
  if (axis.kind === 'values') return { ...axis, values: axis.values.map(change) };
  if (axis.kind === 'range') return axis;
  const column = axis.paths.indexOf(path);
  return {
    ...axis,
    tuples: axis.tuples.map((tuple) => tuple.map((value, at) => (at === column ? change(value) : value))),
  };
}

function wholeSlots(draft: CampaignDraft, kind: SlotKind): Slot[] {
  return columnOf(draft, kind).filter(isSlot);
}

function axisValues(draft: CampaignDraft, kind: SlotKind, path: string): string[] | null {
  const values = columnOf(draft, path);
  const ids = values.map((value) => (path === kind && isSlot(value) ? value.id : value));
  const texts = ids.filter((id) => typeof id === 'string');
  return texts.length > 0 ? texts : null;
}

function columnOf(draft: CampaignDraft, path: string): readonly unknown[] {
  const index = axisOf(draft, path);
  if (index < 0) return [];
  const axis = draft.axes[index];
  const column = pathsOf(axis).indexOf(path);
  return axis.kind === 'paired' ? axis.tuples.map((tuple) => tuple[column]) : toAxis(axis).values;
}
