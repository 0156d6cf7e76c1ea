import type { CampaignDraft } from './campaign-model.ts';
import { withBase } from './campaign-model.ts';
import { valueAt, withValueAt } from './paths.ts';
import type { PlacedProblem } from './problems.ts';
import { rowKey } from './problems.ts';
import type { Row, Section } from './sections.ts';
import { slotKinds, withSlotValue } from './slots.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';

/** What mends a problem with one click: the words of its button and the mended draft. */
export interface Fix {
  label: string;
  draft: CampaignDraft;
}

/**
 * A fix where one is plain: a switch that is off is turned on; a field that no chosen component declares is
 * taken out. Null where only a person can decide.
 */
export function fixFor(
  problem: PlacedProblem,
  draft: CampaignDraft,
  sections: readonly Section[],
  components: readonly ComponentDescription[],
): Fix | null {
  const row = rowOfProblem(problem, sections);
  if (row !== null) return row.field.control === 'switch' && row.value === false ? turnOn(row, draft, components) : null;
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

function turnOn(row: Row, draft: CampaignDraft, components: readonly ComponentDescription[]): Fix {
  const { target } = row;
  const next =
    target.what === 'slot'
      ? withSlotValue(draft, target.kind, target.id, row.field.key, true, components)
      : withBase(draft, row.path, true);
  return { label: `Turn on: ${row.field.title.toLowerCase()}`, draft: next };
}

function withoutField(draft: CampaignDraft, path: string): CampaignDraft {
  return { ...draft, base: withValueAt(draft.base, path, undefined) };
}
