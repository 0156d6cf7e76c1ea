import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import { actionKeys, labActions, type LabActionId } from '../../../shared/domain/actions.ts';

/** What the menu shows that changes while the lab is open. */
export interface MenuFacts {
  /** Library folder, which the person can look at. */
  home: string;
  /** Keys that the person chose, by action. */
  shortcuts: Readonly<Record<string, string>>;
  /** Names of campaigns, the latest first. */
  campaigns: readonly string[];
}

const mostRecent = 10;

/**
 * The native menu. No accelerator is registered, where the platform lets one say so: the page handles its keys
 * itself, and a registered one would take them from it.
 * @param command tells the page to do something: the id of an action, or `campaign:<name>`
 */
export function installMenu(
  { home, shortcuts, campaigns }: MenuFacts,
  command: (command: string) => void,
  platform: NodeJS.Platform = process.platform,
): void {
  const mac = platform === 'darwin';
  const keys = actionKeys(shortcuts);
  const action = (id: LabActionId): MenuItemConstructorOptions => ({
    id,
    label: labActions.find((one) => one.id === id)?.label,
    accelerator: keys.get(id)?.replace('Ctrl', 'CommandOrControl'),
    registerAccelerator: false,
    click: () => command(id),
  });
  const line = { type: 'separator' } as const;
  const recent = campaigns.slice(0, mostRecent).map((name) => ({
    label: name.replaceAll('&', '&&'),
    click: () => command(`campaign:${name}`),
  }));
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        action('new'),
        action('open'),
        { label: 'Recent Campaigns', submenu: recent, enabled: recent.length > 0 },
        line,
        action('import'),
        { label: 'Show Library Folder', click: () => void shell.openPath(home) },
        line,
        action('settings'),
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: editRoles.map((role) => (role === null ? line : { role, registerAccelerator: false })),
    },
    {
      label: '&Go',
      submenu: [action('palette'), line, ...views.map(action), line, action('pause')],
    },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { label: '&Help', role: 'help', submenu: [action('help'), action('shortcuts')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const views: LabActionId[] = ['home', 'datasets', 'queue', 'runs', 'audits', 'paper'];
const editRoles = ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'] as const;
