import { EventEmitter } from 'node:events';
import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * As much of Electron as the lab uses, for Node: what it does not have throws, and what crosses between
 * processes in Electron is structured-cloned here. It proves our wiring, not sandbox, asar, menus or printing.
 */
export const standIn = {
  ready: false,
  privilegedSchemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  protocolHandlers: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as StandInWindow[],
  menu: null as { template: MenuItem[] } | null,
  notifications: [] as { title: string; body: string; click(): void }[],
  /** Kinds of sleep that are held off now, by id. */
  blockers: new Map<number, string>(),
  /** Kinds of sleep that were ever held off. */
  blocked: [] as string[],
  crashReports: null as { uploadToServer: boolean; before: boolean } | null,
  revealed: [] as string[],
  /** Messages that were put before the person. */
  messages: [] as string[],
  recentDocuments: [] as string[],
  edited: false,
  /** What the first instance was given with its lock. */
  lockData: undefined as unknown,
  /** Another instance starts, or the Mac asks to open a file. */
  emit: (event: string, ...given: unknown[]) => void appEvents.emit(event, ...given),
  paths: new Map<string, string>([['downloads', tmpdir()]]),
  /** What the person will pick in the next dialogs. */
  openAnswers: [] as { canceled: boolean; filePaths: string[] }[],
  saveAnswers: [] as { canceled: boolean; filePath: string }[],
  permissions: { request: null as PermissionRequest | null, check: null as PermissionCheck | null },
  /** Ends the loading phase: from now on the application is ready. */
  becomeReady(): void {
    this.ready = true;
    appEvents.emit('ready');
  },
  /** What ipcRenderer.invoke does, from any frame. */
  async invoke(frame: unknown, channel: string, ...given: unknown[]): Promise<unknown> {
    const handler = ipcHandlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler({ senderFrame: frame }, ...structuredClone(given)));
  },
  /** What the preload's `require('electron')` gives, in the given window. */
  preloadSide(window: StandInWindow) {
    const exposed = new Map<string, unknown>();
    const electron = strict('electron (preload)', {
      contextBridge: strict('contextBridge', {
        exposeInMainWorld: (name: string, value: unknown) => void exposed.set(name, value),
      }),
      ipcRenderer: strict('ipcRenderer', {
        invoke: (channel: string, ...given: unknown[]) =>
          standIn.invoke(window.webContents.mainFrame, channel, ...given),
        on: (channel: string, listener: (...given: unknown[]) => void) =>
          void window.toPage.on(channel, listener),
        off: (channel: string, listener: (...given: unknown[]) => void) =>
          void window.toPage.off(channel, listener),
      }),
      webUtils: strict('webUtils', { getPathForFile: (file: { path: string }) => file.path }),
    });
    return { electron, exposed };
  },
};

/** A menu item as the lab makes it. */
export interface MenuItem {
  id?: string;
  label?: string;
  role?: string;
  accelerator?: string;
  registerAccelerator?: boolean;
  enabled?: boolean;
  submenu?: MenuItem[];
  click?: () => void;
}

type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: Asker) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: Asker) => boolean;
/** Who asks for a permission; a check that is not made for a document has no address. */
interface Asker {
  isMainFrame: boolean;
  requestingUrl?: string;
}
type WindowOpenHandler = (details: { url: string }) => { action: string };

const appEvents = new EventEmitter();
const ipcHandlers = new Map<string, (event: unknown, ...given: unknown[]) => Promise<unknown>>();

export const app = strict('app', {
  setPath: (name: string, path: string) => void standIn.paths.set(name, path),
  getPath(name: string) {
    const path = standIn.paths.get(name);
    if (!path) throw new Error(`Failed to get '${name}' path`);
    return path;
  },
  isPackaged: false,
  requestSingleInstanceLock(data: unknown) {
    standIn.lockData = structuredClone(data);
    return standIn.paths.has('userData');
  },
  addRecentDocument: (path: string) => void standIn.recentDocuments.push(path),
  whenReady: () =>
    standIn.ready ? Promise.resolve() : new Promise<void>((resolve) => appEvents.once('ready', resolve)),
  on: (event: string, listener: (...given: unknown[]) => void) => void appEvents.on(event, listener),
  quit() {
    let prevented = false;
    appEvents.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    for (const window of [...standIn.windows]) window.close();
    appEvents.emit('stand-in:quit');
  },
  exit: (code: number) => process.exit(code),
});

/** Resolves when the application has quit. */
export const hasQuit = new Promise<void>((resolve) => appEvents.once('stand-in:quit', resolve));

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: typeof standIn.privilegedSchemes) {
    if (standIn.ready)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    standIn.privilegedSchemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>) {
    mustBeReady('protocol.handle');
    standIn.protocolHandlers.set(scheme, handler);
  },
});

export const ipcMain = strict('ipcMain', {
  handle(channel: string, handler: (event: unknown, ...given: unknown[]) => Promise<unknown>) {
    if (ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    ipcHandlers.set(channel, handler);
  },
});

export const dialog = strict('dialog', {
  showOpenDialog: async (_window: unknown, options: unknown) =>
    answered(standIn.openAnswers.shift(), options),
  showSaveDialog: async (_window: unknown, options: unknown) =>
    answered(standIn.saveAnswers.shift(), options),
  showMessageBox: async (_window: unknown, options: { message: string }) => {
    standIn.messages.push(structuredClone(options).message);
    return { response: 0, checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string) => process.stderr.write(`${title}: ${content}\n`),
});

export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    setPermissionRequestHandler: (handler: PermissionRequest) => void (standIn.permissions.request = handler),
    setPermissionCheckHandler: (handler: PermissionCheck) => void (standIn.permissions.check = handler),
  }),
});

const display = { id: 1, workArea: { x: 0, y: 0, width: 1600, height: 900 } };
export const screen = strict('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] });
export const shell = strict('shell', {
  openPath: async () => '',
  showItemInFolder: (path: string) => void standIn.revealed.push(path),
});

export const crashReporter = strict('crashReporter', {
  start: ({ uploadToServer }: { uploadToServer: boolean }) =>
    void (standIn.crashReports = { uploadToServer, before: !standIn.ready }),
});

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(kind: string) {
    const id = standIn.blockers.size + 1;
    standIn.blockers.set(id, kind);
    standIn.blocked.push(kind);
    return id;
  },
  stop: (id: number) => void standIn.blockers.delete(id),
});

class StandInNotification {
  private readonly events = new EventEmitter();
  private readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    this.options = structuredClone(options);
  }
  static isSupported(): boolean {
    return true;
  }
  on(event: string, listener: () => void): void {
    this.events.on(event, listener);
  }
  show(): void {
    standIn.notifications.push({ ...this.options, click: () => void this.events.emit('click') });
  }
}
export const Notification = StandInNotification;

export const Menu = strict('Menu', {
  buildFromTemplate: (template: MenuItem[]) => ({ template }),
  setApplicationMenu: (menu: { template: MenuItem[] }) => void (standIn.menu = menu),
});

export const utilityProcess = strict('utilityProcess', {
  fork(entry: string, args: string[]) {
    mustBeReady('utilityProcess.fork');
    const port = fileURLToPath(new URL('parent-port.ts', import.meta.url));
    const child = fork(entry, args, {
      execArgv: ['--import', port],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return strict('UtilityProcess', {
      pid: child.pid,
      postMessage: (message: never) => void child.send(message),
      on: (event: string, listener: (given: unknown) => void) => void child.on(event, listener),
      once: (event: string, listener: (given: unknown) => void) => void child.once(event, listener),
      kill: () => child.kill(),
    });
  },
});

class StandInWindow {
  readonly options: Record<string, unknown>;
  /** Events on their way to the page. */
  readonly toPage = new EventEmitter();
  reloads = 0;
  readonly contentEvents = new EventEmitter();
  openHandler: WindowOpenHandler | null = null;
  readonly webContents: { mainFrame: { url: string }; [member: string]: unknown };
  private readonly events = new EventEmitter();

  constructor(options: Record<string, unknown>) {
    mustBeReady('new BrowserWindow');
    this.options = options;
    this.webContents = strict('webContents', {
      mainFrame: { url: '' },
      setWindowOpenHandler: (handler: WindowOpenHandler) => void (this.openHandler = handler),
      on: (event: string, listener: (...given: unknown[]) => void) =>
        void this.contentEvents.on(event, listener),
      reload: () => void this.reloads++,
      send: (channel: string, ...given: unknown[]) =>
        void this.toPage.emit(channel, {}, ...structuredClone(given)),
    });
    standIn.windows.push(this);
    return strict('BrowserWindow', this);
  }

  on(event: string, listener: () => void): void {
    this.events.on(event, listener);
  }

  once(event: string, listener: () => void): void {
    this.events.once(event, listener);
  }

  async loadURL(url: string): Promise<void> {
    const handler = standIn.protocolHandlers.get(new URL(url).protocol.slice(0, -1));
    const response = await handler?.(new Request(url));
    if (!response?.ok) throw new Error(`${url} could not be loaded`);
    this.webContents.mainFrame.url = url;
    this.events.emit('ready-to-show');
  }

  show(): void {
    this.events.emit('show');
  }

  close(): void {
    this.events.emit('close');
    standIn.windows.splice(standIn.windows.indexOf(this), 1);
    this.events.emit('closed');
  }

  getNormalBounds() {
    return { x: 5, y: 6, width: 1000, height: 700 };
  }

  isMaximized(): boolean {
    return false;
  }

  isMinimized(): boolean {
    return false;
  }

  focused = true;

  isFocused(): boolean {
    return this.focused;
  }

  focus(): void {
    this.focused = true;
  }

  setDocumentEdited(edited: boolean): void {
    standIn.edited = edited;
  }
}
export const BrowserWindow = StandInWindow;

function mustBeReady(what: string): void {
  if (!standIn.ready) throw new Error(`${what} cannot be used before app is ready`);
}

function answered<T>(answer: T | undefined, options: unknown): T {
  structuredClone(options);
  if (!answer) throw new Error('a dialog was opened that nobody expected');
  return structuredClone(answer);
}

/** Throws where Electron has something that the stand-in has not, instead of answering undefined. */
function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, property) {
      // `then` is asked of everything that is awaited.
      if (!(property in object) && property !== 'then')
        throw new Error(`the stand-in has no ${name}.${String(property)}`);
      return Reflect.get(object, property, object) as unknown;
    },
  });
}
