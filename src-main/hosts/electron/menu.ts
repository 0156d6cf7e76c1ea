import { Menu, shell, type MenuItemConstructorOptions } from 'electron';

/**
 * The native menu. Edit roles register no accelerators: the page handles these keys itself, and a registered
 * one would take them from it.
 * @param home library folder, which the person can look at
 */
export function installMenu(home: string, platform: NodeJS.Platform = process.platform): void {
  const mac = platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Show Library Folder', click: () => void shell.openPath(home) },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: editRoles.map((role) =>
        role === null ? { type: 'separator' } : { role, registerAccelerator: false },
      ),
    },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const editRoles = ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'] as const;
