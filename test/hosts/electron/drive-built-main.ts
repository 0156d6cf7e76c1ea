import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import type { PoisonLabBridge } from '../../../shared/contract/transport.ts';
import type { MenuItem } from './stand-in.ts';
import { hasQuit, standIn } from './stand-in.ts';

/**
 * Starts the built main and the built preload against the stand-in, does what a person would do, and prints what
 * came of it as one JSON document. Arguments: folder of the build, a scratch folder.
 */
const [built, scratch] = process.argv.slice(2);
const seen: Record<string, unknown> = {};

await import(pathToFileURL(join(built, 'main', 'electron.js')).href);
seen.schemesBeforeReady = standIn.privilegedSchemes;
seen.crashes = { ...standIn.crashReports, folder: standIn.paths.get('crashDumps') };
const early = join(scratch, 'early.json');
writeFileSync(early, '{}');
let taken = false;
standIn.emit('open-file', { preventDefault: () => (taken = true) }, early);
seen.openFileTaken = taken;
standIn.becomeReady();
const window = await until(() => standIn.windows.find((one) => one.webContents.mainFrame.url !== ''));
const options = window.options as { webPreferences: Record<string, unknown>; minWidth: number; minHeight: number };
seen.page = window.webContents.mainFrame.url;
seen.webPreferences = options.webPreferences;
seen.smallest = [options.minWidth, options.minHeight];
await until(() => standIn.menu ?? undefined);
const menuOf = () => JSON.parse(JSON.stringify(standIn.menu)) as unknown;
seen.menu = menuOf();

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

const heldNames = async () => {
  const held = await bridge.call('window.takeOpenedFiles', {});
  return held.ok && (held.value as { name: string }[]).map(({ name }) => name);
};
seen.lockData = standIn.lockData;
seen.heldEarly = await heldNames();
seen.heldTwice = await heldNames();
const told: unknown[] = [];
bridge.subscribe('window.opened', (payload) => told.push(payload));
bridge.subscribe('window.command', (payload) => told.push(payload));
window.focus = () => (seen.broughtForward = true);
standIn.emit('second-instance', {}, [], scratch, { files: [ratings, '/etc/passwd', 7, join(scratch, 'absent.json')] });
standIn.emit('second-instance', {}, [], scratch, 'nonsense');
seen.heldSecond = await heldNames();
seen.recentDocuments = standIn.recentDocuments;

await bridge.call('settings.set', { shortcuts: { queue: 'Ctrl+Shift+U', runs: '' } });
const finished: unknown[] = [];
bridge.subscribe('campaigns.finished', (payload) => finished.push(payload));
(window as unknown as { focused: boolean }).focused = false;
const added = await bridge.call('queue.add', { campaign: oneRun() });
seen.queued = added.ok || added.error;
await until(() => (finished.length > 0 ? true : undefined));
await until(() => (standIn.notifications.length > 0 ? true : undefined));
await until(() => (standIn.blockers.size === 0 ? true : undefined));
seen.blocked = standIn.blocked;
seen.notifications = standIn.notifications.map(({ title, body }) => ({ title, body }));
standIn.notifications[0].click();
seen.changedMenu = menuOf();
const menuItem = (label: string, items: MenuItem[] = standIn.menu?.template ?? []): MenuItem | undefined =>
  items.find((item) => item.label === label) ?? items.map((item) => menuItem(label, item.submenu ?? [])).find(Boolean);
menuItem('Pause or resume the queue')?.click?.();
menuItem('Native && named')?.click?.();
seen.told = told;
await bridge.call('window.markUnsaved', { unsaved: true });
seen.edited = standIn.edited;

const exported = await bridge.call('reports.export', { what: 'runs' });
const target = join(scratch, 'runs.csv');
standIn.saveAnswers.push({ canceled: false, filePath: target });
seen.exported = exported.ok;
seen.saved = await bridge.call('window.saveFile', {
  fileId: exported.ok && (exported.value as { fileId: string }).fileId,
  suggestedName: 'runs.csv',
});
seen.revealAnswer = await bridge.call('window.revealFile', {
  fileId: exported.ok && (exported.value as { fileId: string }).fileId,
});
seen.revealed = standIn.revealed;
seen.revealUnsaved = await bridge.call('window.revealFile', { fileId: handle?.fileId });
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
const page = String(seen.page);
const askers = {
  page: { isMainFrame: true, requestingUrl: `${page}#/runs` },
  frame: { isMainFrame: false, requestingUrl: page },
  stranger: { isMainFrame: true, requestingUrl: 'https://evil.example/index.html' },
  worker: { isMainFrame: true },
};
const permissions = ['clipboard-sanitized-write', 'clipboard-read', 'media', 'notifications', 'fullscreen', 'openExternal'];
seen.permitted = Object.entries(askers).flatMap(([who, asker]) =>
  permissions.flatMap((permission) => {
    let granted = false;
    standIn.permissions.request?.({}, permission, (answer) => (granted = answer), asker);
    const checked = standIn.permissions.check?.({}, permission, 'poison-lab://app/', asker);
    return granted || checked ? [{ who, permission, granted, checked }] : [];
  }),
);

seen.reloads = ['clean-exit', 'crashed', 'oom'].map((reason) => {
  window.contentEvents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  return window.reloads;
});
seen.messages = standIn.messages;

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

/** Its run takes longer than the queue waits before it tells of a change. */
function oneRun() {
  return {
    schema: 1,
    name: 'Native & named',
    dataset: 'tiny',
    learner: { id: 'als', config: { rank: 2, lambdaUsers: 5, lambdaItems: 5 } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'one-step', config: {} },
    attack: { id: 'sgld', config: { iterations: 4000 } },
    budget: { maliciousShare: 0.25, fillerSize: 4, maxRating: 2 },
    seed: 1,
    sweep: [],
  };
}

function tinyRatings(): string {
  const rows = Array.from({ length: 60 }, (_, at) => `${at % 8},${(at * 7) % 11},${1 + (at % 5)}`);
  return (
    ['userId,movieId,rating', ...new Map(rows.map((row) => [row.split(',', 2).join(), row])).values()].join(
      '\n',
    ) + '\n'
  );
}
