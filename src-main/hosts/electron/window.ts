import { BrowserWindow, screen, session } from 'electron';
import { isWindowPage, windowPage } from './app-protocol.ts';
import { clampToScreens, readWindowState, saveWindowState, type Bounds } from './window-state.ts';

export interface WindowOptions {
  /** Path of the built preload. */
  preload: string;
  /** Where place and size of the window are kept. */
  stateFile: string;
}

/** Opens the one window on our own page, sandboxed, unable to go anywhere else or to ask for a permission. */
export function openLabWindow({ preload, stateFile }: WindowOptions): BrowserWindow {
  denyPermissions();
  const saved = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...(saved ? clampToScreens(saved, workAreas()) : { width: 1280, height: 820 }),
    minWidth: 360,
    minHeight: 360,
    show: false,
    title: 'Poison Lab',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (saved?.maximized) window.maximize();
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => {
    if (!isWindowPage(event.url)) event.preventDefault();
  });
  window.webContents.on('will-redirect', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    saveWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(windowPage);
  return window;
}

function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}

function workAreas(): Bounds[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
