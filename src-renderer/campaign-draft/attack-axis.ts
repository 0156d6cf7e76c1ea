import type { Slot } from '../../shared/domain/component.ts';
import type { AxisDraft } from './axes.ts';
import { pathsOf, toAxis } from './axes.ts';
import type { CampaignDraft } from './campaign-model.ts';
import { axisOf, withAxis } from './campaign-model.ts';

/** One attack of the axis, with the gradient it uses; null when the axis leaves the gradient alone. */
export interface AttackEntry {
  attack: Slot;
  gradient: Slot | null;
}

const attackPaths: readonly string[] = ['attack', 'attack.id'];
const gradientPaths: readonly string[] = ['gradient', 'gradient.id'];

/** True for an axis over attacks, alone or paired with the gradient. */
export function isAttackAxis(axis: AxisDraft): boolean {
  const paths = pathsOf(axis);
  const known = paths.every((path) => attackPaths.includes(path) || gradientPaths.includes(path));
  return axis.kind !== 'range' && known && paths.some((path) => attackPaths.includes(path));
}

/** Index of the axis over attacks, or -1. */
export function attackAxis(draft: CampaignDraft): number {
  return draft.axes.findIndex(isAttackAxis);
}

/** The attacks of the axis in its order; the fixed attack alone when attacks do not vary. */
export function attackEntries(draft: CampaignDraft): AttackEntry[] {
  const index = attackAxis(draft);
  if (index < 0) return [{ attack: draft.base.attack, gradient: gradientVaries(draft, -1) ? null : draft.base.gradient }];
  const axis = draft.axes[index];
  const paths = pathsOf(axis);
  const tuples = axis.kind === 'paired' ? axis.tuples : toAxis(axis).values.map((value) => [value]);
  const loose = gradientVaries(draft, index) ? null : draft.base.gradient;
  return tuples.map((tuple) => ({
    attack: slotFrom(at(paths, tuple, attackPaths), draft.base.attack),
    gradient: paths.some((path) => gradientPaths.includes(path))
      ? slotFrom(at(paths, tuple, gradientPaths), draft.base.gradient)
      : loose,
  }));
}

/**
 * Writes the attacks back as one axis, in the shortest form that holds them: ids where no attack needs a
 * configuration of its own, no gradient where every entry uses the fixed one. What the axis already
 * spells out it goes on spelling out. A single entry still is an axis, an empty list takes the axis out.
 * @param whole forces whole attack slots.
 */
export function withAttackEntries(draft: CampaignDraft, entries: readonly AttackEntry[], whole = false): CampaignDraft {
  const index = attackAxis(draft);
  if (entries.length === 0) return index < 0 ? draft : withAxis(draft, index, null);
  const paths = index < 0 ? [] : pathsOf(draft.axes[index]);
  const slots = whole || paths.includes('attack') || entries.some((entry) => carriesOwn(entry.attack, draft.base.attack));
  const gradientPath = paths.find((path) => gradientPaths.includes(path)) ?? gradientColumn(draft, entries, index);
  const names = [slots ? 'attack' : 'attack.id', ...(gradientPath === null ? [] : [gradientPath])];
  const tuples = entries.map((entry) => {
    const attack = slots ? entry.attack : entry.attack.id;
    const gradient = entry.gradient ?? draft.base.gradient;
    return gradientPath === null ? [attack] : [attack, gradientPath === 'gradient' ? gradient : gradient.id];
  });
  const axis: AxisDraft =
    names.length === 1
      ? { kind: 'values', path: names[0], values: tuples.map((tuple) => tuple[0]) }
      : { kind: 'paired', paths: names, tuples };
  return index < 0 ? { ...draft, axes: [axis, ...draft.axes] } : withAxis(draft, index, axis);
}

/** True when an entry for this attack and gradient is there already; attacks without gradient match by id. */
export function hasEntry(entries: readonly AttackEntry[], attack: string, gradient: string | null): boolean {
  return entries.some(
    (entry) => entry.attack.id === attack && (gradient === null || entry.gradient === null || entry.gradient.id === gradient),
  );
}

function carriesOwn(slot: Slot, base: Slot): boolean {
  return slot.config !== base.config && JSON.stringify(slot.config) !== JSON.stringify(base.config);
}

function gradientColumn(draft: CampaignDraft, entries: readonly AttackEntry[], index: number): string | null {
  if (gradientVaries(draft, index)) return null;
  const others = entries.some((entry) => entry.gradient !== null && entry.gradient.id !== draft.base.gradient.id);
  return others ? 'gradient.id' : null;
}

function gradientVaries(draft: CampaignDraft, exceptAxis: number): boolean {
  return gradientPaths.some((path) => {
    const index = axisOf(draft, path);
    return index >= 0 && index !== exceptAxis;
  });
}

function at(paths: readonly string[], tuple: readonly unknown[], wanted: readonly string[]): unknown {
  return tuple[paths.findIndex((path) => wanted.includes(path))];
}

function slotFrom(value: unknown, base: Slot): Slot {
  if (typeof value === 'object' && value !== null && 'id' in value) {
    return { id: String(value.id), config: 'config' in value ? (value.config as Slot['config']) : {} };
  }
  return { id: String(value), config: base.config };
}
