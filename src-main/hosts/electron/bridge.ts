import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { Answer } from '../../../shared/contract/transport.ts';
import { errorToData, LabError } from '../../../shared/domain/errors.ts';
import type { Service } from '../../service/service-surface.ts';
import type { EventHub } from '../event-hub.ts';
import { admitFile } from './admit-file.ts';
import { isWindowPage } from './app-protocol.ts';

/** What answers besides the contract, by procedure. */
export type WindowProcedures = ReadonlyMap<string, (input: unknown) => Promise<unknown>>;

export interface BridgeOptions {
  service: Pick<Service, 'call' | 'files'>;
  events: EventHub;
  windowProcedures: WindowProcedures;
  /** The one window's contents; undefined before it is made and after it is closed. */
  contents: () => WebContents | undefined;
}

/**
 * Answers the preload: calls, dropped files, and events the other way. Only the main frame of our own page is
 * heard. Errors cross as data, since structured clone would drop their fields.
 */
export function serveBridge({ service, events, windowProcedures, contents }: BridgeOptions): void {
  const answer = (channel: string, handle: (...given: unknown[]) => Promise<unknown>) =>
    ipcMain.handle(channel, async (event, ...given: unknown[]): Promise<Answer> => {
      try {
        refuseStrangers(event, contents());
        return { ok: true, value: await handle(...given) };
      } catch (error) {
        return { ok: false, error: errorToData(error) };
      }
    });
  answer('poison-lab:call', async (procedure, input) => {
    if (typeof procedure !== 'string') throw new LabError('bad-input', 'A call names its procedure.');
    const ofWindow = windowProcedures.get(procedure);
    return ofWindow ? ofWindow(input) : service.call(procedure, input);
  });
  answer('poison-lab:adopt', async (path) => admitFile(service.files, path));
  events.listen((topic, payload) => contents()?.send('poison-lab:event', topic, payload));
}

function refuseStrangers(event: IpcMainInvokeEvent, contents: WebContents | undefined): void {
  const frame = event.senderFrame;
  if (contents && frame && frame === contents.mainFrame && isWindowPage(frame.url)) return;
  throw new LabError('failed', 'Only the window of the lab is answered.');
}
