import type { Campaign } from '../../../shared/domain/campaign.ts';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { StoredAudit } from '../../../shared/domain/gradient-audit.ts';
import type { ReportBlock } from '../../../shared/domain/report-layout.ts';
import type { Uniqueness } from '../../../shared/domain/uniqueness.ts';
import type { FigureInput } from '../../../shared/figures/figure-run.ts';

/** What a report is made from. */
export interface ReportInput {
  /** Heading, as the campaign's name. */
  title: string;
  /** Runs with traces and provenance, planned runs and the catalogue, as for figures that need series. */
  input: FigureInput;
  /** The campaign file that the runs come from; null for runs chosen by hand. */
  campaign: Campaign | null;
  /** Campaign files that compute the runs again: the campaign itself, or one for each data set of chosen runs. */
  campaigns: readonly Campaign[];
  /** The data sets of the runs; one that is no longer there is named by its fingerprint alone. */
  datasets: readonly Dataset[];
  /** Data sets that have to be imported first: those of the runs, or what they are subsets of; without the built-in one. */
  imports: readonly Dataset[];
  /** Uniqueness checks that were made, by key of the run. */
  uniqueness: ReadonlyMap<string, Uniqueness>;
  /** Gradient audits that were made of the runs' configurations. */
  audits: readonly StoredAudit[];
  /** Campaign files that make these audits again, with what `audit` has to be told. */
  auditCampaigns: readonly { campaign: Campaign; directions: number; iterations: number }[];
  /** Order of the blocks, which of them are shown, and notes; empty for the order that nobody changed. */
  layout: readonly ReportBlock[];
  /** Version of the application that writes the report. */
  application: string;
}
