import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { lowered } from '../../../shared/figures/configuration.ts';
import { isAttackAxis } from '../../campaign-draft/attack-axis.ts';
import type { AxisDraft } from '../../campaign-draft/axes.ts';
import { pathsOf } from '../../campaign-draft/axes.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { formatValue } from './chip-input.ts';
import { entryNames } from './entry-words.ts';
import type { Field } from '../../campaign-draft/form-fields.ts';
import { wordsOf } from '../../campaign-draft/form-fields.ts';
import type { Row, Section } from './sections.ts';
import { fieldAt, unknownField } from './sections.ts';
import { isSlot, slotKinds } from '../../campaign-draft/slots.ts';

/** One field for each path of an axis; a made-up one for a path that no component declares. */
export function fieldsAlong(
  draft: CampaignDraft,
  components: readonly ComponentDescription[],
  axis: AxisDraft,
): Field[] {
  return pathsOf(axis).map((path) => {
    const field = fieldAt(draft, components, path)?.row.field ?? unknownField(path);
    return isComponentPath(path) ? { ...field, title: wordsOf(path.split('.')[0]), symbol: '' } : field;
  });
}

/** "Attack and gradient", "Malicious users": what an axis is called. */
export function axisTitle(axis: AxisDraft, fields: readonly Field[]): string {
  const titles = fields.map((field) => field.title);
  if (isAttackAxis(axis)) return titles.length === 1 ? 'Attack' : 'Attack and gradient';
  if (titles.length === 1) return titles[0];
  const shared = commonEnd(titles);
  const short = titles.map((title) => title.slice(0, title.length - shared.length));
  const lower = short.slice(1).map(lowered);
  return `${[short[0], ...lower.slice(0, -1)].join(', ')} and ${lower.at(-1)}${shared}`;
}

/** A value of an axis as its chip shows it; components by their short name, with what {@link namesAlong} says of one that has settings. */
export function valueWords(
  components: readonly ComponentDescription[],
  path: string,
  field: Field,
  value: unknown,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  if (!isComponentPath(path)) return formatValue(field, value);
  const id = isSlot(value) ? value.id : String(value);
  const label = components.find((known) => known.kind === path.split('.')[0] && known.id === id)?.label ?? id;
  return names.get(JSON.stringify(value)) ?? label;
}

/** For each path of an axis, the names that tell the components on it apart which carry settings of their own, by their JSON. */
export function namesAlong(axis: AxisDraft, components: readonly ComponentDescription[]): ReadonlyMap<string, string>[] {
  return pathsOf(axis).map((path, at) => {
    const kind = slotKinds.find((known) => known === path);
    if (kind === undefined || axis.kind === 'range') return new Map<string, string>();
    const slots = (axis.kind === 'paired' ? axis.tuples.map((tuple) => tuple[at]) : axis.values).filter(isSlot);
    const names = entryNames(slots.map((slot) => ({ [kind]: slot })), components);
    return new Map(slots.map((slot, index) => [JSON.stringify(slot), names[index]]));
  });
}

/** Rows that may be paired with an axis, with the titles of their sections: those that stay fixed and hold a plain value. */
export function pairable(sections: readonly Section[], own: Field): { section: string; row: Row }[] {
  const seen = new Set<string>();
  return sections
    .flatMap(({ title, rows }) => rows.map((row) => ({ section: title, row })))
    .filter(({ row }) => row.swept === null && row.target.what !== 'subset' && row.field !== own && row.field.control === 'number')
    .filter(({ row }) => !seen.has(row.path) && seen.add(row.path));
}

/** The words with which all titles end, as in " weight"; empty where one title would be left without words. */
function commonEnd(titles: readonly string[]): string {
  const words = titles[0].split(' ');
  for (let from = 1; from < words.length; from++) {
    const end = ` ${words.slice(from).join(' ')}`;
    if (titles.every((title) => title.length > end.length && title.endsWith(end))) return end;
  }
  return '';
}

function isComponentPath(path: string): boolean {
  return !path.includes('.') ? path !== 'dataset' && path !== 'seed' : path.endsWith('.id') && path.split('.').length === 2;
}
