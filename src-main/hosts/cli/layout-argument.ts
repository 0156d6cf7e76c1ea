import { LabError } from '../../../shared/domain/errors.ts';
import { reportLayoutSchema, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import { placeComplaints, readCampaignFile } from '../../service/campaign-file.ts';
import { complaintsOf } from '../../service/complaints.ts';

/**
 * Reads the title, order, ticks and notes of a report, as its page says them.
 * @param name what messages call the file
 * @throws LabError bad-input, naming file, line and field, for anything else
 */
export function readLayoutFile(path: string, name: string): ReportBlock[] {
  const document = readCampaignFile(path, name, 'Layouts of reports');
  const parsed = reportLayoutSchema.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const complaints = complaintsOf(parsed.error, reportLayoutSchema);
  throw placeComplaints(new LabError('bad-input', `${name} is no layout of a report.`, complaints), name, document);
}
