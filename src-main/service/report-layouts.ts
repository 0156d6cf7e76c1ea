import { reportLayoutSchema, type ReportBlock } from '../../shared/domain/report-layout.ts';
import type { ServiceContext } from './context.ts';

/** The stored order of a campaign's report with its notes; empty where there is none, or none that this version can read. */
export function readLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string): ReportBlock[] {
  const parsed = reportLayoutSchema.safeParse(store.settings.all()[nameOf(campaign)]);
  return parsed.success ? parsed.data : [];
}

/** Stores the order of a campaign's report in place of the one before. */
export function writeLayout({ store }: Pick<ServiceContext, 'store'>, campaign: string, blocks: readonly ReportBlock[]): void {
  store.settings.set({ [nameOf(campaign)]: blocks });
}

/** The order of a report goes with its campaign when that gets another name. */
export function renameLayout(context: Pick<ServiceContext, 'store'>, from: string, to: string): void {
  const blocks = readLayout(context, from);
  if (blocks.length === 0) return;
  writeLayout(context, to, blocks);
  writeLayout(context, from, []);
}

function nameOf(campaign: string): string {
  return `report of ${campaign}`;
}
