import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { Router } from 'vue-router';
import type { LabAction, LabActionId } from '../../shared/domain/actions.ts';
import { actionKeys, labActions } from '../../shared/domain/actions.ts';
import type { IconName } from '../components/icons.ts';
import { useImports } from '../stores/imports.ts';
import { useQueue } from '../stores/queue.ts';
import { useSettings } from '../stores/settings.ts';
import { useCampaignFile } from './campaign-file.ts';
import type { Command } from './command.ts';
import { openPalette } from './palette.ts';

const icons: Record<LabActionId, IconName> = {
  palette: 'search',
  home: 'home',
  datasets: 'datasets',
  queue: 'queue',
  runs: 'runs',
  audits: 'runs',
  paper: 'file',
  new: 'plus',
  open: 'file',
  import: 'plus',
  pause: 'pause',
  settings: 'settings',
  library: 'datasets',
  shortcuts: 'settings',
  help: 'help',
};

/** The actions of the lab with what they do here and the keys that they have now. */
export function useActions(router: Router): ComputedRef<(Command & { id: LabActionId })[]> {
  const imports = useImports();
  const queue = useQueue();
  const settings = useSettings();
  const { openChosen } = useCampaignFile();
  const doing: Partial<Record<LabActionId, () => void>> = {
    palette: openPalette,
    open: () => void openChosen(),
    import: () => void imports.choose(),
    pause: () => void queue.togglePause(),
  };
  const run = ({ id, path }: LabAction & { id: LabActionId }) => doing[id] ?? (() => void router.push(path ?? '/'));
  return computed(() => {
    const keys = actionKeys(settings.settings.shortcuts);
    return labActions.map((action) => {
      const { id, label, kind } = action;
      return { id, label, kind, icon: icons[id], keys: keys.get(id), run: run(action) };
    });
  });
}
