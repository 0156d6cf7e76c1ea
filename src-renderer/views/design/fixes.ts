import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { withBase } from '../../campaign-draft/campaign-model.ts';
import { valueAt, withValueAt } from '../../campaign-draft/paths.ts';
import type { PlacedProblem } from './problems.ts';
import { rowKey } from './problems.ts';
import type { Row, Section } from './sections.ts';
import { slotKinds, withSlotValue } from '../../campaign-draft/slots.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';

/** What mends a problem with one click: the words of its button and the mended draft. */
export interface Fix {
  label: string;
  draft: CampaignDraft;
}

/**
 * A fix where one is plain: a switch that is off is turned on, in every attack that has it, since attacks that differ in
 * it do not compare; a field that no chosen component declares is taken out. Null where only a person can decide.
 */
export function fixFor(
  problem: PlacedProblem,
  draft: CampaignDraft,
  sections: readonly Section[],
  components: readonly ComponentDescription[],
): Fix | null {
  const row = rowOfProblem(problem, sections);
  if (row !== null) {
    const off = switchesOff(row, sections);
    return off.length > 0 ? turnOn(off, draft, components) : null;
  }
  const stray = slotKinds.some((kind) => problem.path.startsWith(`${kind}.config.`));
  if (!stray || valueAt(draft.base, problem.path) === undefined) return null;
  return { label: `Remove ${problem.path}`, draft: withoutField(draft, problem.path) };
}

/** The row at which a problem is shown, or null. */
export function rowOfProblem(problem: PlacedProblem, sections: readonly Section[]): Row | null {
  for (const section of sections) {
    const row = section.rows.find((candidate) => rowKey(section.id, candidate.path) === problem.row);
    if (row !== undefined) return row;
  }
  return null;
}

/** The switch of a row where it is off, and the same switch of other components of its kind. */
function switchesOff(row: Row, sections: readonly Section[]): Row[] {
  const { target } = row;
  const alike = target.what === 'slot' ? sections.flatMap(({ rows }) => rows.filter((one) => one.target.what === 'slot' && one.target.kind === target.kind && one.field.key === row.field.key)) : [row];
  return alike.filter(({ field, value }) => field.control === 'switch' && value === false);
}

function turnOn(rows: readonly Row[], draft: CampaignDraft, components: readonly ComponentDescription[]): Fix {
  const next = rows.reduce((changed, { target, field, path }) => (target.what === 'slot' ? withSlotValue(changed, target.kind, target.id, field.key, true, components) : withBase(changed, path, true)), draft);
  const names = rows.flatMap(({ target }) => (target.what === 'slot' ? (components.find((one) => one.kind === target.kind && one.id === target.id)?.label ?? target.id) : []));
  const where = names.length > 1 ? ` of ${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : '';
  return { label: `Turn on: ${rows[0].field.title.toLowerCase()}${where}`, draft: next };
}

function withoutField(draft: CampaignDraft, path: string): CampaignDraft {
  return { ...draft, base: withValueAt(draft.base, path, undefined) };
}
