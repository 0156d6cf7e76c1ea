import { onBeforeUnmount, onMounted, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useApi } from '../api.ts';
import { useImports } from '../stores/imports.ts';
import { useQueue } from '../stores/queue.ts';
import { useToasts } from '../stores/toasts.ts';
import { useActions } from './actions.ts';
import { holdsCampaign, useCampaignFile } from './campaign-file.ts';
import { keysOfEvent } from './keys.ts';
import { runsAtWork, unsavedDocument, windowTitle } from './window-title.ts';

const campaignCommand = 'campaign:';

/**
 * What ties the window to the desktop: the keys of actions, what the native menu asks, files opened from outside, and
 * the marks of what is not saved and of runs at work. For the application's root component.
 */
export function useDesktop(): void {
  const { transport } = useApi();
  const router = useRouter();
  const actions = useActions(router);
  const imports = useImports();
  const queue = useQueue();
  const toasts = useToasts();
  const { openHeld } = useCampaignFile();

  function onKey(event: KeyboardEvent) {
    const keys = event.defaultPrevented ? null : keysOfEvent(event);
    const action = keys === null ? undefined : actions.value.find((one) => one.keys === keys);
    if (!action) return;
    event.preventDefault();
    if (document.querySelector('[role="dialog"]') === null) action.run();
  }

  function obey(command: string) {
    if (command.startsWith(campaignCommand))
      void router.push({ name: 'compare', params: { campaign: command.slice(campaignCommand.length) } });
    else actions.value.find(({ id }) => id === command)?.run();
  }

  async function takeOpened() {
    try {
      for (const file of await transport.takeOpenedFiles()) {
        if (holdsCampaign(file.name)) await openHeld(file);
        else imports.draft = { file, options: {} };
      }
    } catch (error) {
      toasts.fail(error);
    }
  }

  onMounted(() => {
    window.addEventListener('keydown', onKey);
    void takeOpened();
  });
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
  transport.subscribe('window.command', ({ command }) => obey(command));
  transport.subscribe('window.opened', () => void takeOpened());
  watch(
    () => (queue.running.length > 0 ? { finished: queue.state.finished, total: queue.state.total } : null),
    (now) => (runsAtWork.value = now),
  );
  watch(windowTitle, (title) => (document.title = title));
  watch(unsavedDocument, (name) => transport.markUnsaved(name !== null));
}
