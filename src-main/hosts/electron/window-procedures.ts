import { join } from 'node:path';
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron';
import { z } from 'zod';
import {
  windowProcedures as names,
  type FileHandle,
  type FileKind,
} from '../../../shared/contract/transport.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { FileRegistry } from '../../service/files.ts';
import { copyDurably } from '../copy-durably.ts';
import { admitFile } from './admit-file.ts';
import type { WindowProcedures } from './bridge.ts';

const openSchema = z.strictObject({ kind: z.enum(['ratings', 'campaign', 'any']) });
const saveSchema = z.strictObject({ fileId: z.string(), suggestedName: z.string() });

/** The dialogs: what the person picks becomes a handle, what the lab exported goes where the person says. */
export function createWindowProcedures(
  files: FileRegistry,
  window: () => BrowserWindow | undefined,
): WindowProcedures {
  return new Map<string, (input: unknown) => Promise<unknown>>([
    [names.openFile, async (input) => openFile(files, theWindow(window), parse(openSchema, input).kind)],
    [names.saveFile, async (input) => saveFile(files, theWindow(window), parse(saveSchema, input))],
  ]);
}

const filters: Record<FileKind, FileFilter[]> = {
  ratings: [{ name: 'Ratings', extensions: ['zip', 'csv', 'tsv', 'txt', 'dat', 'data'] }],
  campaign: [{ name: 'Campaign', extensions: ['json'] }],
  any: [],
};

async function openFile(
  files: FileRegistry,
  window: BrowserWindow,
  kind: FileKind,
): Promise<FileHandle | null> {
  const everything = { name: 'All files', extensions: ['*'] };
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [...filters[kind], everything],
  });
  if (canceled || filePaths.length === 0) return null;
  return admitFile(files, filePaths[0]);
}

async function saveFile(
  files: FileRegistry,
  window: BrowserWindow,
  { fileId, suggestedName }: z.infer<typeof saveSchema>,
): Promise<boolean> {
  const file = files.find(fileId);
  if (!file.scratch) throw new LabError('not-found', 'Only exported files can be saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), suggestedName.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_')),
  });
  if (canceled || !filePath) return false;
  copyDurably(file.path, filePath);
  return true;
}

function theWindow(window: () => BrowserWindow | undefined): BrowserWindow {
  const shown = window();
  if (!shown) throw new LabError('failed', 'The window was closed.');
  return shown;
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new LabError('bad-input', z.prettifyError(parsed.error));
  return parsed.data;
}
