import { formatCount } from '../../../shared/figures/drawing/format.ts';
import { plural } from '../../formatting/numbers.ts';
import type { CampaignSummary } from '../../stores/campaigns.ts';

/** What an empty queue offers: the runs that a campaign still lacks, else the figures of the last one, else a first design. */
export interface NextStep {
  what: 'run' | 'compare' | 'design';
  /** Name of the campaign that it is about; null for a first one. */
  campaign: string | null;
  sentence: string;
  /** What its button says. */
  action: string;
}

/** @param campaigns newest first; one that was begun comes before the newest, and one that nobody began is offered as the newest alone */
export function nextStep(campaigns: readonly CampaignSummary[]): NextStep {
  const [newest] = campaigns.filter(({ runs }) => runs > 0);
  const open = campaigns.find(({ runs, done }) => done > 0 && done < runs) ?? newest;
  if (open !== undefined && open.done < open.runs) {
    const left = open.runs - open.done;
    return {
      what: 'run',
      campaign: open.name,
      sentence: `Nothing is running. ${open.done === 0 ? `No run of “${open.name}” is computed yet.` : `“${open.name}” lacks ${formatCount(left)} of its ${plural(open.runs, 'run')}.`}`,
      action: open.done === 0 ? `Run ${left === 1 ? 'it' : `its ${plural(left, 'run')}`}` : `Run the other ${left === 1 ? 'one' : formatCount(left)}`,
    };
  }
  if (newest !== undefined) return { what: 'compare', campaign: newest.name, sentence: `Nothing is running: every run of “${newest.name}” is stored.`, action: 'Compare them' };
  return { what: 'design', campaign: null, sentence: 'Nothing is running: runs of a campaign appear here, with their convergence, when it is queued.', action: 'Design a campaign' };
}
