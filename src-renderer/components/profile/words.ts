import type { Dataset, ImportReport } from '../../../shared/domain/dataset.ts';
import { plural } from '../../formatting/numbers.ts';
import { formatCount } from '../../../shared/figures/drawing/format.ts';

/** Where a data set comes from, in a sentence. */
export function layoutInWords(layout: string): string {
  if (layout === 'built-in') return 'Synthetic, in the shape of MovieLens-100K: low rank with noise, long-tailed popularity, whole stars.';
  if (layout === 'subset') return 'A part of another data set.';
  if (layout === 'csv' || layout === 'tsv') return 'From a file of user, item and rating.';
  if (layout.startsWith('ml-')) return `MovieLens in GroupLens’ layout ${layout}; for research, not to be passed on.`;
  return `Read as ${layout}.`;
}

/** What an import left out, as facts; empty when it kept everything. */
export function droppedInWords(report: ImportReport): { label: string; value: string }[] {
  return Object.entries(report.droppedByReason)
    .filter(([, rows]) => rows > 0)
    .map(([reason, rows]) => ({ label: 'Left out', value: `${formatCount(rows)}: ${reason}` }));
}

/**
 * What an import brought, in a sentence or two: "small is imported: 1,500 ratings. 2 rows are left out; its profile says
 * why.", or of ratings that the library had, under which name it keeps them, as the command line says it.
 */
export function importedInWords({ name, ratings, report }: Dataset, known = false): string {
  if (known) return `These ratings are in the library already, as “${name}”; they keep that name.`;
  const dropped = report.rows - report.kept;
  const left = dropped === 0 ? '' : ` ${plural(dropped, 'row')} ${dropped === 1 ? 'is' : 'are'} left out; its profile says why.`;
  return `${name} is imported: ${plural(ratings, 'rating')}.${left}`;
}
