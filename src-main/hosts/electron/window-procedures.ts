import { basename, dirname, join } from 'node:path';
import { app, dialog, shell, type BrowserWindow, type FileFilter } from 'electron';
import { z } from 'zod';
import {
  windowProcedures as names,
  type FileHandle,
  type FileKind,
  type SavedPlace,
} from '../../../shared/contract/transport.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { FileRegistry } from '../../service/files.ts';
import { copyDurably } from '../copy-durably.ts';
import { admitFile } from './admit-file.ts';
import type { WindowProcedures } from './bridge.ts';
import type { OpenedFiles } from './opened-files.ts';

const openSchema = z.strictObject({ kind: z.enum(['ratings', 'campaign', 'attack', 'any']) });
const revealSchema = z.strictObject({ fileId: z.string() });
const unsavedSchema = z.strictObject({ unsaved: z.boolean() });
const saveSchema = z.strictObject({ fileId: z.string(), suggestedName: z.string() });

/**
 * The dialogs: what the person picks becomes a handle, what the lab exported goes where the person says, and can be
 * shown there. Files opened from the desktop are handed over once.
 */
export function createWindowProcedures(
  files: FileRegistry,
  window: () => BrowserWindow | undefined,
  opened: Pick<OpenedFiles, 'take'>,
): WindowProcedures {
  const saved = new Map<string, string>();
  return new Map<string, (input: unknown) => Promise<unknown>>([
    [names.openFile, async (input) => openFile(files, theWindow(window), parse(openSchema, input).kind)],
    [names.saveFile, async (input) => saveFile(files, theWindow(window), parse(saveSchema, input), saved)],
    [
      names.revealFile,
      async (input) => {
        const path = saved.get(parse(revealSchema, input).fileId);
        if (path === undefined) throw new LabError('not-found', 'That file was not saved from here.');
        shell.showItemInFolder(path);
        return null;
      },
    ],
    [names.takeOpenedFiles, async () => opened.take().map((path) => admitFile(files, path))],
    [
      names.markUnsaved,
      async (input) => {
        window()?.setDocumentEdited(parse(unsavedSchema, input).unsaved);
        return null;
      },
    ],
  ]);
}

const filters: Record<FileKind, FileFilter[]> = {
  ratings: [{ name: 'Ratings', extensions: ['zip', 'csv', 'tsv', 'txt', 'dat', 'data'] }],
  campaign: [{ name: 'Campaign or bundle', extensions: ['json', 'poisonlab'] }],
  attack: [{ name: 'Bundle or profiles', extensions: ['poisonlab', 'zip', 'csv', 'tsv', 'txt', 'dat', 'data'] }],
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
  saved: Map<string, string>,
): Promise<SavedPlace | null> {
  const file = files.find(fileId);
  if (!file.scratch) throw new LabError('not-found', 'Only exported files can be saved.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), suggestedName.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_')),
  });
  if (canceled || !filePath) return null;
  copyDurably(file.path, filePath);
  saved.set(fileId, filePath);
  return { folder: basename(dirname(filePath)) };
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
