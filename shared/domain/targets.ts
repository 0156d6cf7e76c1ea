/** A rule that draws targets, as the campaign file holds it under `targets.choose`. */
export interface TargetRule {
  predictedMean?: number;
  within?: number;
  popularity?: string;
  count?: number;
  draw?: number;
}

/** Item ids as in the data file; numbers and strings are the same id when they read the same. */
export type TargetId = string | number;

/** The ids of a value of a `targets` field; none when a rule draws them. */
export function targetIds(value: unknown): TargetId[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string' || typeof id === 'number') : [];
}

/** The rule of a value of a `targets` field, or null when items are named. */
export function targetRule(value: unknown): TargetRule | null {
  if (typeof value !== 'object' || value === null || !('choose' in value)) return null;
  return typeof value.choose === 'object' && value.choose !== null ? (value.choose as TargetRule) : null;
}

/** A value of a `targets` field in a few words: the ids, or what is drawn. */
export function targetsInWords(value: unknown): string {
  const rule = targetRule(value);
  if (rule === null) return targetIds(value).join(', ') || 'none';
  const count = rule.count ?? 1;
  const among =
    rule.predictedMean === undefined
      ? `${rule.popularity ?? 'any'} popularity`
      : `mean ${rule.predictedMean} ± ${rule.within ?? 0.05}`;
  return `${count} drawn, ${among}`;
}
