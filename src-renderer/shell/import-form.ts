import type { ImportChoices } from '../stores/imports.ts';

/** What the import dialog holds; null and '' mean "not given". */
export interface ImportForm {
  name: string;
  minRatings: number | null;
  topUsers: number | null;
  topItems: number | null;
  scaleMin: number | null;
  scaleMax: number | null;
  scaleStep: number | null;
  duplicates: 'error' | 'first' | 'last' | 'mean';
  badRows: 'error' | 'skip';
}

export const duplicateOptions = [
  { value: 'error', label: 'Refuse the file' },
  { value: 'first', label: 'Keep the first' },
  { value: 'last', label: 'Keep the last' },
  { value: 'mean', label: 'Keep the mean' },
] as const;

export const badRowOptions = [
  { value: 'error', label: 'Refuse the file' },
  { value: 'skip', label: 'Skip and count them' },
] as const;

/** The defaults of the command line. */
export function emptyForm(): ImportForm {
  return formOf({});
}

/** The form of options that were given before. */
export function formOf(options: ImportChoices): ImportForm {
  return {
    name: options.name ?? '',
    minRatings: options.minRatings ?? 20,
    topUsers: options.topUsers ?? null,
    topItems: options.topItems ?? null,
    scaleMin: options.scale?.min ?? null,
    scaleMax: options.scale?.max ?? null,
    scaleStep: options.scale?.step ?? null,
    duplicates: options.duplicates ?? 'error',
    badRows: options.badRows ?? 'error',
  };
}

/** The options that a form asks for, or what is wrong with its scale, the one thing that fields cannot tell alone. */
export function choicesOf(form: ImportForm): { choices: ImportChoices } | { error: string } {
  const scale = scaleOf(form);
  if (typeof scale === 'string') return { error: scale };
  return {
    choices: {
      ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
      ...(form.minRatings === null ? {} : { minRatings: form.minRatings }),
      ...(form.topUsers === null ? {} : { topUsers: form.topUsers }),
      ...(form.topItems === null ? {} : { topItems: form.topItems }),
      ...(scale === null ? {} : { scale }),
      duplicates: form.duplicates,
      badRows: form.badRows,
    },
  };
}

function scaleOf({ scaleMin: min, scaleMax: max, scaleStep: step }: ImportForm) {
  if (min === null && max === null && step === null) return null;
  if (min === null || max === null || step === null) return 'Give all three numbers of the scale, or none.';
  if (min >= max) return 'The highest rating has to lie above the lowest.';
  if (step <= 0) return 'The step has to be above 0.';
  return { min, max, step };
}
