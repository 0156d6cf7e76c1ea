import type { Campaign } from '../../shared/domain/campaign.ts';
import type { AxisDraft } from './axes.ts';
import { fromAxis, lengthOf, pathsOf, toAxis, withoutPath } from './axes.ts';
import { differingPaths, valueAt, withValueAt } from './paths.ts';

/** A campaign while it is edited: what stays fixed, and the axes that vary, first axis slowest. */
export interface CampaignDraft {
  readonly base: Omit<Campaign, 'sweep'>;
  readonly axes: readonly AxisDraft[];
}

/** Opens a campaign for editing. */
export function draftFromCampaign(campaign: Campaign): CampaignDraft {
  const { sweep, ...base } = campaign;
  return { base, axes: sweep.map(fromAxis) };
}

/** The campaign file of a draft; opening and writing without an edit gives the same file. */
export function campaignFromDraft(draft: CampaignDraft): Campaign {
  return { ...draft.base, sweep: draft.axes.map(toAxis) };
}

/** Index of the axis that sets `path`, or -1. */
export function axisOf(draft: CampaignDraft, path: string): number {
  return draft.axes.findIndex((axis) => pathsOf(axis).includes(path));
}

/** Fixed value at a path of the campaign file. */
export function baseValue(draft: CampaignDraft, path: string): unknown {
  return valueAt(draft.base, path);
}

/** The draft with another fixed value; undefined removes the field. */
export function withBase(draft: CampaignDraft, path: string, value: unknown): CampaignDraft {
  if (Object.is(valueAt(draft.base, path), value)) return draft;
  return { ...draft, base: withValueAt(draft.base, path, value) };
}

/** The draft with one filter of the data set; a data set without filters is written as its name alone. */
export function withSubset(draft: CampaignDraft, key: string, value: unknown): CampaignDraft {
  const reference = draft.base.dataset;
  const parts = typeof reference === 'string' ? { of: reference } : reference;
  const next = withValueAt(parts, key, value ?? undefined);
  return withBase(draft, 'dataset', Object.keys(next).length === 1 ? next.of : next);
}

/** The draft with one axis replaced; null takes the axis out and leaves its first value fixed. */
export function withAxis(draft: CampaignDraft, index: number, axis: AxisDraft | null): CampaignDraft {
  if (axis !== null) return { ...draft, axes: draft.axes.map((old, at) => (at === index ? axis : old)) };
  const kept = fixFirstValues(draft, draft.axes[index], pathsOf(draft.axes[index]));
  return { ...kept, axes: draft.axes.filter((_, at) => at !== index) };
}

/** Starts to vary a field: a new last axis whose only value is the fixed one. */
export function sweep(draft: CampaignDraft, path: string, value: unknown): CampaignDraft {
  if (axisOf(draft, path) >= 0) return draft;
  return { ...draft, axes: [...draft.axes, { kind: 'values', path, values: value === undefined ? [] : [value] }] };
}

/** Stops to vary a field: its first value becomes the fixed one. What it was paired with still varies. */
export function unsweep(draft: CampaignDraft, path: string): CampaignDraft {
  const index = axisOf(draft, path);
  if (index < 0) return draft;
  const axis = draft.axes[index];
  const rest = withoutPath(axis, path);
  if (rest === null) return withAxis(draft, index, null);
  return withAxis(fixFirstValues(draft, axis, [path]), index, rest);
}

/** "4 × 6 × 2 × 10": the lengths of the axes, first axis first; empty without axes. */
export function lengthsInWords(draft: CampaignDraft): string {
  return draft.axes.map((axis) => lengthOf(axis)).join(' × ');
}

/** How many combinations the axes have, equal runs counted each time; 1 without axes. */
export function combinations(draft: CampaignDraft): number {
  return draft.axes.reduce((product, axis) => product * lengthOf(axis), 1);
}

/** How many fields and axes differ between what is saved and the draft; everything when nothing is saved. */
export function unsavedChanges(saved: CampaignDraft | null, draft: CampaignDraft): number {
  if (saved === null) return Math.max(1, draft.axes.length);
  const fields = differingPaths(saved.base, draft.base).length;
  const written = (axes: readonly AxisDraft[]) => new Set(axes.map((axis) => JSON.stringify(toAxis(axis))));
  const [before, after] = [written(saved.axes), written(draft.axes)];
  const missing = [...before].filter((axis) => !after.has(axis)).length;
  const added = [...after].filter((axis) => !before.has(axis)).length;
  const reordered = missing + added === 0 && String([...before]) !== String([...after]) ? 1 : 0;
  return fields + Math.max(missing, added) + reordered;
}

function fixFirstValues(draft: CampaignDraft, axis: AxisDraft, paths: readonly string[]): CampaignDraft {
  const first = firstValues(axis);
  return paths.reduce((fixed, path) => (first.has(path) ? withBase(fixed, path, first.get(path)) : fixed), draft);
}

function firstValues(axis: AxisDraft): Map<string, unknown> {
  if (lengthOf(axis) === 0) return new Map();
  if (axis.kind === 'paired') return new Map(axis.paths.map((path, index) => [path, axis.tuples[0][index]]));
  return new Map([[axis.path, toAxis(axis).values[0]]]);
}
