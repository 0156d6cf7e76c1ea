import type { LabErrorData } from '../domain/errors.ts';
import type { EventOf, Topic } from './events.ts';

/** A file that the host holds for the window: never a path. */
export interface FileHandle {
  /** What procedures take and give, as in `datasets.import`. */
  fileId: string;
  /** Base name, as the person sees it. */
  name: string;
}

/** What a file dialog offers. */
export type FileKind = 'ratings' | 'campaign' | 'attack' | 'any';

/**
 * How the window reaches its host. The renderer derives its typed client from `call`; inputs and outputs
 * are plain data and are parsed by the contract's schemas on arrival, on both sides.
 */
export interface Transport {
  /** Which host this is, for the few words that differ ("Save" or "Download"). */
  readonly host: 'electron' | 'loopback';
  /**
   * Calls `area.procedure`.
   * @throws LabError as the service threw it; `failed` when the host cannot be reached.
   */
  call(procedure: string, input: unknown): Promise<unknown>;
  /** Listens to one topic; the returned function stops it. */
  subscribe<T extends Topic>(topic: T, listener: (payload: EventOf<T>) => void): () => void;
  /** Hears whether the host answers whenever that changes; in Electron the window ends with its host. */
  watchHost(listener: (state: HostState) => void): void;
  /**
   * Asks the person for a file: the native dialog in Electron, a file input and an upload on loopback.
   * Null when the dialog was closed without a choice.
   */
  openFile(kind: FileKind): Promise<FileHandle | null>;
  /** Hands over a dropped or picked file; `progress` gets the share sent, 0 to 1. */
  uploadFile(file: File, progress?: (share: number) => void): Promise<FileHandle>;
  /** Saves an exported file: a save dialog in Electron, a download on loopback. Null when declined. */
  saveFile(fileId: string, suggestedName: string): Promise<SavedPlace | null>;
  /** Shows an exported file where it was saved; null on loopback, where the browser shows its downloads. */
  readonly revealFile: ((fileId: string) => Promise<void>) | null;
  /** Files that were opened from the desktop and that no window has taken yet; none on loopback. */
  takeOpenedFiles(): Promise<FileHandle[]>;
  /** Marks the native window as holding what is not saved; nothing on loopback. */
  markUnsaved(unsaved: boolean): void;
}

/** Whether the host answers: it does, it does not, or it does but knows this window no more. */
export type HostState = 'here' | 'gone' | 'stranger';

/** Where a file was saved. */
export interface SavedPlace {
  /** Name of the folder, without the way to it; null on loopback, where the browser knows it. */
  folder: string | null;
}

/** An answer over IPC or HTTP: errors cross as data, since structured clone drops their fields. */
export type Answer = { ok: true; value: unknown } | { ok: false; error: LabErrorData };

/**
 * What Electron's preload puts on `window.poisonLab`. Everything that crosses is structured-cloned plain
 * data; `call` answers errors as data, so the renderer turns them back with `errorFromData`.
 * Besides the contract, `call` knows a few procedures of the window alone: {@link windowProcedures}.
 */
export interface PoisonLabBridge {
  call(procedure: string, input: unknown): Promise<Answer>;
  subscribe(topic: string, listener: (payload: unknown) => void): () => void;
  /** The path behind a dropped file, registered with the host; a File cannot cross IPC itself. */
  adoptFile(file: File): Promise<Answer>;
}

/** Procedures of the window that only Electron answers; on loopback the renderer does them itself. */
export const windowProcedures = {
  /** `{ kind: FileKind }` -> `FileHandle | null`. */
  openFile: 'window.openFile',
  /** `{ fileId, suggestedName }` -> `SavedPlace | null`. */
  saveFile: 'window.saveFile',
  /** `{ fileId }` of a saved export -> `null`. */
  revealFile: 'window.revealFile',
  /** `{}` -> `FileHandle[]`. */
  takeOpenedFiles: 'window.takeOpenedFiles',
  /** `{ unsaved }` -> `null`. */
  markUnsaved: 'window.markUnsaved',
} as const;

/**
 * Routes of the loopback host, all under the origin that served the page, cookie sent by the browser.
 * `POST /api/<area.procedure>` with a JSON body answers 200 and the JSON output, or a fitting status and
 * a LabErrorData body. `POST /files?name=<base name>` with the bytes as body answers a FileHandle.
 * `GET /files/<fileId>` downloads. `/events` is a WebSocket that pushes {@link EventFrame} as JSON.
 */
export const loopbackRoutes = { api: '/api/', files: '/files', events: '/events' } as const;

/** Topic of the message that says every second that the host is there. */
export const hostBeat = 'host.beat';

/** One message of the events socket. */
export interface EventFrame {
  topic: string;
  payload: unknown;
}
