import { LabError } from '../../shared/domain/errors.ts';
import { reportLayoutSchema, type ReportBlock } from '../../shared/domain/report-layout.ts';
import type { ServiceContext } from './context.ts';

/**
 * The stored order of a campaign's report with its notes; empty where there is none, or none that this version can read.
 * @throws LabError not-found when no campaign of that name is saved
 */
export function readLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string): ReportBlock[] {
  const parsed = reportLayoutSchema.safeParse(store.campaigns.report(campaign));
  return parsed.success ? parsed.data : [];
}

/**
 * Stores the order of a campaign's report in place of the one before.
 * @throws LabError not-found when no campaign of that name is saved; conflict where the one before cannot be read: it may
 *   be whole for the version that wrote it
 */
export function writeLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string, blocks: readonly ReportBlock[]): void {
  const before = store.campaigns.report(campaign);
  if (before !== null && !reportLayoutSchema.safeParse(before).success) {
    const message =
      `This version of the lab cannot read the order and the notes that are stored with the report of ${campaign}, so it does not write over them. ` +
      'Change the report with the version that stored them, or save the campaign under another name, whose report begins anew.';
    throw new LabError('conflict', message, [{ message }]);
  }
  store.campaigns.setReport(campaign, blocks);
}
