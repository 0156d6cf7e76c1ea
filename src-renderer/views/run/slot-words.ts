import type { ComponentDescription, ComponentKind, Slot } from '../../../shared/domain/component.ts';
import { valueInWords } from './value-words.ts';

/** A chosen component in words: its short name and its settings, with the paper's symbols where it has them. */
export function slotInWords(kind: ComponentKind, slot: Slot, components: readonly ComponentDescription[]): string {
  const component = components.find((one) => one.kind === kind && one.id === slot.id);
  const settings = Object.entries(slot.config).map(([name, value]) => {
    const { title, symbol } = property(component, name);
    if (symbol) return `${symbol.replaceAll('_', '')} = ${valueInWords(value)}`;
    return `${title.toLowerCase()}${typeof value === 'boolean' ? ':' : ''} ${valueInWords(value)}`;
  });
  return [component?.label ?? slot.id, ...settings].join(', ');
}

function property(component: ComponentDescription | undefined, name: string): { title: string; symbol: string | null } {
  const properties = component?.config.properties as Record<string, { title?: string; symbol?: string }> | undefined;
  const found = properties?.[name];
  return { title: found?.title ?? name, symbol: found?.symbol ?? null };
}
