import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { Router } from 'vue-router';
import { arePurePushes } from '../../shared/domain/pure-push.ts';
import { useCampaigns } from '../stores/campaigns.ts';
import { useRunRecords } from '../stores/run-records.ts';
import { useRuns } from '../stores/runs.ts';
import { offeredKinds, type OfferedKind } from '../views/compare/offered-kinds.ts';
import type { Command } from './command.ts';

/**
 * Compare's ways of drawing, as lines of the palette for who types words of them: of the campaign whose page is open,
 * else of the newest that has finished runs.
 */
export function useCompareCommands(router: Router): ComputedRef<Command[]> {
  const campaigns = useCampaigns();
  const runs = useRuns();
  const records = useRunRecords();
  const atHand = computed(() => {
    const open = router.currentRoute.value.params['campaign'];
    return (campaigns.campaigns.find(({ name }) => name === open) ?? campaigns.campaigns.find(({ done }) => done > 0))?.name ?? null;
  });

  /** What runs are first drawn in along an axis is for Compare to say. */
  function figureOf(campaign: string, { figures }: OfferedKind): string | undefined {
    const configs = runs.runs.flatMap(({ key, config }) => (records.byRun.get(key)?.campaigns.includes(campaign) ? [config] : []));
    return (arePurePushes(configs) ? figures.at(-1) : figures[0])?.figure;
  }

  /** The runs stay narrowed down as they are where that campaign is compared already. */
  function show(campaign: string, kind: OfferedKind) {
    const { name, params, query } = router.currentRoute.value;
    const kept = name === 'compare' && params['campaign'] === campaign && query['filter'] !== undefined ? { filter: query['filter'] } : {};
    const figure = figureOf(campaign, kind);
    void router.push({ name: 'compare', params: { campaign }, query: { ...kept, ...(figure === undefined ? {} : { figure }) } });
  }

  return computed(() => {
    const campaign = atHand.value;
    if (campaign === null) return [];
    return offeredKinds.map((kind) => ({
      id: `drawing-${kind.kind}`,
      label: titleOf(kind),
      detail: campaign,
      kind: 'Compare',
      icon: 'campaign' as const,
      sought: true,
      run: () => show(campaign, kind),
    }));
  });
}

/** "Pareto plot" of "a Pareto plot". */
function titleOf({ label }: OfferedKind): string {
  const bare = label.replace(/^an? /, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
