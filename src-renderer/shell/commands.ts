import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { Router } from 'vue-router';
import { useCampaigns } from '../stores/campaigns.ts';
import { useDatasets } from '../stores/datasets.ts';
import { useSettings } from '../stores/settings.ts';
import { helpPages } from '../views/help/pages.ts';
import { helpHeadings } from '../views/help/search.ts';
import { useActions } from './actions.ts';
import type { Command } from './command.ts';
import { useCompareCommands } from './compare-commands.ts';

/** The views of a campaign. */
const views = [
  { view: 'design', label: 'Design' },
  { view: 'runs', label: 'Runs of' },
  { view: 'compare', label: 'Compare' },
  { view: 'report', label: 'Report of' },
];

/** Everything that the palette knows now, but for runs: see {@link useRunCommands}. */
export function useCommands(router: Router): ComputedRef<Command[]> {
  const campaigns = useCampaigns();
  const datasets = useDatasets();
  const settings = useSettings();
  const go = (path: string) => () => void router.push(path);
  const actions = useActions(router);
  const drawings = useCompareCommands(router);
  const themes = (['light', 'dark', 'system'] as const).map((theme) => ({
    id: `theme-${theme}`,
    label: theme === 'system' ? 'Theme of the system' : `${theme === 'light' ? 'Light' : 'Dark'} theme`,
    kind: 'Action',
    icon: 'settings' as const,
    run: () => void settings.change({ theme }),
  }));
  return computed(() => [
    ...actions.value.filter(({ id }) => id !== 'palette'),
    ...campaigns.campaigns.map(({ name }) => ({
      id: `campaign-${name}`,
      label: name,
      kind: 'Campaign',
      icon: 'campaign' as const,
      run: go(`/campaigns/${encodeURIComponent(name)}/compare`),
    })),
    ...campaigns.campaigns.flatMap(({ name }) =>
      views.map(({ view, label }) => ({
        ...{ id: `${view}-${name}`, label: `${label} ${name}`, kind: 'View', icon: 'campaign' as const, sought: true },
        run: go(`/campaigns/${encodeURIComponent(name)}/${view}`),
      })),
    ),
    ...drawings.value,
    ...datasets.datasets.map(({ name, fingerprint }) => ({
      id: fingerprint,
      label: name,
      kind: 'Data set',
      icon: 'datasets' as const,
      run: go(`/datasets/${encodeURIComponent(name)}`),
    })),
    ...themes,
    ...helpPages.map(({ id, title }) => ({ id: `help-${id}`, label: title, kind: 'Help', icon: 'help' as const, run: go(`/help/${id}`) })),
    ...helpHeadings().map(({ title, to, page }) => ({ id: `help-${to}`, label: title, detail: page, kind: 'Help', icon: 'help' as const, sought: true, run: go(to) })),
  ]);
}

/** Commands whose label, kind and detail hold every word of the query, in their order; without a query all but those that are only sought. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ sought, label, kind, detail = '' }) => (words.length > 0 || !sought) && words.every((word) => `${label} ${kind} ${detail}`.toLowerCase().includes(word)));
}
