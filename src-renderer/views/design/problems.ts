import type { FieldError } from '../../../shared/domain/campaign.ts';
import { pathsOf } from '../../campaign-draft/axes.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { axisOf } from '../../campaign-draft/campaign-model.ts';
import { valueAt } from '../../campaign-draft/paths.ts';
import type { Section } from './sections.ts';

/** Where the form shows a problem: at a row of a section, at an axis, or only in the rail. */
export interface PlacedProblem {
  message: string;
  path: string;
  /** `section id/path` of the row, or null. */
  row: string | null;
  axis: number | null;
}

/** Key under which a row's problems are found. */
export function rowKey(section: string, path: string): string {
  return `${section}/${path}`;
}

/**
 * Finds the place of each problem that `campaigns.check` or the form itself reports. Paths into `sweep` and
 * paths of fields that vary belong to their axis; a path inside a whole slot of an axis belongs to that
 * component's section; a path to nothing the form shows has neither row nor axis.
 */
export function placeProblems(
  draft: CampaignDraft,
  sections: readonly Section[],
  problems: readonly FieldError[],
): PlacedProblem[] {
  return problems.map((problem) => {
    const inSweep = /^sweep[.[](\d+)/.exec(problem.path);
    if (inSweep !== null) return placeInSweep(draft, sections, problem, Number(inSweep[1]));
    const axis = axisAlong(draft, problem.path);
    if (axis >= 0) return { ...problem, row: null, axis };
    return { ...problem, row: rowAlong(sections, problem.path, null), axis: null };
  });
}

/** The first sentence of a row's or an axis' problems, by key; several at one place are joined. */
export function messagesAt(placed: readonly PlacedProblem[], place: { row: string } | { axis: number }): string {
  const here = placed.filter((problem) =>
    'row' in place ? problem.row === place.row : problem.axis === place.axis && problem.row === null,
  );
  return [...new Set(here.map((problem) => problem.message))].join(' ');
}

/** The value of an axis that a problem is about, and which part of it where the axis sets several fields; null for one of the whole axis. */
export function valueOfProblem({ path }: FieldError): { value: number; part: number | null } | null {
  const [, value, part] = /^sweep\.\d+\.values\.(\d+)(?:\.(\d+))?(?:\.|$)/.exec(path) ?? [];
  return value === undefined ? null : { value: Number(value), part: part === undefined ? null : Number(part) };
}

/** Which values of an axis are wrong, by their places; null where a problem is one of the whole axis. */
export function wrongValues(placed: readonly PlacedProblem[], axis: number): ReadonlySet<number> | null {
  const values = placed.filter((problem) => problem.axis === axis && problem.row === null).map(valueOfProblem);
  return values.includes(null) ? null : new Set(values.flatMap((one) => (one === null ? [] : [one.value])));
}

function placeInSweep(
  draft: CampaignDraft,
  sections: readonly Section[],
  problem: FieldError,
  index: number,
): PlacedProblem {
  const axis = draft.axes[index] === undefined ? null : index;
  const steps = problem.path.replace(/\[(\d+)\]/g, '.$1').split('.');
  const config = steps.indexOf('config');
  if (axis === null || config < 0) return { ...problem, row: null, axis };
  const inside = draft.axes[index];
  const slot = valueAt(inside.kind === 'paired' ? inside.tuples : valuesOf(inside), steps.slice(3, config).join('.'));
  const id = valueAt(slot, 'id');
  const kind = pathsOf(inside).find((path) => !path.includes('.')) ?? '';
  const path = `${kind}.${steps.slice(config).join('.')}`;
  return { ...problem, row: rowAlong(sections, path, typeof id === 'string' ? `${kind}.${id}` : null), axis };
}

function valuesOf(axis: CampaignDraft['axes'][number]): readonly unknown[] {
  return axis.kind === 'values' ? axis.values : [];
}

function axisAlong(draft: CampaignDraft, path: string): number {
  const exact = axisOf(draft, path);
  if (exact >= 0) return exact;
  return draft.axes.findIndex((axis) => pathsOf(axis).some((swept) => (swept.includes('.') ? path.startsWith(`${swept}.`) : path === `${swept}.id`)));
}

/** A problem below a field, as in `objective.config.targets.0`, is shown at the field. */
function rowAlong(sections: readonly Section[], path: string, section: string | null): string | null {
  for (const candidate of sections) {
    if (section !== null && candidate.id !== section && !section.startsWith(`${candidate.id}.`)) continue;
    const row = candidate.rows.find(({ path: own }) => own === path || path.startsWith(`${own}.`));
    if (row !== undefined) return rowKey(candidate.id, row.path);
  }
  return null;
}
