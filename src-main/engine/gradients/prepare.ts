import type { Slot } from '../../../shared/domain/component.ts';
import { gradients } from './list.ts';

/**
 * Loads what computing the gradients of parsed slots takes; to be awaited before a job that computes them.
 * @throws LabError 'bad-input' naming the field where something cannot be loaded here
 */
export async function prepareGradients(slots: readonly (Slot | null)[]): Promise<void> {
  for (const slot of slots) {
    const gradient = slot && gradients.find(slot.id);
    if (gradient) await gradient.prepare?.(gradient.config.parse(slot.config));
  }
}
