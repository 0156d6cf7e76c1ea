import type { ComponentDescription, ComponentKind, Slot } from '../../shared/domain/component.ts';
import { valueInWords } from '../../shared/figures/setting-value.ts';

/** One part of a list of settings: a symbol of the paper where there is one, as in `λ_U`, and the words after it. */
export interface SettingWords {
  symbol: string | null;
  words: string;
}

/** A chosen component part by part: its short name, then its settings, with the paper's symbols where it has them. */
export function slotParts(kind: ComponentKind, slot: Slot, components: readonly ComponentDescription[]): SettingWords[] {
  const component = components.find((one) => one.kind === kind && one.id === slot.id);
  const settings = Object.entries(slot.config).map(([name, value]): SettingWords => {
    const { title, symbol } = property(component, name);
    if (symbol) return { symbol, words: ` = ${valueInWords(value)}` };
    // A comma would part it from its value as it parts settings.
    return { symbol: null, words: `${title.toLowerCase().replaceAll(',', '')}${typeof value === 'boolean' ? ':' : ''} ${valueInWords(value)}` };
  });
  return [{ symbol: null, words: component?.label ?? slot.id }, ...settings];
}

/** {@link slotParts} as plain text, for places where there are no subscripts. */
export function slotInWords(kind: ComponentKind, slot: Slot, components: readonly ComponentDescription[]): string {
  return slotParts(kind, slot, components)
    .map(({ symbol, words }) => (symbol?.replaceAll('_', '') ?? '') + words)
    .join(', ');
}

function property(component: ComponentDescription | undefined, name: string): { title: string; symbol: string | null } {
  const properties = component?.config.properties as Record<string, { title?: string; symbol?: string }> | undefined;
  const found = properties?.[name];
  return { title: found?.title ?? name, symbol: found?.symbol ?? null };
}
