import { BrowserWindow, screen, session } from 'electron';
import { isWindowPage, windowPage } from './app-protocol.ts';
import { clampToScreens, readWindowState, saveWindowState, smallestWindow, type Bounds } from './window-state.ts';

export interface WindowOptions {
  /** Path of the built preload. */
  preload: string;
  /** Where place and size of the window are kept. */
  stateFile: string;
  /** The window's process ended by itself: its page is loaded again (`reloaded`), or stays away when it ends a second time. */
  onCrash(reloaded: boolean): void;
}

/** Opens the one window on our own page, sandboxed, unable to go anywhere else; the one permission it has is to copy. */
export function openLabWindow({ preload, stateFile, onCrash }: WindowOptions): BrowserWindow {
  permitCopying();
  const saved = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...(saved ? clampToScreens(saved, workAreas()) : { width: 1280, height: 820 }),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
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
  reloadOnce(window, onCrash);
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    saveWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(windowPage);
  return window;
}

/** Once, since a page that ends its process whenever it is loaded would be loaded for ever. */
function reloadOnce(window: BrowserWindow, onCrash: WindowOptions['onCrash']): void {
  let reloaded = false;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const again = !reloaded;
    reloaded = true;
    if (again) window.webContents.reload();
    onCrash(again);
  });
}

/** Electron asks a page's permission to write to the clipboard too; the page may do that, never read it, nor anything else. */
function permitCopying(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermitted(permission, details)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    isPermitted(permission, details),
  );
}

function isPermitted(permission: string, asker: { isMainFrame: boolean; requestingUrl?: string }): boolean {
  return (
    permission === 'clipboard-sanitized-write' && asker.isMainFrame && isWindowPage(asker.requestingUrl ?? '')
  );
}

function workAreas(): Bounds[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
