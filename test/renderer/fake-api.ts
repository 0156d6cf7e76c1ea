import { createPinia, setActivePinia } from 'pinia';
import { createApp } from 'vue';
import type { EventOf, Topic } from '../../shared/contract/events.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { apiKey, createApi } from '../../src-renderer/api.ts';

type Answers = Record<string, (input: never) => unknown>;

/** A transport that answers from a table, records what was asked, and pushes events by hand. */
export function fakeTransport(answers: Answers) {
  const calls: { procedure: string; input: unknown }[] = [];
  const listeners = new Map<string, ((payload: never) => void)[]>();
  const transport: Transport = {
    host: 'loopback',
    async call(procedure, input) {
      calls.push({ procedure, input });
      const answer = answers[procedure];
      if (!answer) throw new Error(`The test did not expect ${procedure}.`);
      return answer(input as never);
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener as (payload: never) => void]);
      return () => undefined;
    },
    watchHost: () => undefined,
    openFile: async () => null,
    uploadFile: async (file) => ({ fileId: 'file', name: file.name }),
    saveFile: async () => ({ folder: null }),
    revealFile: null,
    takeOpenedFiles: async () => [],
    markUnsaved: () => undefined,
  };
  const push = <T extends Topic>(topic: T, payload: EventOf<T>) => listeners.get(topic)?.forEach((listener) => listener(payload as never));
  return { transport, calls, push };
}

/** Fresh stores over a fake transport. */
export function openStores(answers: Answers) {
  const fake = fakeTransport(answers);
  const pinia = createPinia();
  const app = createApp({ render: () => null });
  app.provide(apiKey, createApi(fake.transport));
  app.use(pinia);
  setActivePinia(pinia);
  return fake;
}
