import { LabError, type Complaint } from '../../../shared/domain/errors.ts';
import { didYouMean } from '../../../shared/domain/nearest-name.ts';
import { reportLayoutSchema, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import { figureDefinitions, findFigure } from '../../../shared/figures/list.ts';
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
  const complaints = parsed.success ? unknownFigures(parsed.data) : complaintsOf(parsed.error, reportLayoutSchema);
  if (parsed.success && complaints.length === 0) return parsed.data;
  throw placeComplaints(new LabError('bad-input', `${name} is no layout of a report.`, complaints), name, document);
}

function unknownFigures(blocks: readonly ReportBlock[]): Complaint[] {
  const known = figureDefinitions.map(({ id }) => id);
  return blocks.flatMap((block, at) =>
    block.kind === 'figure' && findFigure(block.figure) === undefined
      ? [{ path: `${at}.figure`, message: `there is no figure ${block.figure}.${didYouMean(block.figure, known)} Choose one of ${known.join(', ')}, or rmse-along-PATH or target-mean-along-PATH.` }]
      : [],
  );
}
