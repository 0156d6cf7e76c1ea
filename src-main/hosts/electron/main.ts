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
import { readAhead } from '../read-ahead.ts';
import { builtFolder, loadRendererFiles } from '../renderer-files.ts';
import { readStartWords, type StartWords } from '../start-words.ts';
import { declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { serveBridge } from './bridge.ts';
import { keepCrashDumps } from './crash-dumps.ts';
import { tellEndOfCampaigns } from './end-of-campaign.ts';
import { keepMenu } from './keep-menu.ts';
import { createOpenedFiles, filesOfCommandLine } from './opened-files.ts';
import { selfTest } from './self-test.ts';
import { stayAwakeWhileRunning } from './stay-awake.ts';
import { utilityEngine } from './utility-engine.ts';
import { createWindowProcedures } from './window-procedures.ts';
import { openLabWindow } from './window.ts';

// Chromium's switches are among the words, so what is not known here is left to it.
const words = startWords(process.argv.slice(app.isPackaged ? 1 : 2));
const home = words.home ?? defaultHome(process.env);
const profile = join(home, 'window');
const events = createEventHub();
const opened = createOpenedFiles(() => events.publish('window.opened', {}));
let window: BrowserWindow | undefined;

if (words.selfTest) void app.whenReady().then(testAndLeave);
else openOnce();

/** Before Electron is ready, an error that nobody catches would be shown with its stack. */
function startWords(given: readonly string[]): StartWords {
  try {
    return readStartWords(given, process.cwd());
  } catch (error) {
    // On Linux, Electron writes this to the terminal before it is ready; there is one.
    dialog.showErrorBox('Poison Lab could not start', errorToData(error).message);
    process.exit(2);
  }
}

/** One window for each library. The folder decides whose lock it is, so it comes before the lock. */
function openOnce(): void {
  mkdirSync(profile, { recursive: true });
  app.setPath('userData', profile);
  const files = filesOfCommandLine(words.others, process.cwd());
  if (!app.requestSingleInstanceLock({ files })) return app.quit();
  keepCrashDumps(join(profile, 'crashes'));
  declareAppProtocol();
  opened.add(files);
  // The Mac asks to open files this way, also before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on('second-instance', (_event, _words, _folder, given) => open(filesGiven(given)));
  // Electron waits for this module before it is ready: awaiting it here would wait for ever.
  void app.whenReady().then(start).catch(giveUp);
}

async function start(): Promise<void> {
  const installation = findInstallation();
  const built = builtFolder(installation);
  const service = await createService({
    home,
    spawnEngine: utilityEngine(installation),
    publish: events.publish,
    threads: null,
    host: 'electron',
    kernels: 'auto',
  });
  closeBeforeQuitting(service);
  serveAppProtocol(loadRendererFiles(built), () => service.client.settings.get({}));
  const command = (asked: string) => events.publish('window.command', { command: asked });
  const menu = keepMenu(home, service, events, command);
  serveBridge({
    service: { files: service.files, call: menu.watch(service.call) },
    events,
    windowProcedures: createWindowProcedures(service.files, () => window, opened),
    contents: () => window?.webContents,
  });
  stayAwakeWhileRunning(events);
  tellEndOfCampaigns(
    events,
    () => window,
    async () => (await service.client.settings.get({})).notify,
    (campaign) => {
      showWindow();
      command(`campaign:${campaign}`);
    },
  );
  const openWindow = () => {
    window = openLabWindow({
      preload: fileURLToPath(new URL('preload/preload.cjs', built)),
      stateFile: join(profile, 'window-state.json'),
      onCrash: tellCrash,
    });
    window.on('closed', () => (window = undefined));
  };
  openWindow();
  readAhead(service);
  app.on('activate', () => window ?? openWindow());
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

function open(files: readonly string[]): void {
  opened.add(files);
  for (const file of files) app.addRecentDocument(file);
  showWindow();
}

/** What another instance hands over: another program could, so it is not taken on trust. */
function filesGiven(given: unknown): string[] {
  const files = (given as { files?: unknown } | null)?.files;
  return Array.isArray(files) ? filesOfCommandLine(files.filter((file) => typeof file === 'string'), '/') : [];
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

function tellCrash(reloaded: boolean): void {
  if (!window) return;
  void dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Poison Lab',
    message: reloaded ? 'The window failed and was opened again.' : 'The window failed twice.',
    detail: `Runs were not touched. ${reloaded ? 'What was typed and not saved is lost.' : 'Quit Poison Lab and start it again; the library is safe.'} The dump is in ${app.getPath('crashDumps')} and is sent nowhere.`,
  });
}

async function testAndLeave(): Promise<void> {
  app.exit(await selfTest(findInstallation(), (line) => process.stdout.write(`${line}\n`)));
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Poison Lab could not start', errorToData(error).message);
  app.exit(1);
}
