import { z } from 'zod';
import { budgetSchema, campaignSchema } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { axisOf, baseValue } from '../../campaign-draft/campaign-model.ts';
import { lengthOf } from '../../campaign-draft/axes.ts';
import { attackAxis, isAttackAxis } from '../../campaign-draft/attack-axis.ts';
import type { Field } from '../../campaign-draft/form-fields.ts';
import { fieldFromSchema, fieldsOf } from '../../campaign-draft/form-fields.ts';
import type { SlotKind } from '../../campaign-draft/slots.ts';
import { valueAt } from '../../campaign-draft/paths.ts';
import { differsOnAxis, reachedIds, slotValue } from '../../campaign-draft/slots.ts';
import { targetRule } from '../../../shared/domain/targets.ts';

/** What a row edits: a plain path, the component of a slot, the data set, or a field of one component. */
export type RowTarget =
  | { what: 'path' }
  | { what: 'dataset' }
  | { what: 'subset' }
  | { what: 'component'; kind: SlotKind }
  | { what: 'slot'; kind: SlotKind; id: string };

/** One row of "What stays fixed". */
export interface Row {
  /** Path in the campaign file, as in `budget.fillerSize`; also what an axis over it is called. */
  path: string;
  field: Field;
  target: RowTarget;
  value: unknown;
  /** Where the field varies: index of its axis and the words of its chip. */
  swept: { axis: number; words: string } | null;
}

/** A titled group of rows. */
export interface Section {
  id: string;
  title: string;
  rows: Row[];
  /** The component whose fields these are, where no row chooses it. */
  of?: { kind: SlotKind; id: string };
}

const slotWords: Record<SlotKind, { title: string; field: string; symbol: string }> = {
  learner: { title: 'Learner', field: 'Algorithm', symbol: '' },
  objective: { title: 'Objective', field: 'Goal', symbol: 'R' },
  gradient: { title: 'Gradient', field: 'Method', symbol: '' },
  attack: { title: 'Attack', field: 'Method', symbol: '' },
};

/** The form: Data, Learner, Objective, Gradient, every attack that the campaign reaches, Budget. */
export function sectionsOf(draft: CampaignDraft, components: readonly ComponentDescription[]): Section[] {
  return [
    { id: 'dataset', title: 'Data', rows: datasetRows(draft) },
    ...slotSections(draft, components, 'learner'),
    ...slotSections(draft, components, 'objective'),
    ...slotSections(draft, components, 'gradient'),
    ...slotSections(draft, components, 'attack'),
    { id: 'budget', title: 'Budget', rows: [...budgetFields, seedField].map((field) => plainRow(draft, field)) },
  ];
}

/** Every field that could vary, with its section: what "Sweep a field" offers, and what axes are read with. */
export function fieldAt(
  draft: CampaignDraft,
  components: readonly ComponentDescription[],
  path: string,
): { section: string; row: Row } | null {
  for (const section of sectionsOf(draft, components)) {
    const row = section.rows.find((candidate) => candidate.path === path);
    if (row !== undefined) return { section: section.title, row };
  }
  return null;
}

/** A field for a path that no component declares, so that its axis can still be read and edited. */
export function unknownField(path: string): Field {
  return { ...fieldFromSchema(path.split('.').at(-1) ?? path, {}), title: path };
}

function datasetRows(draft: CampaignDraft): Row[] {
  const reference = draft.base.dataset;
  const head = rowOf(draft, 'dataset', datasetField, { what: 'dataset' }, reference);
  if (head.swept !== null || typeof reference === 'string') return [head];
  const rows = subsetFields.map((field) =>
    rowOf(draft, `dataset.${field.key}`, field, { what: 'subset' }, valueAt(reference, field.key) ?? null),
  );
  return [head, ...rows];
}

function slotSections(draft: CampaignDraft, components: readonly ComponentDescription[], kind: SlotKind): Section[] {
  const ids = reachedIds(draft, kind);
  const words = slotWords[kind];
  const known = components.filter((component) => component.kind === kind);
  const choice: Field = {
    ...fieldFromSchema('id', { enum: known.map((component) => component.id) }),
    title: words.field,
    symbol: words.symbol,
    help: ids.length === 1 ? (known.find((component) => component.id === ids[0])?.summary ?? '') : '',
  };
  const head = rowOf(draft, `${kind}.id`, choice, { what: 'component', kind }, draft.base[kind].id);
  const bodies = ids.map((id) => {
    const component = known.find((candidate) => candidate.id === id);
    const rows = (component === undefined ? [] : fieldsOf(component)).flatMap((field) => {
      const value = slotValue(draft, kind, id, field.key) ?? field.fallback;
      const row = rowOf(draft, `${kind}.config.${field.key}`, field, { what: 'slot', kind, id }, value);
      return field.control === 'targets' ? [row, ...drawRow(draft, row)] : [row];
    });
    return { id: `${kind}.${id}`, title: sectionTitle(kind, component?.label ?? id), rows, of: { kind, id } };
  });
  const single = bodies.length === 1 && !(kind === 'attack' && attackAxis(draft) >= 0);
  if (single) return [{ id: kind, title: words.title, rows: [head, ...bodies[0].rows] }];
  const named = bodies.filter((body) => body.rows.length > 0);
  return kind === 'attack' ? named : [{ id: kind, title: words.title, rows: [head] }, ...named];
}

function sectionTitle(kind: SlotKind, label: string): string {
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  return kind === 'gradient' ? `${name} gradient` : name;
}

/** Where a rule draws the targets, the number that seeds the draw is a field of its own, so that it can vary. */
function drawRow(draft: CampaignDraft, targets: Row): Row[] {
  const rule = targetRule(targets.value);
  const path = `${targets.path}.choose.draw`;
  return rule === null ? [] : [rowOf(draft, path, drawField, { what: 'path' }, rule.draw ?? 1)];
}

function plainRow(draft: CampaignDraft, field: Field): Row {
  const path = field === seedField ? 'seed' : `budget.${field.key}`;
  return rowOf(draft, path, field, { what: 'path' }, baseValue(draft, path));
}

function rowOf(draft: CampaignDraft, path: string, field: Field, target: RowTarget, value: unknown): Row {
  return { path, field, target, value, swept: sweptBy(draft, path, target) };
}

function sweptBy(draft: CampaignDraft, path: string, target: RowTarget): Row['swept'] {
  const apart = target.what === 'slot' && differsOnAxis(draft, target.kind, target.id, path.split('.')[2]);
  const whole = target.what === 'component' || apart ? axisOf(draft, target.kind) : -1;
  const index = Math.max(axisOf(draft, path), whole);
  if (index < 0) return null;
  const axis = draft.axes[index];
  const length = lengthOf(axis);
  if (apart) return { axis: index, words: `swept, with ${target.kind}` };
  if (path.startsWith('gradient') && isAttackAxis(axis)) return { axis: index, words: 'swept, with attack' };
  const noun = axis.kind === 'paired' ? (length === 1 ? 'pair' : 'pairs') : length === 1 ? 'value' : 'values';
  return { axis: index, words: `swept, ${length} ${noun}` };
}

const datasetField: Field = { ...fieldFromSchema('dataset', { type: 'string' }), title: 'Data set' };

const subsetFields: Field[] = [
  ['topUsers', 'Most active users', 'Only so many users, those with the most ratings; empty takes all.', 1],
  ['topItems', 'Most rated items', 'Only so many items, those with the most ratings; empty takes all.', 1],
  ['minRatings', 'Ratings per user', 'Leaves out users with fewer ratings in the file; empty takes all.', 0],
].map(([key, title, description, minimum]) =>
  fieldFromSchema(String(key), { type: ['integer', 'null'], title, description, minimum }),
);

const drawField: Field = fieldFromSchema('draw', {
  type: 'integer',
  minimum: 0,
  title: 'Draw of targets',
  description: 'Seeds the choice of targets alone; vary it for several targets.',
});

const budgetFields: Field[] = Object.entries(jsonProperties(budgetSchema)).map(([key, property]) =>
  fieldFromSchema(key, property),
);

const seedField: Field = fieldFromSchema('seed', {
  ...jsonProperties(campaignSchema)['seed'],
  title: 'Seed',
  description: 'Starts every random stream; vary it for intervals over seeds.',
});

function jsonProperties(schema: z.ZodType): Record<string, Record<string, unknown>> {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return (json.properties ?? {}) as Record<string, Record<string, unknown>>;
}
