import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import type { PoisonLabBridge } from '../../../shared/contract/transport.ts';
import { hasQuit, standIn } from './stand-in.ts';

/**
 * Starts the built main and the built preload against the stand-in, does what a person would do, and prints what
 * came of it as one JSON document. Arguments: folder of the build, a scratch folder.
 */
const [built, scratch] = process.argv.slice(2);
const seen: Record<string, unknown> = {};

await import(pathToFileURL(join(built, 'main', 'electron.js')).href);
seen.schemesBeforeReady = standIn.privilegedSchemes;
standIn.becomeReady();
const window = await until(() => standIn.windows.find((one) => one.webContents.mainFrame.url !== ''));
const options = window.options as { webPreferences: Record<string, unknown> };
seen.page = window.webContents.mainFrame.url;
seen.webPreferences = options.webPreferences;
seen.menu = standIn.menu;

const required: string[] = [];
const side = standIn.preloadSide(window);
runInNewContext(readFileSync(String(options.webPreferences.preload), 'utf8'), {
  require: (name: string) => {
    required.push(name);
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return side.electron;
  },
});
seen.required = required;
seen.exposed = [...side.exposed.keys()];
const bridge = side.exposed.get('poisonLab') as PoisonLabBridge;
seen.bridge = Object.keys(bridge).sort();

const about = await bridge.call('settings.about', {});
seen.about = about.ok && about.value;
seen.unknown = await bridge.call('runs.explode', {});
seen.badInput = await bridge.call('runs.show', { run: 1 });
seen.stranger = await standIn.invoke({ url: seen.page }, 'poison-lab:call', 'settings.about', {});
window.webContents.mainFrame.url = 'https://evil.example/index.html';
seen.elsewhere = await bridge.call('settings.about', {});
window.webContents.mainFrame.url = String(seen.page);

const ratings = join(scratch, 'tiny.csv');
writeFileSync(ratings, tinyRatings());
const topics: unknown[] = [];
const stop = bridge.subscribe('datasets.changed', (payload) => topics.push(payload));
standIn.openAnswers.push({ canceled: true, filePaths: [] }, { canceled: false, filePaths: [ratings] });
seen.declined = await bridge.call('window.openFile', { kind: 'ratings' });
const opened = await bridge.call('window.openFile', { kind: 'ratings' });
const handle = opened.ok ? (opened.value as { fileId: string; name: string }) : null;
seen.openedName = handle?.name;
seen.imported = await bridge.call('datasets.import', {
  fileId: handle?.fileId,
  importId: 'i',
  options: { name: 'tiny', minRatings: 1 },
});
await until(() => topics.length > 0 || undefined);
stop();
seen.topics = topics.length;
seen.dropped = await bridge.adoptFile({ path: ratings } as unknown as File);
seen.share = await bridge.adoptFile({ path: '\\\\evil\\share\\a.csv' } as unknown as File);

const exported = await bridge.call('reports.export', { what: 'runs' });
const target = join(scratch, 'runs.csv');
standIn.saveAnswers.push({ canceled: false, filePath: target });
seen.exported = exported.ok;
seen.saved = await bridge.call('window.saveFile', {
  fileId: exported.ok && (exported.value as { fileId: string }).fileId,
  suggestedName: 'runs.csv',
});
seen.savedText = readFileSync(target, 'utf8');
seen.savedNamed = await bridge.call('window.saveFile', {
  fileId: handle?.fileId,
  suggestedName: 'stolen.csv',
});

seen.served = await Promise.all(
  [
    'app/index.html',
    'app/renderer-files.json',
    'app/%2e%2e/renderer-files.json',
    'app/..%2fbuild.json',
    'other/index.html',
  ].map(async (path) => {
    const answer = await standIn.protocolHandlers.get('poison-lab')?.(new Request(`poison-lab://${path}`));
    return [path, answer?.status, answer?.headers.get('content-security-policy')];
  }),
);
seen.navigation = [
  'https://evil.example/',
  'file:///etc/passwd',
  `${String(seen.page)}.evil`,
  `${String(seen.page)}#/runs`,
].map((url) => {
  let prevented = false;
  window.contentEvents.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
  return prevented;
});
seen.opened = window.openHandler?.({ url: 'https://evil.example/' });
standIn.permissions.request?.({}, 'media', (granted) => (seen.permission = granted));
seen.permissionCheck = standIn.permissions.check?.();

const { app } = await import('./stand-in.ts');
app.quit();
await hasQuit;
seen.windowState = JSON.parse(
  readFileSync(join(String(process.env.POISON_LAB_HOME), 'window', 'window-state.json'), 'utf8'),
) as unknown;
process.stdout.write(JSON.stringify(seen));

async function until<T>(found: () => T | undefined): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function tinyRatings(): string {
  const rows = Array.from({ length: 60 }, (_, at) => `${at % 8},${(at * 7) % 11},${1 + (at % 5)}`);
  return (
    ['userId,movieId,rating', ...new Map(rows.map((row) => [row.split(',', 2).join(), row])).values()].join(
      '\n',
    ) + '\n'
  );
}
