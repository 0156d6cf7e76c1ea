import type { Campaign } from '../../shared/domain/campaign.ts';

/** A saved campaign and where its runs stand. */
export interface SavedCampaign {
  campaign: Campaign;
  /** How many runs it lists, and how many of them are done; 0 before `setRuns`. */
  runs: number;
  done: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

/** Campaigns, known by name, and which runs belong to each. */
export interface CampaignStore {
  /** Latest change first. `deleted` lists the bin instead. */
  list(options?: { deleted?: boolean }): SavedCampaign[];
  /** Null when no live campaign has the name. */
  find(name: string): SavedCampaign | null;
  /**
   * Stores a campaign under its name: a new one, or in place of the one named `replaces` (default: its own
   * name when that exists, so saving again overwrites).
   * @throws LabError 'conflict' when `replaces` is another one and the new name is taken.
   */
  save(campaign: Campaign, replaces?: string): SavedCampaign;
  /** Into the bin; its runs stay. @throws LabError 'not-found'. */
  delete(name: string): SavedCampaign;
  /** The last deleted one of that name out of the bin. @throws LabError 'not-found', 'conflict'. */
  restore(name: string): SavedCampaign;
  /** Says which runs belong to a campaign, in expansion order; replaces what was said before. */
  setRuns(name: string, keys: readonly string[]): void;
  /** Keys of its runs in expansion order, stored or not. @throws LabError 'not-found'. */
  runKeys(name: string): string[];
}
