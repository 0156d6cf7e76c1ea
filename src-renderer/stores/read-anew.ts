import { onScopeDispose } from 'vue';
import type { Transport } from '../../shared/contract/transport.ts';

/**
 * Has something read again whenever nothing that was read counts any more: another library was opened, or messages of
 * the lab may have been missed. Ends with the current scope, that of a view or a store.
 * @param load reads it; nothing is waited for
 */
export function readAnew(transport: Pick<Transport, 'subscribe'>, load: () => unknown): void {
  onScopeDispose(transport.subscribe('library.replaced', () => void load()));
}
