import type { TargetId } from '../../../shared/domain/targets.ts';

/** Item ids as a campaign file holds them: whole numbers become JSON numbers. */
export function toTargetIds(ids: Iterable<string>): TargetId[] {
  return [...ids].map((id) => (/^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id));
}

/** Ids typed as text: parted by commas or spaces. */
export function parseTargetIds(typed: string): TargetId[] {
  return toTargetIds(typed.split(/[,\s]+/).filter((part) => part !== ''));
}
