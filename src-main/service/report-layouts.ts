import { LabError } from '../../shared/domain/errors.ts';
import { reportLayoutSchema, type ReportBlock } from '../../shared/domain/report-layout.ts';
import type { ServiceContext } from './context.ts';

/** The stored order of a campaign's report with its notes; empty where there is none, or none that this version can read. */
export function readLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string): ReportBlock[] {
  const parsed = reportLayoutSchema.safeParse(store.settings.all()[nameOf(campaign)]);
  return parsed.success ? parsed.data : [];
}

/**
 * Stores the order of a campaign's report in place of the one before.
 * @throws LabError conflict where the one before cannot be read: it may be whole for the version that wrote it
 */
export function writeLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string, blocks: readonly ReportBlock[]): void {
  const before = store.settings.all()[nameOf(campaign)];
  if (before !== undefined && !reportLayoutSchema.safeParse(before).success) {
    const message =
      `This version of the lab cannot read the order and the notes that are stored with the report of ${campaign}, so it does not write over them. ` +
      'Change the report with the version that stored them, or save the campaign under another name, whose report begins anew.';
    throw new LabError('conflict', message, [{ message }]);
  }
  store.settings.set({ [nameOf(campaign)]: blocks });
}

/** The order of a report goes with its campaign when that gets another name. */
export function renameLayout({ store }: Pick<ServiceContext, 'store'>, from: string, to: string): void {
  const stored = store.settings.all()[nameOf(from)];
  if (stored === undefined || (Array.isArray(stored) && stored.length === 0)) return;
  // As it is, also where only another version can read it.
  store.settings.set({ [nameOf(to)]: stored, [nameOf(from)]: [] });
}

function nameOf(campaign: string): string {
  return `report of ${campaign}`;
}
