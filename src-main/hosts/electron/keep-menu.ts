import type { Service } from '../../service/service-surface.ts';
import type { EventHub } from '../event-hub.ts';
import { installMenu } from './menu.ts';

/** Keeps the native menu as the library and the preferences are. */
export interface KeptMenu {
  /** The same call; the menu is made again after one that changed the preferences. */
  watch(call: Service['call']): Service['call'];
}

/**
 * Installs the menu, and again whenever campaigns or shortcuts change.
 * @param command tells the page to do something
 */
export function keepMenu(
  home: string,
  { client }: Pick<Service, 'client'>,
  events: EventHub,
  command: (command: string) => void,
): KeptMenu {
  async function install(): Promise<void> {
    const [{ shortcuts }, { campaigns }] = await Promise.all([client.settings.get({}), client.campaigns.list({})]);
    const latest = campaigns.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    installMenu({ home, shortcuts, campaigns: latest.map(({ name }) => name) }, command);
  }
  // A library that is busy for a moment leaves the menu as it was.
  const again = () => void install().catch(() => undefined);
  again();
  events.listen((topic) => {
    if (topic === 'campaigns.changed') again();
  });
  return {
    watch: (call) => async (procedure, input) => {
      const answer = await call(procedure, input);
      if (procedure === 'settings.set') again();
      return answer;
    },
  };
}
