import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, type BrowserWindow } from 'electron';
import { errorToData } from '../../../shared/domain/errors.ts';
import { defaultHome } from '../../service/default-home.ts';
import { findInstallation } from '../../service/installation.ts';
import { createService } from '../../service/service.ts';
import type { Service } from '../../service/service-surface.ts';
import { createEventHub } from '../event-hub.ts';
import { builtFolder, loadRendererFiles } from '../renderer-files.ts';
import { declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { serveBridge } from './bridge.ts';
import { installMenu } from './menu.ts';
import { utilityEngine } from './utility-engine.ts';
import { createWindowProcedures } from './window-procedures.ts';
import { openLabWindow } from './window.ts';

const home = defaultHome(process.env);
const profile = join(home, 'window');
let window: BrowserWindow | undefined;

// One window for each library. The folder decides whose lock it is, so it comes before the lock.
mkdirSync(profile, { recursive: true });
app.setPath('userData', profile);
if (app.requestSingleInstanceLock()) {
  declareAppProtocol();
  app.on('second-instance', showWindow);
  // Electron waits for this module before it is ready: awaiting it here would wait for ever.
  void app.whenReady().then(start).catch(giveUp);
} else app.quit();

async function start(): Promise<void> {
  const installation = findInstallation();
  const built = builtFolder(installation);
  serveAppProtocol(loadRendererFiles(built));
  const events = createEventHub();
  const service = await createService({
    home,
    spawnEngine: utilityEngine(installation),
    publish: events.publish,
    threads: null,
    host: 'electron',
    kernels: 'auto',
  });
  closeBeforeQuitting(service);
  serveBridge({
    service,
    events,
    windowProcedures: createWindowProcedures(service.files, () => window),
    contents: () => window?.webContents,
  });
  installMenu(home);
  const open = () => {
    window = openLabWindow({
      preload: fileURLToPath(new URL('preload/preload.cjs', built)),
      stateFile: join(profile, 'window-state.json'),
    });
    window.on('closed', () => (window = undefined));
  };
  open();
  app.on('activate', () => window ?? open());
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
}

/** Quitting waits for the service: runs are checkpointed, the library is closed. */
function closeBeforeQuitting(service: Service): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void service.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Poison Lab could not start', errorToData(error).message);
  app.exit(1);
}
