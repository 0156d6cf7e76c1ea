import type { CDPSession, Page } from 'playwright-core';

/** What the preload and the page said to each other, and to the application. */
export interface IsolatedPreload {
  /** Modules that the preload asked for. */
  required(): Promise<string[]>;
  /** Names of Node that the preload's world knows. */
  nodeNames(): Promise<string[]>;
  /** What `webContents.send` does. */
  send(channel: string, ...given: unknown[]): Promise<void>;
}

type Invoke = (channel: string, given: unknown[]) => Promise<unknown>;

/**
 * Gives every page that `page` will load a preload in a world of its own, as Electron does: the world has the
 * document and a `require` that knows a stand-in for `electron` alone. What crosses between the worlds is
 * structured-cloned; anything but functions of a plain object is refused.
 * @param preload text of the built preload
 * @param invoke answers `ipcRenderer.invoke`
 */
export async function isolatePreload(page: Page, preload: string, invoke: Invoke): Promise<IsolatedPreload> {
  const session = await page.context().newCDPSession(page);
  let world: number | undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === worldName) world = context.id;
  });
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === 'toApplication') void answer(executionContextId, payload);
  });
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'toApplication', executionContextName: worldName });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSide });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: `${preloadSide}\n{\n${preload}\n}`, worldName });

  async function answer(context: number, payload: string): Promise<void> {
    const { id, channel, given } = JSON.parse(payload) as { id: number; channel: string; given: unknown[] };
    const value = await invoke(channel, given);
    await session.send('Runtime.evaluate', {
      contextId: context,
      expression: `fromApplication.answer(${id}, ${JSON.stringify(value)})`,
    });
  }

  return {
    required: () => evaluate<string[]>(session, world, 'fromApplication.required'),
    nodeNames: () =>
      evaluate<string[]>(session, world, `['process', 'Buffer', 'module', 'global', 'setImmediate'].filter((name) => name in globalThis)`),
    send: async (channel, ...given) => {
      await evaluate(session, world, `fromApplication.send(${JSON.stringify([channel, ...given])})`);
    },
  };
}

const worldName = 'preload';

async function evaluate<Value>(session: CDPSession, contextId: number | undefined, expression: string): Promise<Value> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { contextId, expression, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Value;
}

/** In the page's world: an object for each one exposed, whose functions pass their arguments to the other world. */
const pageSide = `{
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  const pass = (value) => {
    if (typeof value !== 'function') return { value };
    return { listener: listeners.push(value) - 1 };
  };
  const ask = (message) => new Promise((resolve) => {
    waiting.set(++last, resolve);
    document.dispatchEvent(new CustomEvent('page-to-preload', { detail: structuredClone({ id: last, ...message }) }));
  });
  document.addEventListener('preload-to-page', ({ detail }) => {
    const { expose, names, id, value, listener, given } = structuredClone(detail);
    if (expose) {
      const functions = names.map((name) => [name, (...given) => {
        const answer = ask({ expose, name, given: given.map(pass) });
        return name === 'subscribe' ? () => void answer.then((stop) => ask({ stop })) : answer;
      }]);
      Object.defineProperty(window, expose, { value: Object.freeze(Object.fromEntries(functions)), enumerable: true });
    } else if (given) listeners[listener](...given);
    else waiting.get(id)(value);
  });
}`;

/** In the preload's world: what a sandboxed preload has of Electron; anything else throws. */
const preloadSide = `
const fromApplication = { required: [], answer: null, send: null };
const toPage = (detail) => document.dispatchEvent(new CustomEvent('preload-to-page', { detail: structuredClone(detail) }));
const require = (() => {
  const asked = new Map();
  const hearing = new Map();
  const exposed = new Map();
  const stops = [];
  let last = 0;
  fromApplication.answer = (id, value) => asked.get(id)(value);
  fromApplication.send = ([channel, ...given]) => [...(hearing.get(channel) ?? [])].forEach((listener) => listener({}, ...given));
  document.addEventListener('page-to-preload', async ({ detail }) => {
    const { id, expose, name, given, stop } = structuredClone(detail);
    if (stop !== undefined) return stops[stop]();
    const taken = given.map((part) =>
      'listener' in part ? (...events) => toPage({ listener: part.listener, given: events }) : part.value);
    const value = await exposed.get(expose)[name](...taken);
    toPage({ id, value: typeof value === 'function' ? stops.push(value) - 1 : value });
  });
  const strict = (name, target) => new Proxy(target, {
    get(object, property) {
      if (!(property in object)) throw new Error('a sandboxed preload has no ' + name + '.' + String(property));
      return object[property];
    },
  });
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', {
      exposeInMainWorld(name, value) {
        if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error('only a plain object crosses');
        for (const [key, member] of Object.entries(value))
          if (typeof member !== 'function') throw new Error(key + ' is no function');
        exposed.set(name, value);
        toPage({ expose: name, names: Object.keys(value) });
      },
    }),
    ipcRenderer: strict('ipcRenderer', {
      invoke: (channel, ...given) => new Promise((resolve) => {
        asked.set(++last, resolve);
        toApplication(JSON.stringify({ id: last, channel, given: structuredClone(given) }));
      }),
      on: (channel, listener) => void hearing.set(channel, (hearing.get(channel) ?? new Set()).add(listener)),
      off: (channel, listener) => void hearing.get(channel).delete(listener),
    }),
    webUtils: strict('webUtils', { getPathForFile: (file) => '/picked/' + file.name }),
  });
  return (name) => {
    fromApplication.required.push(name);
    if (name !== 'electron') throw new Error('a sandboxed preload cannot require ' + name);
    return electron;
  };
})();`;
